"""Order: one at a time in a process, and on PostgreSQL among processes; a dead process holds up nobody."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from channels.errors import ConversationBusyError
from channels.ordering import Ordering, SharedOrdering, ordering
from knowledge.database import DatabaseUnavailableError, engine
from knowledge.settings import ROOT
from tests.knowledge.conftest import postgres  # noqa: F401
from tests.postgres import Postgres, server

HOLDER = """
import asyncio, sys
from channels.ordering import SharedOrdering
from knowledge.database import engine
async def hold():
    async with SharedOrdering(engine(sys.argv[1])).alone("an"):
        print("held", flush=True)
        await asyncio.sleep(600)
asyncio.run(hold())
"""


@pytest.fixture
def url(postgres: Postgres) -> str:  # noqa: F811
    return postgres.empty()


@pytest.fixture
def two(url: str) -> tuple[Ordering, Ordering]:
    """Two replicas' orderings."""
    return SharedOrdering(engine(url)), SharedOrdering(engine(url))


@pytest.fixture
def holder(url: str) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the key "an"."""
    command = [sys.executable, "-c", HOLDER, url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


async def overlaps(keys: list[str], *orderings: Ordering) -> int:
    """Let everybody hold their key for a moment, all at once; return how many held one at a time at the most."""
    inside, most = dict.fromkeys(keys, 0), 0

    async def hold(number: int, key: str) -> None:
        nonlocal most
        async with orderings[number % len(orderings)].alone(key):
            inside[key] += 1
            most = max(most, inside[key])
            await asyncio.sleep(0.002)
            inside[key] -= 1

    await asyncio.gather(*(hold(number, key) for number in range(12) for key in keys))
    return most


def test_in_one_process_one_after_another() -> None:
    assert asyncio.run(overlaps(["an", "bình"], Ordering())) == 1


def test_in_two_replicas_one_after_another(two: tuple[Ordering, Ordering]) -> None:
    assert asyncio.run(overlaps(["an", "bình"], *two)) == 1


def test_nothing_is_kept_of_what_is_over(two: tuple[Ordering, Ordering]) -> None:
    asyncio.run(overlaps(["an"], *two))
    assert [one.lanes for one in two] == [{}, {}]


def test_other_keys_do_not_wait(two: tuple[Ordering, Ordering]) -> None:
    async def together() -> None:
        async with two[0].alone("an"), two[1].alone("bình", patience=0), two[0].alone("chi", patience=0):
            pass

    asyncio.run(together())


def test_who_waits_too_long_is_told_so(two: tuple[Ordering, Ordering]) -> None:
    async def waiting() -> None:
        async with two[0].alone("an"):
            with pytest.raises(ConversationBusyError):
                async with two[1].alone("an", patience=0.05):
                    raise AssertionError("held by two")

    asyncio.run(waiting())


def test_what_fails_inside_lets_go(two: tuple[Ordering, Ordering]) -> None:
    async def failing() -> None:
        with pytest.raises(ZeroDivisionError):
            async with two[0].alone("an"):
                raise ZeroDivisionError
        async with two[1].alone("an", patience=0):
            pass

    asyncio.run(failing())


def test_who_is_cancelled_inside_lets_go(two: tuple[Ordering, Ordering]) -> None:
    async def hold() -> None:
        async with two[0].alone("an"):
            await asyncio.sleep(60)

    async def cancelled() -> None:
        task = asyncio.create_task(hold())
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with two[1].alone("an", patience=0.5):
            pass

    asyncio.run(cancelled())


def test_who_is_cancelled_while_asking_keeps_nothing(two: tuple[Ordering, Ordering]) -> None:
    async def hold() -> None:
        async with two[0].alone("an"):
            await asyncio.sleep(60)

    async def cancelled() -> None:
        for pause in (0.0, 0.001, 0.003, 0.01, 0.03):
            task = asyncio.create_task(hold())
            await asyncio.sleep(pause)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            async with two[1].alone("an", patience=0.5):
                pass

    asyncio.run(cancelled())


def test_a_replica_that_is_killed_lets_go(two: tuple[Ordering, Ordering], holder: "subprocess.Popen[str]") -> None:
    async def takes_over() -> None:
        with pytest.raises(ConversationBusyError):
            async with two[0].alone("an", patience=0.05):
                raise AssertionError("held by two")
        holder.kill()
        async with two[0].alone("an", patience=5):
            pass

    asyncio.run(takes_over())


def test_after_postgresql_came_back_it_orders_again(url: str, postgres: Postgres) -> None:  # noqa: F811
    one = SharedOrdering(engine(url))

    async def cut() -> None:
        async with one.alone("an"):
            pass
        with engine(postgres.url("postgres")).connect() as connection:
            connection.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
                {"name": url.partition("@/")[2].partition("?")[0]},
            )
        async with one.alone("an"):
            pass

    asyncio.run(cut())


def test_where_postgresql_is_away_that_is_said() -> None:
    with server() as gone:
        one = SharedOrdering(engine(gone.empty()))

    async def tried() -> None:
        with pytest.raises(DatabaseUnavailableError):
            async with one.alone("an"):
                raise AssertionError("held without a lock")

    asyncio.run(tried())
    assert one.lanes == {}


def test_a_file_is_one_processs_alone(tmp_path: Path, url: str) -> None:
    assert type(ordering(engine(f"sqlite:///{tmp_path / 'motcua.sqlite'}"))) is Ordering
    assert type(ordering(engine(url))) is SharedOrdering
