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


class PortalError(CatalogueError):
    """The live portal gave no usable answer."""


class PortalBlockedError(PortalError):
    """The live portal keeps us out: a page, a redirect or a refusal instead of data."""


class PortalFailedError(PortalError):
    """The live portal does not answer, or answers with what cannot be read, however often it is asked."""


class PortalRepeatsError(PortalError):
    """The live portal's list turns in a circle: a page came again."""


class PortalRejectedError(PortalError):
    """The live portal refuses this one request; asking again would not help."""


class TryAgainError(PortalError):
    """One request failed in a way that may pass; `becomes` is what it turns into when patience ends.

    `wait` is how many seconds the portal asked for, None where it did not say.
    """

    def __init__(self, message: str, becomes: type[PortalError] = PortalFailedError, wait: float | None = None) -> None:
        super().__init__(message)
        self.becomes = becomes
        self.wait = wait
