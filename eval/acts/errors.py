"""What can go wrong in asking Rasa what a message does."""

from eval.errors import EvalError


class NoRasaError(EvalError):
    """There is no Rasa server that parses messages."""
