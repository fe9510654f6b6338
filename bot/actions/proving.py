"""How Rasa proves itself at the action endpoint."""

SECRET_HEADER = "X-Internal-Secret"
