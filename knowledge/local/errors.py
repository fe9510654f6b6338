"""Everything that can go wrong with local decisions; each class's docstring is its default message."""


class LocalError(Exception):
    """What the province decides could not be read."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class BadLocalFileError(LocalError):
    """The file of what the province decides is malformed."""
