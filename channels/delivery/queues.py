"""What both queues share: states, leases, and how long to wait before another try."""

import random
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Delete, Select, Update, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from channels.delivery.tables import InboxRow, OutboxRow

WAITING, LEASED, DONE, FAILED = "waiting", "leased", "done", "failed"
SENDING, SENT, UNKNOWN, HELD = "sending", "sent", "unknown", "held"

Clock = Callable[[], datetime]
Row = TypeVar("Row", InboxRow, OutboxRow)
# Any numbers that nobody else locks by.
_LOCKS = {"inbox": 7_305_112_011, "outbox": 7_305_112_012}
_SOONEST, _LATEST = 1.0, 300.0
_DOUBLINGS = 9
_LONGEST_REASON = 200


@dataclass(frozen=True)
class Patience:
    """How long and how often things are tried. `lease`: after it, what was under way counts as crashed.

    `tries`: how often what may have done something is tried; `age`: after it a reply is given up.
    """

    lease: timedelta = timedelta(seconds=60)
    tries: int = 8
    age: timedelta = timedelta(hours=24)

    @property
    def call(self) -> float:
        """Seconds that one call may take: well within the lease, so that nobody else begins meanwhile."""
        return self.lease.total_seconds() * 0.8


def pause(tries: int, since: datetime, now: datetime, asked: float | None = None) -> timedelta:
    """Return how long to wait: as `asked` in seconds, else 1 s and twice as long after each try, with jitter.

    Never longer than a quarter of the age, so that what waits since a moment ago is tried again in a moment, and
    tries that do not count (nothing can have come of them) lead to long pauses only when it lasts; 5 min at most.
    """
    if asked is not None:
        return timedelta(seconds=max(asked, 0.0))
    quarter = (now - since).total_seconds() / 4
    seconds = min(2.0 ** min(tries - 1, _DOUBLINGS), max(quarter, _SOONEST), _LATEST)
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))


def lease(
    session: Session, table: type[Row], wanted: Select[int], state: str, now: datetime, patience: Patience
) -> Sequence[Row]:
    """Lease the `wanted` rows that nobody else has just taken, in order.

    On PostgreSQL replicas lease one after another, so that no two begin in one conversation, and skip rows that are
    just being ended; on SQLite the transaction holds the write lock already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCKS[table.__tablename__]})
        wanted = wanted.with_for_update(skip_locked=True)
    numbers = session.scalars(wanted).all()
    rows = session.scalars(select(table).where(table.number.in_(numbers)).order_by(table.number)).all()
    for row in rows:
        row.state, row.lease, row.leased_until = state, secrets.token_urlsafe(16), now + patience.lease
        row.tries += 1
    return rows


def settle(
    session: Session, table: type[Row], which: ColumnElement[bool], state: str, now: datetime, reason: str = ""
) -> int:
    """End rows and empty them; return how many."""
    values = {"state": state, "reason": reason[:_LONGEST_REASON], "settled_at": now}
    emptied = {"envelope": "", "lane": "", "lease": "", "leased_until": None}
    return changed(session, update(table).where(which).values(**values, **emptied))


def postpone(session: Session, table: type[Row], which: ColumnElement[bool], until: datetime, counted: bool) -> int:
    """Give leased rows back, to be tried again at `until`; return how many."""
    values = {"state": WAITING, "lease": "", "leased_until": None, "not_before": until}
    statement = update(table).where(which).values(**values)
    return changed(session, statement if counted else statement.values(tries=table.tries - 1))


def add(session: Session, table: type[Row], values: Mapping[str, object]) -> bool:
    """Insert a row; return False where its unique key stands there already."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    whole = {"tries": 0, "lease": "", "reason": "", "state": WAITING, **values}
    added = insert(table).values(**whole).on_conflict_do_nothing().returning(table.number)
    return session.scalars(added).first() is not None


def changed(session: Session, statement: Update | Delete) -> int:
    """Execute and return how many rows it changed."""
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount
