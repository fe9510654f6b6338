"""Everything that can go wrong in measuring; each class's docstring is its default message."""


class EvalError(Exception):
    """The assistant could not be measured."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class BadQuestionsError(EvalError):
    """The file of questions is missing or malformed."""


class UnreachableServerError(EvalError):
    """The server does not answer: start it with `make run`, or name another one with --url."""


class JournalInUseError(EvalError):
    """Another run writes the same results: wait for it, or name another file."""


class BadResultError(EvalError):
    """The file is no result of `python -m eval TASK`, or of another version: measure again."""


class UnlikeResultsError(EvalError):
    """Two results can be compared only where the same task was asked the same questions."""


class BadThresholdsError(EvalError):
    """The file of thresholds is missing or malformed."""
