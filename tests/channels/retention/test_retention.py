"""The running job: what is due is done once, by one replica, again after a failure, and a wrong clock stops nothing."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from channels.retention.retention import CLAIM, EVERY, Job, Retention
from knowledge.database import DatabaseUnavailableError, engine, sessions
from tests.channels.delivery.conftest import migrated, on_both_stores, postgres, url

__all__ = ["migrated", "postgres", "url"]


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def replica(url: str, clock: Clock) -> Callable[[Callable[[], int]], Retention]:
    """A maker of replicas on one database; `forget` is their store's."""
    store = sessions(engine(url))

    def made(forget: Callable[[], int]) -> Retention:
        retention = Retention(store, clock)
        retention.add(Job("conversations", forget))
        return retention

    return made


@on_both_stores
def test_what_is_due_is_done_and_then_not_again_for_hours(
    replica: Callable[[Callable[[], int]], Retention], clock: Clock
) -> None:
    retention = replica(lambda: 3)
    assert retention.forget_due() == {"conversations": 3}
    assert retention.forget_due() == {}
    clock.at += EVERY - timedelta(seconds=1)
    assert retention.forget_due() == {}
    clock.at += timedelta(seconds=1)
    assert retention.forget_due() == {"conversations": 3}
    (ran,) = retention.ran()
    assert (ran.store, ran.ended_at, ran.forgotten) == ("conversations", clock.at, 3)


@on_both_stores
def test_of_many_replicas_that_look_at_once_one_does_it(replica: Callable[[Callable[[], int]], Retention]) -> None:
    done: list[int] = []

    def forget() -> int:
        done.append(1)
        return 1

    replicas = [replica(forget) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(Retention.forget_due, replicas))
    assert (len(done), sorted(map(len, told))) == (1, [0, 0, 0, 0, 0, 1])


def test_what_failed_is_tried_again_after_the_claim_and_says_nothing_of_itself(
    replica: Callable[[Callable[[], int]], Retention], clock: Clock
) -> None:
    fails = [True]

    def forget() -> int:
        if fails.pop() if fails else False:
            raise DatabaseUnavailableError
        return 1

    retention = replica(forget)
    with pytest.raises(DatabaseUnavailableError):
        retention.forget_due()
    assert retention.forget_due() == {}
    assert [ran.ended_at for ran in retention.ran()] == [None]
    clock.at += CLAIM
    assert retention.forget_due() == {"conversations": 1}


def test_a_replica_that_died_with_its_claim_is_followed_by_another(
    replica: Callable[[Callable[[], int]], Retention], clock: Clock
) -> None:
    died = replica(lambda: 1)
    assert died._claim("conversations")
    assert replica(lambda: 1).forget_due() == {}
    clock.at += CLAIM
    assert replica(lambda: 1).forget_due() == {"conversations": 1}


def test_a_clock_that_ran_years_ahead_puts_nothing_off_once_it_is_right(
    replica: Callable[[Callable[[], int]], Retention], clock: Clock
) -> None:
    clock.at += timedelta(days=3000)
    retention = replica(lambda: 1)
    retention.forget_due()
    clock.at -= timedelta(days=3000)
    assert retention.forget_due() == {"conversations": 1}
    assert retention.forget_due() == {}


@pytest.mark.parametrize("error", [DatabaseUnavailableError(), RuntimeError("a bug")])
def test_the_loop_outlives_a_store_that_fails(
    replica: Callable[[Callable[[], int]], Retention], error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def forget() -> int:
        raise error

    async def a_while() -> None:
        running = asyncio.create_task(replica(forget).run())
        while "forg" not in caplog.text:
            await asyncio.sleep(0.01)
        assert not running.done()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    asyncio.run(asyncio.wait_for(a_while(), 10))
