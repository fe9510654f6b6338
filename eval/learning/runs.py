"""The store of runs: one works at a time, over all replicas, and one that gives no sign of life is called dead."""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eval.learning.errors import LostRunError, RunningError, RunUnknownError
from eval.learning.tables import RunRow
from eval.learning.told import Told
from knowledge.database import Sessions, reading, writing

Kind = Literal["evaluation", "learning", "rollback"]
State = Literal["running", "done", "refused", "failed", "stopped", "died"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STATES: tuple[State, ...] = get_args(State)
BEAT = 3.0
"""Seconds between two signs of life."""
PATIENCE = timedelta(seconds=45)
"""Without a sign of life for so long, a run counts as dead."""
STARTING = timedelta(minutes=3)
"""The same before its first step, while a busy machine may still start its process."""
_SLOT = "only"


@dataclass(frozen=True)
class Run:
    """One run, as `RunRow` says."""

    number: int
    kind: Kind
    state: State
    quick: bool
    started_by: str
    started_at: datetime
    ended_at: datetime | None
    stop_asked: bool
    step: str
    done: int
    total: int
    release_before: str
    release: str
    told: Told


class Runs:
    """The store. All methods may raise `DatabaseUnavailableError`, those with a number `RunUnknownError`."""

    def __init__(self, sessions: Sessions, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.sessions = sessions
        self.clock = clock

    def begin(self, kind: Kind, by: str, *, quick: bool = True) -> int:
        """Take the one place for a run; return its number. Raises `RunningError`."""
        try:
            with writing(self.sessions) as session:
                self._bury(session)
                session.flush()
                row = self._row(kind, by)
                row.slot, row.state, row.quick = _SLOT, "running", quick
                session.add(row)
                session.flush()
                return row.number
        except IntegrityError as error:
            raise RunningError from error

    def note(self, kind: Kind, by: str, before: str, release: str, told: Told) -> int:
        """Keep something that was done at once, beside any run that works."""
        with writing(self.sessions) as session:
            row = self._row(kind, by)
            row.state, row.ended_at, row.release_before, row.release = "done", row.started_at, before, release
            row.told = told.model_dump_json()
            session.add(row)
            session.flush()
            return row.number

    def adopt(self, number: int) -> Run:
        """Note that this process works on the run; return it. Raises `LostRunError`."""
        self._change(number, host=_host(), process=os.getpid())
        return self.get(number)

    def beat(self, number: int) -> bool:
        """Give a sign of life; return whether somebody asked to stop. Raises `LostRunError`."""
        self._change(number)
        return self.get(number).stop_asked

    def progress(self, number: int, step: str, done: int, total: int) -> None:
        """Say how far the run is. Raises `LostRunError`."""
        self._change(number, step=step[:60], done=done, total=total)

    def about(self, number: int, before: str, release: str) -> None:
        """Say from which release to which the run leads. Raises `LostRunError`."""
        self._change(number, release_before=before, release=release)

    def tell(self, number: int, told: Told) -> None:
        """Keep what came of it so far. Raises `LostRunError`."""
        self._change(number, told=told.model_dump_json())

    def end(self, number: int, state: State, told: Told) -> None:
        """End the run. Raises `LostRunError`."""
        self._change(number, state=state, told=told.model_dump_json(), slot=None, ended_at=self.clock())

    def ask_to_stop(self, number: int) -> None:
        """Ask the run to stop, wherever it works."""
        with writing(self.sessions) as session:
            session.execute(update(RunRow).where(RunRow.number == number).values(stop_asked=True))

    def working(self) -> Run | None:
        """Return the run that works now; those that died are called so first."""
        with writing(self.sessions) as session:
            self._bury(session)
            row = session.scalar(select(RunRow).where(RunRow.slot == _SLOT))
            return _run(row) if row else None

    def get(self, number: int) -> Run:
        """Return one run."""
        with reading(self.sessions) as session:
            row = session.get(RunRow, number)
            if row is None:
                raise RunUnknownError
            return _run(row)

    def count(self) -> int:
        """Return how many there are."""
        with reading(self.sessions) as session:
            return session.scalar(select(func.count()).select_from(RunRow)) or 0

    def read(self, first: int, count: int) -> list[Run]:
        """Return `count` runs from the place `first` on, newest first."""
        query = select(RunRow).order_by(RunRow.number.desc()).offset(first).limit(count)
        with reading(self.sessions) as session:
            return [_run(row) for row in session.scalars(query)]

    def _row(self, kind: Kind, by: str) -> RunRow:
        now = self.clock()
        row = RunRow(kind=kind, started_by=by, started_at=now, beat_at=now, slot=None, quick=False, stop_asked=False)
        row.host, row.process, row.step, row.done, row.total = _host(), 0, "", 0, 0
        row.release_before, row.release, row.told = "", "", Told().model_dump_json()
        return row

    def _change(self, number: int, **values: object) -> None:
        mine = update(RunRow).where(RunRow.number == number, RunRow.slot == _SLOT)
        with writing(self.sessions) as session:
            changed = session.execute(mine.values(beat_at=self.clock(), **values))
        if not changed.rowcount:  # type: ignore[attr-defined]
            raise LostRunError

    def _bury(self, session: Session) -> None:
        """Call the run that works dead where it must be."""
        row = session.scalar(select(RunRow).where(RunRow.slot == _SLOT).with_for_update())
        if row is None:
            return
        silent = row.beat_at < self.clock() - (PATIENCE if row.step else STARTING)
        if silent or (row.host == _host() and row.process and not _lives(row.process)):
            row.state, row.slot, row.ended_at = "died", None, self.clock()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _host() -> str:
    return socket.gethostname()[:120]


def _run(row: RunRow) -> Run:
    same = ("number", "quick", "started_by", "started_at", "ended_at", "stop_asked", "step", "done", "total")
    fields = {name: getattr(row, name) for name in (*same, "release_before", "release", "kind", "state")}
    return Run(**fields, told=Told.model_validate_json(row.told))
