"""Everything that can go wrong with dossiers; each class's docstring is its default message."""


class DossierError(Exception):
    """Dossiers could not be read or changed."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class UnreadableFileError(DossierError):
    """The file is in none of the known formats, or only half of one."""


class BadRowError(DossierError):
    """A row of a file is refused; `field` says which of its fields is at fault."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class BadProofError(DossierError):
    """A proof is the last four digits, a whole identity number (12 or 9 digits) or a whole phone number."""


class UnknownStatusError(DossierError):
    """Neither the name nor the number is that of a status."""


class BadStatusesError(DossierError):
    """The file of statuses is malformed."""


class BadWorkingDaysError(DossierError):
    """The file of working days is malformed."""
