"""The store of runs, on SQLite and PostgreSQL: one works at a time, and a dead one stands in nobody's way."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from eval.learning.errors import LostRunError, RunningError, RunUnknownError
from eval.learning.runs import KINDS, PATIENCE, STARTING, STATES, Runs
from eval.learning.tables import RunRow
from eval.learning.told import Told
from knowledge.database import Sessions, engine, sessions, upgrade, writing
from tests.postgres import server


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    with server() as running:
        yield running.upgraded()


@pytest.fixture(params=("sqlite", "postgresql"))
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sessions]:
    """A database without runs, on either store."""
    if request.param == "postgresql":
        made = engine(request.getfixturevalue("postgres_url"))
        with made.begin() as connection:
            connection.execute(RunRow.__table__.delete())
    else:
        upgrade(f"sqlite:///{tmp_path / 'motcua.sqlite'}")
        made = engine(f"sqlite:///{tmp_path / 'motcua.sqlite'}")
    yield sessions(made)
    made.dispose()


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, span: timedelta) -> None:
        self.now += span


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def runs(database: Sessions, clock: Clock) -> Runs:
    return Runs(database, clock)


def test_only_one_run_works_at_a_time(runs: Runs) -> None:
    number = runs.begin("learning", "lan")
    for kind in KINDS[:2]:
        with pytest.raises(RunningError):
            runs.begin(kind, "minh")
    runs.end(number, "done", Told())
    assert runs.begin("evaluation", "minh") > number


def test_of_many_who_begin_at_once_one_may(runs: Runs) -> None:
    def begin(number: int) -> bool:
        try:
            runs.begin("learning", f"officer {number}")
        except RunningError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(begin, range(8))) == 1
    assert runs.count() == 1


def test_what_is_noted_comes_back(runs: Runs, clock: Clock) -> None:
    number = runs.begin("learning", "lan", quick=False)
    runs.adopt(number)
    runs.about(number, "before", "after")
    runs.progress(number, "build", 1, 4)
    run = runs.get(number)
    assert (run.kind, run.state, run.quick, run.started_by, run.started_at) == (
        "learning", "running", False, "lan", clock.now,
    )  # fmt: skip
    assert (run.release_before, run.release, run.step, run.done, run.total) == ("before", "after", "build", 1, 4)
    runs.end(number, "refused", Told(why="runs.why_gate"))
    ended = runs.get(number)
    assert (ended.state, ended.told.why, ended.ended_at) == ("refused", "runs.why_gate", clock.now)
    assert "refused" in STATES


def test_a_run_without_signs_of_life_is_called_dead_and_makes_room(runs: Runs, clock: Clock) -> None:
    number = runs.begin("learning", "lan")
    clock.pass_by(STARTING - timedelta(seconds=1))
    runs.progress(number, "collect", 0, 0)
    clock.pass_by(PATIENCE - timedelta(seconds=1))
    assert runs.working()
    clock.pass_by(timedelta(seconds=2))
    assert runs.working() is None
    assert runs.get(number).state == "died"
    runs.begin("learning", "minh")


def test_signs_of_life_keep_it_alive(runs: Runs, clock: Clock) -> None:
    number = runs.begin("learning", "lan")
    for _ in range(5):
        clock.pass_by(PATIENCE * 0.8)
        assert runs.beat(number) is False
    assert runs.working()


def test_a_run_whose_process_is_gone_is_called_dead_at_once(runs: Runs) -> None:
    number = runs.begin("learning", "lan")
    runs.adopt(number)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with writing(runs.sessions) as session:
        session.execute(update(RunRow).values(process=gone.pid))
    assert runs.working() is None
    assert runs.get(number).state == "died"


def test_a_process_on_another_host_is_judged_by_its_signs_of_life_alone(runs: Runs) -> None:
    number = runs.begin("learning", "lan")
    with writing(runs.sessions) as session:
        session.execute(update(RunRow).values(host="another", process=2**22 + 1))
    assert runs.working()
    assert runs.get(number).state == "running"


def test_a_run_that_was_called_dead_can_change_nothing_any_more(runs: Runs, clock: Clock) -> None:
    number = runs.begin("learning", "lan")
    clock.pass_by(STARTING * 2)
    assert runs.working() is None
    for change in (
        lambda: runs.beat(number),
        lambda: runs.progress(number, "switch", 0, 0),
        lambda: runs.about(number, "a", "b"),
        lambda: runs.tell(number, Told()),
        lambda: runs.end(number, "done", Told()),
        lambda: runs.adopt(number),
    ):
        with pytest.raises(LostRunError):
            change()
    assert runs.get(number).state == "died"


def test_who_asks_to_stop_is_heard_at_the_next_sign_of_life(runs: Runs) -> None:
    number = runs.begin("evaluation", "lan")
    runs.ask_to_stop(number)
    assert runs.beat(number)


def test_a_rollback_is_noted_beside_a_run_that_works(runs: Runs) -> None:
    working = runs.begin("learning", "lan")
    noted = runs.note("rollback", "quản trị", "b", "a", Told())
    assert [run.number for run in runs.read(0, 10)] == [noted, working]
    assert (runs.get(noted).state, runs.get(noted).release) == ("done", "a")
    assert runs.working()


def test_an_unknown_run_is_told(runs: Runs) -> None:
    with pytest.raises(RunUnknownError):
        runs.get(77)
    runs.ask_to_stop(77)
