"""Sealed values between replicas: opened where they were not sealed, unreadable in Redis, gone in time."""

from collections.abc import Iterator

import pytest

from channels.sealed_values import SharedValues
from knowledge.dossiers.sealing import Seal, SealExpiredError
from tests.redis_server import RedisServer, redis_server

SECRET = b"sixteen bytes or more"
CODE = "H13.99-261101-0007"


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


def seal(redis: RedisServer, secret: bytes = SECRET, lifetime: float = 900.0) -> Seal:
    return Seal(lifetime, elsewhere=SharedValues(redis.url, secret))


def test_another_replica_opens_what_one_sealed(redis: RedisServer) -> None:
    sealed = seal(redis).seal(f"hồ sơ {CODE} của 0912345678")
    other = seal(redis)
    assert [other.open(token) for _, token in sealed.parts] == [CODE, "0912345678"]


def test_in_redis_it_cannot_be_read_and_does_not_stay(redis: RedisServer) -> None:
    token = seal(redis).keep(CODE)
    kept = redis.client.get(f"motcua:sealed:{token}")
    assert CODE not in str(kept)
    assert 890_000 < redis.client.pttl(f"motcua:sealed:{token}") <= 900_000


def test_it_is_gone_when_its_time_is_over(redis: RedisServer) -> None:
    made = seal(redis, lifetime=0.001)
    token = made.keep(CODE)
    redis.client.delete(f"motcua:sealed:{token}")
    with pytest.raises(SealExpiredError):
        seal(redis).open(token)


def test_with_another_secret_it_stays_closed(redis: RedisServer) -> None:
    token = seal(redis).keep(CODE)
    with pytest.raises(SealExpiredError):
        seal(redis, b"another secret of ours").open(token)


def test_without_redis_a_replica_opens_what_it_sealed_itself(redis: RedisServer) -> None:
    with redis_server() as gone:
        mine, other = seal(gone), seal(gone)
    token = mine.keep(CODE)
    assert mine.open(token) == CODE
    for _ in range(2):
        with pytest.raises(SealExpiredError):
            other.open(token)
