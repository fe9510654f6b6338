"""Question and context in, messages out: plain Python, no Rasa, the one place that composes answers."""
