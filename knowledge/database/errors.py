"""Everything that can go wrong with the database; each class's docstring is its default message."""


class DatabaseError(Exception):
    """The database could not be used."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class DatabaseUnavailableError(DatabaseError):
    """The database is locked, full or out of reach: try again later."""
