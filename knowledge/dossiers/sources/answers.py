"""What a source may answer about one dossier code, in our own form and without names and addresses."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class AskedFor:
    """What the citizen was asked to add."""

    asked: str
    asked_at: datetime | None
    received_at: datetime | None


@dataclass(frozen=True)
class SourceEvent:
    """A step of a dossier's way; `observed`: the moment is when it was seen, not when it happened."""

    at: datetime
    status: str
    observed: bool = False


@dataclass(frozen=True)
class MovedAppointment:
    """A day that was appointed earlier, and when another one took its place."""

    due_at: datetime
    replaced_at: datetime


@dataclass(frozen=True)
class SourceResult:
    """What was, or is to be, handed out; `name` may be empty."""

    name: str
    returned_at: datetime | None


@dataclass(frozen=True)
class SourceRecord:
    """One dossier as a source tells it, with the fields that a look-up reads from a stored `DossierRow`.

    `status`: a key of status.yml. `as_of`: when the source said so.
    """

    dossier_code: str
    status: str
    source: str
    as_of: datetime
    procedure_code: str = ""
    procedure_name: str = ""
    received_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    events: tuple[SourceEvent, ...] = ()
    supplements: tuple[AskedFor, ...] = ()
    appointments: tuple[MovedAppointment, ...] = ()
    results: tuple[SourceResult, ...] = ()


@dataclass(frozen=True)
class Provable:
    """The owner's numbers, digits only; at least one of them is there. They never show in a representation.

    They live from the reply until they are hashed, and are neither stored nor cached nor logged.
    """

    identity_number: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Found:
    """The dossier, and what it may be proved against."""

    record: SourceRecord
    provable: Provable


@dataclass(frozen=True)
class NotFound:
    """The source says that it has no such dossier."""


@dataclass(frozen=True)
class NothingToProve:
    """There is a dossier, but neither identity nor phone number to prove it by: nothing may be told of it."""


@dataclass(frozen=True)
class Unreadable:
    """The source tells of the dossier what cannot be, such as an unknown status; `field` is at fault.

    Only its owner may hear that, for others it would tell that there is such a dossier.
    """

    field: str
    provable: Provable


@dataclass(frozen=True)
class Unreachable:
    """The source gave no usable answer. `last_answered`: when it last did, None if not since the start."""

    last_answered: datetime | None = None


SourceAnswer = Found | NotFound | NothingToProve | Unreadable | Unreachable


class DossierSource(Protocol):
    """A system that knows dossiers."""

    @property
    def name(self) -> str:
        """How the source is called in answers, logs and the configuration."""

    @property
    def gives_proof(self) -> bool:
        """Whether its answers can hold what an owner proves. One that never does has nothing to tell a citizen."""

    def find(self, code: str) -> SourceAnswer:
        """Ask for the dossier with a normalised code. Raises nothing for what the source does."""
