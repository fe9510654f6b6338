"""What can go wrong in comparing systems."""

from eval.errors import EvalError


class SystemFailedError(EvalError):
    """The process of something that is measured ended before its work was done."""


class NoSystemError(EvalError):
    """None of the systems asked for can run here: `make bench-retrieval` installs what they need."""


class NoTrainingError(EvalError):
    """The current release holds no embedding of its own training: build it with MOTCUA_EMBEDDING_MODEL empty."""
