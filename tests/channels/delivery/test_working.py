"""Loops: so many at once, again after the database was away, an orderly end."""

import asyncio
import logging
from collections import deque

import pytest

from channels.delivery.working import Loop, every
from knowledge.database import DatabaseUnavailableError
from tests.channels.delivery.conftest import run_for


class Counting:
    """Works off numbers, and counts how many at once."""

    def __init__(self, count: int, seconds: float = 0.02) -> None:
        self.waiting = deque(range(count))
        self.seconds = seconds
        self.done: list[int] = []
        self.at_once = self.most = 0
        self.down = 0

    async def take(self, limit: int) -> list[int]:
        if self.down:
            self.down -= 1
            raise DatabaseUnavailableError("away")
        return [self.waiting.popleft() for _ in range(min(limit, len(self.waiting)))]

    async def work(self, item: int) -> None:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(self.seconds)
        self.at_once -= 1
        self.done.append(item)


def test_everything_is_done_so_many_at_once() -> None:
    work = Counting(20)
    run_for(Loop(work, 4).run(), lambda: len(work.done) == 20)
    assert work.most == 4


def test_what_is_under_way_at_the_end_is_finished() -> None:
    work = Counting(3, seconds=0.3)
    run_for(Loop(work, 4).run(), lambda: work.at_once == 3)
    assert len(work.done) == 3


def test_it_goes_on_when_the_database_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.delivery.working._DATABASE_DOWN", 0.01)
    work = Counting(3)
    work.down = 2
    run_for(Loop(work, 4).run(), lambda: len(work.done) == 3)
    assert (len(work.done), work.down) == (3, 0)


@pytest.mark.parametrize("error", [DatabaseUnavailableError("away"), ValueError("ours")])
def test_an_end_that_could_not_be_stored_stops_nothing(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    class Failing(Counting):
        async def work(self, item: int) -> None:
            await super().work(item)
            raise error

    work = Failing(9)
    with caplog.at_level(logging.WARNING):
        run_for(Loop(work, 2).run(), lambda: len(work.done) == 9)
    assert "could not be stored" in caplog.text


def test_a_check_that_fails_is_made_again() -> None:
    found: list[int] = []
    woken: list[int] = []

    def check() -> int:
        found.append(1)
        if len(found) == 1:
            raise DatabaseUnavailableError("away")
        if len(found) == 2:
            raise ValueError("ours")
        return len(found) == 3

    run_for(every(0.01, check, lambda: woken.append(1)), lambda: len(found) > 4)
    assert woken == [1]
