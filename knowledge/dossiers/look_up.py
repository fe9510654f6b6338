"""Looking up a dossier: code, then proof. A wrong proof and an unknown code cannot be told apart."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from math import ceil

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from knowledge.database import Sessions, writing
from knowledge.dossiers.attempts import Attempt, attempt, failures, note, one_at_a_time, set_right
from knowledge.dossiers.budget import Budget, Sign
from knowledge.dossiers.codes import normalise
from knowledge.dossiers.proofs import Proof, ProofHashes, ProofKind, matches, read_proof
from knowledge.dossiers.sources.answers import SourceRecord
from knowledge.dossiers.sources.combined import Elsewhere, ElsewhereOutcome, OfficialPage, Opened, nowhere
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.tables import DossierRow, FailedProofRow
from knowledge.dossiers.timing import UNKNOWN, Punctuality, Timing, timing
from knowledge.dossiers.waiting import DAY, HOUR, WHOLE_MOST, Waits, of_address, whole_end

_RIGHT = (ElsewhereOutcome.FOUND, ElsewhereOutcome.UNREADABLE)

log = logging.getLogger(__name__)


class Outcome(Enum):
    """How a look-up ends. The last three: at another system that is asked, see `sources.combined`.

    `SHORT_CLOSED`: four digits are not read now, for too many were wrong; a whole number is.
    """

    FOUND_SHORT = "found_short"
    FOUND_FULL = "found_full"
    NOT_PROVED = "not_proved"
    WAIT = "wait"
    SHORT_CLOSED = "short_closed"
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
    """The guarded door to dossiers. `per_hour`: failed proofs allowed to one conversation in an hour.

    `address_per_hour`: to one source address; `budget`: to all callers together. `tell`: who counts the signs.

    >>> LookUps(sessions, secret, per_hour=20).look_up("H13.99-250701-0001", "1234", Caller("k1", "10.0.0.7"))
    LookUp(outcome=<Outcome.NOT_PROVED: 'not_proved'>, dossier=None, wait_seconds=0)
    """

    sessions: Sessions
    secret: bytes
    per_hour: int
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    find_elsewhere: Callable[[str], Elsewhere] = nowhere
    address_per_hour: int = 60
    budget: Budget = field(default_factory=Budget)
    tell: Callable[[Sign], None] = lambda _: None

    def look_up(self, code: str, proof: str, caller: Caller) -> LookUp:
        """Look up `code` in any spelling with a proof: last four digits of the identity or phone number, or a
        whole phone number, for status and dates; the whole identity number for all.

        Raises `BadProofError` where `proof` is none, whatever the code, and `DatabaseUnavailableError`.
        """
        given, code = read_proof(proof), normalise(code) or code
        tried = attempt(self.secret, code, given, caller.conversation, caller.address)
        with writing(self.sessions) as session:
            one_at_a_time(session)
            if refused := self._refused(session, tried):
                return refused
            row = session.scalars(select(DossierRow).where(DossierRow.dossier_code == code)).one_or_none()
            if matches(self.secret, code, given, _hashes(row)) and row:
                set_right(session, self.secret, tried, code, self.now())
                return _found(row, given, self.now())
            stored = row is not None
            noted = note(session, tried, stored or self.find_elsewhere is not nowhere, self.now())
        # Asked also where the store has the dossier and the proof is wrong, and without holding the write lock.
        elsewhere = self.find_elsewhere(code)
        opened = elsewhere.opened_by(self.secret, given)
        known = stored or any(heard.hashes != ProofHashes() for heard in elsewhere.heard)
        with writing(self.sessions) as session:
            one_at_a_time(session)
            self._settle(session, tried, noted, opened, known)
            if opened.record:
                set_right(session, self.secret, tried, code, self.now())
                return _found(opened.record, given, self.now())
        return LookUp(Outcome(opened.outcome.value), pages=opened.pages, last_answered=opened.last_answered)

    def _refused(self, session: Session, tried: Attempt) -> LookUp | None:
        """Return why the proof is not compared at all, whatever it is, or None."""
        now = self.now()
        if tried.short and self.budget.closes(self.budget.spent(session, now)):
            self.tell(Sign.CLOSED)
            return LookUp(Outcome.SHORT_CLOSED)
        ends = self._short_ends(session, tried, now) if tried.short else [self._whole_end(session, tried, now)]
        seconds = max((ceil((end - now).total_seconds()) for end in ends if end and end > now), default=0)
        return LookUp(Outcome.WAIT, wait_seconds=seconds) if seconds else None

    def _short_ends(self, session: Session, tried: Attempt, now: datetime) -> list[datetime | None]:
        row = FailedProofRow
        callers = (
            (Waits(self.per_hour), row.conversation == tried.conversation),
            (of_address(self.address_per_hour), row.origin == tried.origin),
        )
        return [waits.end(failures(session, now - HOUR, waits.per_hour, whose)) for waits, whose in callers]

    def _whole_end(self, session: Session, tried: Attempt, now: datetime) -> datetime | None:
        row = FailedProofRow
        pair = (row.dossier == tried.dossier, row.origin == tried.origin, row.short.is_(False))
        return whole_end(failures(session, now - DAY, WHOLE_MOST, *pair))

    def _settle(self, session: Session, tried: Attempt, noted: int, opened: Opened, known: bool) -> None:
        """Say of the attempt that was noted how it ended. `known`: there is a dossier that it could have opened.

        The same statements run whether there is one or not.
        """
        this = FailedProofRow.id == noted
        if opened.outcome in _RIGHT:
            session.execute(delete(FailedProofRow).where(this))
            return
        unreachable, counts = opened.outcome is ElsewhereOutcome.UNREACHABLE, tried.short and known
        # A guess from an outage is compared only now: it must not count as one of hours ago.
        ended = {"unreachable": unreachable, "counts": counts} | ({} if unreachable else {"at": self.now()})
        session.execute(update(FailedProofRow).where(this).values(ended))
        self.tell(Sign.FAILED_SHORT if tried.short else Sign.FAILED_WHOLE)
        spent = self.budget.spent(session, self.now())
        if counts and self.budget.is_spent_by_the_last(spent):
            self.tell(Sign.SPENT)
            log.error(
                "dossiers: %d wrong proofs in an hour, %d in a day: four digits open nothing until fewer are counted",
                spent.in_hour,
                spent.in_day,
            )


def _hashes(row: DossierRow | None) -> ProofHashes:
    if row is None:
        return ProofHashes()
    return ProofHashes(row.identity_hash, row.identity_last_four_hash, row.phone_hash, row.phone_last_four_hash)


def short(row: DossierRow, now: datetime) -> Dossier:
    """Return what the short proof opens: for a notice that was asked for after a proof."""
    return _dossier(row, full=False, now=now)


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
