"""The running job: what is due is claimed in the database, so that of several replicas one forgets and the rest go on.

A claim lasts a quarter of an hour: a store whose job failed, or whose replica died, is tried again then.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from channels.metrics import FORGOTTEN, FORGOTTEN_AT
from channels.retention.tables import RetentionRow
from knowledge.database import DatabaseError, Sessions, reading, writing

EVERY = timedelta(hours=6)
CLAIM = timedelta(minutes=15)
_LOOK_EVERY = 60.0

Clock = Callable[[], datetime]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """How one store forgets: `forget` deletes what is too old and returns how many rows went."""

    store: str
    forget: Callable[[], int]


@dataclass(frozen=True)
class Ran:
    """When a store forgot last, and how much. `ended_at`: None before the first time."""

    store: str
    ended_at: datetime | None
    forgotten: int


class Retention:
    """The jobs. All methods may raise `DatabaseUnavailableError`."""

    def __init__(self, sessions: Sessions, now: Clock = lambda: datetime.now(UTC)) -> None:
        self.sessions = sessions
        self.now = now
        self.jobs: dict[str, Job] = {}

    def add(self, job: Job) -> None:
        """Let a store take part. To be called before `run`."""
        self.jobs[job.store] = job

    async def run(self) -> None:
        """Forget what is due, until cancelled."""
        while True:
            try:
                await asyncio.to_thread(self.forget_due)
            except DatabaseError as error:
                log.warning("what is too old could not be forgotten now: %s", error)
            except Exception:
                log.exception("a store could not forget")
            await asyncio.sleep(_LOOK_EVERY)

    def forget_due(self) -> dict[str, int]:
        """Do every job that is due and that nobody else does; return how many rows went, by store."""
        return {store: self._forget(self.jobs[store]) for store in self._due() if self._claim(store)}

    def ran(self) -> list[Ran]:
        """Return when each store forgot last."""
        with reading(self.sessions) as session:
            rows = session.scalars(select(RetentionRow).order_by(RetentionRow.store))
            return [Ran(row.store, row.ended_at, row.forgotten) for row in rows]

    def _due(self) -> list[str]:
        with reading(self.sessions) as session:
            waiting = session.scalars(select(RetentionRow.store).where(~self._is_due())).all()
        return [store for store in self.jobs if store not in waiting]

    def _claim(self, store: str) -> bool:
        """Return whether the job is this replica's now."""
        with writing(self.sessions) as session:
            _know(session, store, self.now())
            claimed = update(RetentionRow).where(RetentionRow.store == store, self._is_due())
            result = session.execute(claimed.values(due_at=self.now() + CLAIM))
            assert isinstance(result, CursorResult)
            return result.rowcount == 1

    def _forget(self, job: Job) -> int:
        forgotten = job.forget()
        now = self.now()
        with writing(self.sessions) as session:
            done = update(RetentionRow).where(RetentionRow.store == job.store)
            session.execute(done.values(due_at=now + EVERY, ended_at=now, forgotten=forgotten))
        FORGOTTEN.labels(job.store).inc(forgotten)
        FORGOTTEN_AT.labels(job.store).set(now.timestamp())
        if forgotten:
            log.info("%s: %s rows forgotten", job.store, forgotten)
        return forgotten

    def _is_due(self) -> ColumnElement[bool]:
        # A clock that once ran far ahead must not put a job off for years.
        return or_(RetentionRow.due_at <= self.now(), RetentionRow.due_at > self.now() + 2 * EVERY)


def _know(session: Session, store: str, now: datetime) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {"store": store, "due_at": now, "forgotten": 0}
    session.execute(insert(RetentionRow).values(values).on_conflict_do_nothing())
