"""Looking up a dossier: code, then proof. A wrong proof and an unknown code cannot be told apart."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.database import Sessions, writing
from knowledge.dossiers.codes import normalise
from knowledge.dossiers.proofs import Proof, ProofHashes, ProofKind, keyed_hash, matches, read_proof
from knowledge.dossiers.statuses import Status, statuses
from knowledge.dossiers.tables import DossierRow
from knowledge.dossiers.times import VIET_NAM
from knowledge.dossiers.waiting import Waits

Punctuality = Literal["early", "on_time", "overdue", "running", "unknown"]


class Outcome(Enum):
    """How a look-up ends."""

    FOUND_SHORT = "found_short"
    FOUND_FULL = "found_full"
    NOT_PROVED = "not_proved"
    WAIT = "wait"


@dataclass(frozen=True)
class Step:
    """One step of a dossier's way; `observed`: the moment is when it was seen, not when it happened."""

    at: datetime
    status: str
    status_name: str
    observed: bool


@dataclass(frozen=True)
class Supplement:
    """What the citizen was asked to add."""

    asked: str
    asked_at: datetime | None
    received_at: datetime | None


@dataclass(frozen=True)
class Dossier:
    """What may be shown. Of a short look-up: status and dates only, the rest is empty."""

    dossier_code: str
    status: str
    status_name: str
    meaning: str
    to_do: str
    received_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    punctuality: Punctuality
    source: str
    as_of: datetime
    procedure_code: str = ""
    procedure_name: str = ""
    timeline: tuple[Step, ...] = ()
    supplements: tuple[Supplement, ...] = ()


@dataclass(frozen=True)
class LookUp:
    """The answer. `dossier` only where found; `wait_seconds` only with `Outcome.WAIT`."""

    outcome: Outcome
    dossier: Dossier | None = None
    wait_seconds: int = 0


@dataclass(frozen=True)
class Caller:
    """Who asks: the key of a conversation, and the address it comes from. Kept as keyed hashes only."""

    conversation: str
    address: str = ""


@dataclass(frozen=True)
class LookUps:
    """The guarded door to dossiers. `per_hour`: failed proofs allowed to one caller in an hour.

    >>> LookUps(sessions, secret, per_hour=20).look_up("H13.99-250701-0001", "1234", Caller("k1", "10.0.0.7"))
    LookUp(outcome=<Outcome.NOT_PROVED: 'not_proved'>, dossier=None, wait_seconds=0)
    """

    sessions: Sessions
    secret: bytes
    per_hour: int
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def look_up(self, code: str, proof: str, caller: Caller) -> LookUp:
        """Look up `code` in any spelling with a proof: last four digits of the identity or phone number, or a
        whole phone number, for status and dates; the whole identity number for all.

        Raises `BadProofError` where `proof` is none, whatever the code, and `DatabaseUnavailableError`.
        """
        given = read_proof(proof)
        now = self.now()
        waits, callers = Waits(self.per_hour), self._callers(caller)
        with writing(self.sessions) as session:
            if seconds := waits.seconds_left(session, callers, now):
                return LookUp(Outcome.WAIT, wait_seconds=seconds)
            row = self._proved(session, normalise(code) or code, given)
            if row is None:
                waits.count(session, callers, now)
                return LookUp(Outcome.NOT_PROVED)
            full = given.kind is ProofKind.IDENTITY
            return LookUp(Outcome.FOUND_FULL if full else Outcome.FOUND_SHORT, _dossier(row, full, now))

    def _proved(self, session: Session, code: str, proof: Proof) -> DossierRow | None:
        row = session.scalars(select(DossierRow).where(DossierRow.dossier_code == code)).one_or_none()
        return row if matches(self.secret, code, proof, _hashes(row)) else None

    def _callers(self, caller: Caller) -> list[bytes]:
        told = {"conversation": caller.conversation, "address": caller.address}
        return [keyed_hash(self.secret, "caller", kind, who) for kind, who in told.items() if who]


def punctuality(status: Status, due_at: datetime | None, finished_at: datetime | None, now: datetime) -> Punctuality:
    """Compare by days in Viet Nam: finished before, on or after the day due; or still running, or overdue."""
    if due_at is None or status.ends == "closed" or (status.ends == "done" and finished_at is None):
        return "unknown"
    due, day = due_at.astimezone(VIET_NAM).date(), (finished_at or now).astimezone(VIET_NAM).date()
    if day > due:
        return "overdue"
    if finished_at is None:
        return "running"
    return "early" if day < due else "on_time"


def _hashes(row: DossierRow | None) -> ProofHashes:
    if row is None:
        return ProofHashes()
    return ProofHashes(row.identity_hash, row.identity_last_four_hash, row.phone_hash, row.phone_last_four_hash)


def _dossier(row: DossierRow, full: bool, now: datetime) -> Dossier:
    status = statuses()[row.status]
    return Dossier(
        dossier_code=row.dossier_code,
        status=row.status,
        status_name=status.name,
        meaning=status.meaning,
        to_do=status.to_do,
        received_at=row.received_at,
        due_at=row.due_at,
        finished_at=row.finished_at,
        punctuality=punctuality(status, row.due_at, row.finished_at, now),
        source=row.source,
        as_of=row.as_of,
        procedure_code=row.procedure_code if full else "",
        procedure_name=row.procedure_name if full else "",
        timeline=_timeline(row) if full else (),
        supplements=_supplements(row) if full else (),
    )


def _timeline(row: DossierRow) -> tuple[Step, ...]:
    return tuple(Step(event.at, event.status, statuses()[event.status].name, event.observed) for event in row.events)


def _supplements(row: DossierRow) -> tuple[Supplement, ...]:
    return tuple(Supplement(one.asked, one.asked_at, one.received_at) for one in row.supplements)
