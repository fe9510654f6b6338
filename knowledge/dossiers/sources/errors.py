"""Everything that can go wrong with an outbound source. No message repeats anything of a code or of a reply."""

from knowledge.dossiers.errors import DossierError


class BadSourcesError(DossierError):
    """The file of dossier sources is malformed."""


class SourceError(DossierError):
    """The source gave no usable answer."""


class PassingError(SourceError):
    """The source failed in a way that may pass: trying again at once can help."""


class RefusedError(SourceError):
    """The source keeps us out, or answers with what it never should: trying again at once would not help.

    `status`: that of the reply, 0 where another thing than the status is at fault.
    """

    def __init__(self, message: str | None = None, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class SessionExpiredError(SourceError):
    """The session is no longer accepted."""


class LyingError(SourceError):
    """The reply is about another dossier than the one asked for, or contradicts itself about which one."""


class BusyError(SourceError):
    """As many requests as the source may get at once are under way. Says nothing about the source."""
