"""Rasa components for Vietnamese. They run inside the Rasa server (Python 3.10) and import only `knowledge.vietnamese`."""
