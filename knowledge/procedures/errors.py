"""Everything that can go wrong with catalogue records; each class's docstring is its default message."""


class CatalogueError(Exception):
    """The catalogue could not be read or changed."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class UnknownFormatError(CatalogueError):
    """The source is in none of the known formats."""


class BadRecordError(CatalogueError):
    """A record of a source is refused; `field` says which of its fields is at fault."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class ProcedureNotFoundError(CatalogueError):
    """No procedure has this code."""
