"""Everything that can go wrong in measuring; each class's docstring is its default message."""


class EvalError(Exception):
    """The assistant could not be measured."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class BadQuestionsError(EvalError):
    """The file of questions is missing or malformed."""


class UnreachableServerError(EvalError):
    """The server does not answer: start it with `make run`, or name another one with --url."""
