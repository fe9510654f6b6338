"""Everything that can go wrong with the online topics; each class's docstring is its default message."""


class OnlineError(Exception):
    """The online topics could not be read."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class BadOnlineTopicError(OnlineError):
    """The file of an online topic is malformed."""
