"""Limits: how often somebody may do something in a minute, over all replicas where they share a Redis.

The generic cell rate algorithm (ITU-T I.371, "leaky bucket as a meter"): a minute's worth may come at once, and what
was used grows back evenly. One moment is kept for each key. While Redis is away each replica counts for itself.
"""

import hmac
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from redis.asyncio import Redis

from channels.shared_memory import AWAY, Absence, connected_async

MINUTE = 60.0
_KEPT = 100_000
_PREFIX = "motcua:limit:"
_METER = """
local time = redis.call('TIME')
local now, step = time[1] + time[2] / 1000000, 60 / ARGV[1]
local used = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local wait = used - now - (60 - step)
if wait > step / 2 then return tostring(wait) end
redis.call('SET', KEYS[1], string.format('%.6f', used + step), 'PX', 61000)
return '0'
"""


class Limits:
    """Counts in this process's memory; the keys used longest ago are forgotten first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.used: OrderedDict[str, float] = OrderedDict()

    async def wait(self, key: str, per_minute: int) -> float:
        """Count one use of `key`; return 0, or the seconds to wait where it is one too many, which is not counted."""
        now, step = self.clock(), MINUTE / per_minute
        used = max(self.used.get(key, now), now)
        wait = used - now - (MINUTE - step)
        # Half a step of tolerance, for moments are no exact fractions.
        if wait > step / 2:
            return wait
        self.used[key] = used + step
        self.used.move_to_end(key)
        while len(self.used) > _KEPT:
            self.used.popitem(last=False)
        return 0.0

    async def close(self) -> None:
        """Close what is open."""


class SharedLimits(Limits):
    """Counts in Redis. Keys stand there as keyed hashes: addresses are personal data."""

    def __init__(self, url: str, secret: bytes) -> None:
        super().__init__()
        self.redis: Redis = connected_async(url)
        self.secret = secret
        self.absence = Absence()
        self._meter = self.redis.register_script(_METER)

    async def wait(self, key: str, per_minute: int) -> float:
        """Count one use of `key` in all replicas."""
        if not self.absence.lasts:
            try:
                return float(await self._meter(keys=[_PREFIX + self._hash(key)], args=[per_minute]))
            except AWAY as error:
                self.absence.noticed(error)
        return await super().wait(key, per_minute)

    async def close(self) -> None:
        """Close the connections."""
        await self.redis.aclose()

    def _hash(self, key: str) -> str:
        return hmac.digest(self.secret, f"limit\0{key}".encode(), "sha256").hex()[:32]


def limits(url: str, secret: bytes) -> Limits:
    """Return the limits of all replicas on the Redis at `url`, or of this process where it is empty."""
    return SharedLimits(url, secret) if url else Limits()


def network(address: str) -> str:
    """Return what one client owns of the network: an IPv4 address, the /64 of an IPv6 one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return parsed.exploded[:19] if isinstance(parsed, IPv6Address) else str(parsed)
