"""Looking up a dossier: code, then proof. A wrong proof and an unknown code cannot be told apart."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.database import Sessions, writing
from knowledge.dossiers.codes import normalise
from knowledge.dossiers.proofs import Proof, ProofHashes, ProofKind, keyed_hash, matches, read_proof
from knowledge.dossiers.sources.answers import SourceRecord
from knowledge.dossiers.sources.combined import Elsewhere, ElsewhereOutcome, OfficialPage, nowhere
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.tables import DossierRow
from knowledge.dossiers.timing import UNKNOWN, Punctuality, Timing, timing
from knowledge.dossiers.waiting import Waits


class Outcome(Enum):
    """How a look-up ends. The last three: at another system that is asked, see `sources.combined`."""

    FOUND_SHORT = "found_short"
    FOUND_FULL = "found_full"
    NOT_PROVED = "not_proved"
    WAIT = "wait"
    UNREADABLE = "unreadable"
    UNREACHABLE = "unreachable"
    NOTHING_TO_PROVE = "nothing_to_prove"


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
class Result:
    """What was handed out, or lies ready; `name` may be empty."""

    name: str
    returned_at: datetime | None


@dataclass(frozen=True)
class Appointment:
    """A day that was appointed earlier, and when another one took its place."""

    due_at: datetime
    replaced_at: datetime


@dataclass(frozen=True)
class Dossier:
    """What may be shown. Of a short look-up: status and dates only, the rest is empty.

    `due_at`: the day appointed now. `timing`: what `punctuality` says, with working days.
    """

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
    by_when: str = ""
    timing: Timing = UNKNOWN
    waits_for_citizen: bool = False
    earlier_appointments: tuple[Appointment, ...] = ()
    results: tuple[Result, ...] = ()


@dataclass(frozen=True)
class LookUp:
    """The answer. `dossier` only where found; `wait_seconds` only with `Outcome.WAIT`.

    `pages`: official ones to name where nothing is told. `last_answered`: with `Outcome.UNREACHABLE`.
    """

    outcome: Outcome
    dossier: Dossier | None = None
    wait_seconds: int = 0
    pages: tuple[OfficialPage, ...] = ()
    last_answered: datetime | None = None


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
    find_elsewhere: Callable[[str], Elsewhere] = nowhere

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
            if row := self._proved(session, normalise(code) or code, given):
                return _found(row, given, now)
        # Asked also where the store has the dossier and the proof is wrong, and without holding the write lock.
        opened = self.find_elsewhere(code).opened_by(self.secret, given)
        with writing(self.sessions) as session:
            # Looked at again: of many guesses that were under way at once, no more get an answer than one by one.
            if seconds := waits.seconds_left(session, callers, self.now()):
                return LookUp(Outcome.WAIT, wait_seconds=seconds)
            if opened.record:
                return _found(opened.record, given, self.now())
            if opened.outcome is not ElsewhereOutcome.UNREADABLE:
                waits.count(session, callers, self.now())
        return LookUp(Outcome(opened.outcome.value), pages=opened.pages, last_answered=opened.last_answered)

    def _proved(self, session: Session, code: str, proof: Proof) -> DossierRow | None:
        row = session.scalars(select(DossierRow).where(DossierRow.dossier_code == code)).one_or_none()
        return row if matches(self.secret, code, proof, _hashes(row)) else None

    def _callers(self, caller: Caller) -> list[bytes]:
        told = {"conversation": caller.conversation, "address": caller.address}
        return [keyed_hash(self.secret, "caller", kind, who) for kind, who in told.items() if who]


def _hashes(row: DossierRow | None) -> ProofHashes:
    if row is None:
        return ProofHashes()
    return ProofHashes(row.identity_hash, row.identity_last_four_hash, row.phone_hash, row.phone_last_four_hash)


def _found(row: DossierRow | SourceRecord, proof: Proof, now: datetime) -> LookUp:
    full = proof.kind is ProofKind.IDENTITY
    return LookUp(Outcome.FOUND_FULL if full else Outcome.FOUND_SHORT, _dossier(row, full, now))


def _dossier(row: DossierRow | SourceRecord, full: bool, now: datetime) -> Dossier:
    status = statuses()[row.status]
    when = timing(status, row.due_at, row.finished_at, now)
    return Dossier(
        dossier_code=row.dossier_code,
        status=row.status,
        status_name=status.name,
        meaning=status.meaning,
        to_do=status.to_do,
        received_at=row.received_at,
        due_at=row.due_at,
        finished_at=row.finished_at,
        punctuality=when.punctuality,
        source=row.source,
        as_of=row.as_of,
        procedure_code=row.procedure_code if full else "",
        procedure_name=row.procedure_name if full else "",
        timeline=_timeline(row) if full else (),
        supplements=_supplements(row) if full else (),
        by_when=status.by_when,
        timing=when,
        waits_for_citizen=status.waits_for_citizen,
        earlier_appointments=tuple(Appointment(one.due_at, one.replaced_at) for one in row.appointments),
        results=tuple(Result(one.name, one.returned_at) for one in row.results) if full else (),
    )


def _timeline(row: DossierRow | SourceRecord) -> tuple[Step, ...]:
    return tuple(Step(event.at, event.status, statuses()[event.status].name, event.observed) for event in row.events)


def _supplements(row: DossierRow | SourceRecord) -> tuple[Supplement, ...]:
    return tuple(Supplement(one.asked, one.asked_at, one.received_at) for one in row.supplements)
