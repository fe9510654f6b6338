"""Question (and context) in, ranked procedures and a decision out. Knows no Rasa and serves no HTTP."""
