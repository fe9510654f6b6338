"""Everything that can go wrong with offices; each class's docstring is its default message."""


class OfficeError(Exception):
    """Offices could not be read."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class BadOfficesError(OfficeError):
    """The file of offices is malformed."""


class OfficeNotFoundError(OfficeError):
    """No office has this unit code."""


class UnreadableTableError(OfficeError):
    """The file is no CSV or XLSX table with the columns that are needed."""


class BadCellError(OfficeError):
    """A row of a table cannot be read."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.reason = reason
