"""The header that tells Rasa which turn a message belongs to, for its log alone."""

TURN_HEADER = "X-Turn"
