"""Vietnamese text as citizens type it. Standard library only: the Rasa server (Python 3.10) imports it too."""
