"""The Redis that replicas share: what is there for seconds or minutes and may be lost.

Nothing here may stop a turn: who uses it goes on with this process's own memory while Redis is away.
"""

import logging
import time
from collections.abc import Callable

import redis
from redis import asyncio as async_redis
from redis.exceptions import RedisError

from channels.metrics import REDIS_FAILURES

PATIENCE = 0.5
"""Seconds that one call may take."""
PAUSE = 5.0
"""Seconds for which Redis is not asked again after it failed."""
AWAY = (RedisError, OSError)

log = logging.getLogger(__name__)


def connected(url: str) -> redis.Redis:
    """Return a client for threads. It connects when it is first used."""
    return redis.Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, decode_responses=True)


def connected_async(url: str) -> async_redis.Redis:
    """Return a client for the event loop. It connects when it is first used."""
    return async_redis.Redis.from_url(
        url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, decode_responses=True
    )


class Absence:
    """Whether Redis was away just now: then it is left alone for `PAUSE` seconds, for each try costs a turn time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._until = float("-inf")

    @property
    def lasts(self) -> bool:
        """Whether Redis is left alone now."""
        return self.clock() < self._until

    def noticed(self, error: Exception) -> None:
        """Count a call that failed. The error's words may hold the address, not the password."""
        REDIS_FAILURES.inc()
        self._until = self.clock() + PAUSE
        log.warning("Redis is away, this process's own memory does meanwhile: %s", type(error).__name__)


def answers(url: str) -> bool:
    """Return whether Redis answers now."""
    try:
        with connected(url) as client:
            return bool(client.ping())
    except AWAY:
        return False
