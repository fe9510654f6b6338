"""Limits: a minute's worth at once, then as it grows back; shared by replicas, and still there without Redis."""

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels import limits as module
from channels.limits import Limits, SharedLimits, limits, network
from tests.redis_server import RedisServer, redis_server

SECRET = b"sixteen bytes or more"


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


def waits(one: Limits, times: int, per_minute: int, key: str = "an") -> list[float]:
    async def ask() -> list[float]:
        found = [await one.wait(key, per_minute) for _ in range(times)]
        await one.close()
        return found

    return asyncio.run(ask())


def test_a_minutes_worth_may_come_at_once_and_no_more() -> None:
    assert [bool(wait) for wait in waits(Limits(Clock()), 6, 5)] == [False] * 5 + [True]


def test_the_wait_told_is_enough() -> None:
    clock = Clock()
    one = Limits(clock)
    *_, wait = waits(one, 6, 5)
    assert wait == pytest.approx(12)
    clock.now += wait
    assert waits(one, 1, 5) == [0.0]


def test_refused_uses_do_not_make_the_wait_longer() -> None:
    one = Limits(Clock())
    waits(one, 5, 5)
    assert len(set(waits(one, 20, 5))) == 1


def test_keys_do_not_concern_each_other() -> None:
    one = Limits(Clock())
    waits(one, 6, 5, "an")
    assert waits(one, 1, 5, "bình") == [0.0]


@given(st.integers(1, 300), st.lists(st.floats(0, 30), max_size=200))
def test_in_no_minute_more_than_twice_the_limit(per_minute: int, pauses: list[float]) -> None:
    clock = Clock()
    one = Limits(clock)
    taken: list[float] = []

    async def use() -> None:
        for pause in pauses:
            clock.now += pause
            if not await one.wait("an", per_minute):
                taken.append(clock.now)

    asyncio.run(use())
    for start in taken:
        assert sum(start <= moment < start + 60 for moment in taken) <= 2 * per_minute


def test_the_longest_unused_key_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEPT", 3)
    one = Limits(Clock())
    for key in "abcda":
        waits(one, 1, 5, key)
    assert list(one.used) == ["c", "d", "a"]


def test_replicas_count_together(redis: RedisServer) -> None:
    first, second = (SharedLimits(redis.url, SECRET) for _ in range(2))
    assert waits(first, 3, 5, "shared") == [0.0] * 3
    assert [bool(wait) for wait in waits(second, 3, 5, "shared")] == [False, False, True]


def test_in_redis_nobody_reads_who_was_counted_and_nothing_stays(redis: RedisServer) -> None:
    waits(SharedLimits(redis.url, SECRET), 1, 5, "turns from 203.0.113.7")
    client = redis.client
    keys = client.keys("motcua:limit:*")
    assert keys
    assert not any("203" in key for key in keys)
    assert all(0 < client.pttl(key) <= 61_000 for key in keys)


def test_without_redis_each_replica_counts_for_itself(redis: RedisServer) -> None:
    with redis_server() as gone:
        one = SharedLimits(gone.url, SECRET)
        waits(one, 1, 5)
    assert [bool(wait) for wait in waits(one, 6, 5)] == [False] * 5 + [True]
    assert one.absence.lasts


def test_once_redis_is_back_replicas_count_together_again() -> None:
    with redis_server() as server:
        clock = Clock()
        one = SharedLimits(server.url, SECRET)
        one.absence.clock = clock
        server.stop()
        waits(one, 1, 5)
        server.start()
        waits(one, 1, 5)
        assert server.client.keys() == []
        clock.now += 6
        waits(one, 1, 5)
        assert len(server.client.keys()) == 1


def test_without_an_address_of_redis_the_process_counts() -> None:
    assert type(limits("", SECRET)) is Limits


@pytest.mark.parametrize(
    ("address", "owned"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:db8:1:2::9", "2001:0db8:0001:0002"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_one_client_owns_an_address_or_a_network_of_the_new_ones(address: str, owned: str) -> None:
    assert network(address) == owned
