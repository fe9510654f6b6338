"""Everything that can go wrong with guides; each class's docstring is its default message."""


class GuideError(Exception):
    """A guide could not be used."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class BadGuideError(GuideError):
    """A guide file is malformed."""


class UnknownFactError(GuideError):
    """The guide asks no such fact, or the fact has no such choice."""
