"""Order: what must not happen twice at once, in this process and, on PostgreSQL, in all replicas.

A replica keeps its locks as PostgreSQL's advisory locks on one connection of its own. They need no clock and no
lifetime: with a replica that is killed its connection ends, and with the connection its locks. Where PostgreSQL is
away no turn can be taken anyhow, so that nothing more can fail by them.
"""

import asyncio
import hashlib
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from channels.errors import ConversationBusyError
from knowledge.database.transactions import translated

PATIENCE = 30.0
"""Seconds to wait for others; a turn without Rasa takes `MOTCUA_RASA_TIMEOUT` and a moment."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.01, 0.1


@dataclass
class _Lane:
    """The lock of one key in this process, and how many hold it or wait for it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class Ordering:
    """Orders within this process. Keys that nobody uses take no memory."""

    def __init__(self) -> None:
        self.lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def alone(self, key: str, patience: float = PATIENCE) -> AsyncIterator[None]:
        """Hold `key` alone: who comes meanwhile waits behind us, at most `patience` seconds for another replica.

        Raises `ConversationBusyError` after that, and `DatabaseUnavailableError` where the locks are away.
        """
        lane = self.lanes.setdefault(key, _Lane())
        lane.users += 1
        try:
            async with lane.lock:
                yield
        finally:
            lane.users -= 1
            if not lane.users:
                del self.lanes[key]


class SharedOrdering(Ordering):
    """Orders among all processes on the PostgreSQL database of `engine`. `pgbouncer` between must pool sessions."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None
        self._using = threading.Lock()

    @asynccontextmanager
    async def alone(self, key: str, patience: float = PATIENCE) -> AsyncIterator[None]:
        """Hold `key` alone, in all processes."""
        number = _number(key)
        async with super().alone(key):
            await self._acquire(number, time.monotonic() + patience)
            try:
                yield
            finally:
                # Also where the turn was cancelled: who waits at another replica must not wait for nobody.
                await asyncio.shield(asyncio.to_thread(self._release, number))

    async def _acquire(self, number: int, until: float) -> None:
        pause = _FIRST_PAUSE
        while not await self._tried(number):
            if time.monotonic() > until:
                raise ConversationBusyError
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _tried(self, number: int) -> bool:
        trying = asyncio.ensure_future(asyncio.to_thread(self._asked, number))
        try:
            return await asyncio.shield(trying)
        except asyncio.CancelledError:
            # The thread cannot be stopped: what it got is given back, or nobody would ever get it again.
            if await trying:
                await asyncio.to_thread(self._release, number)
            raise

    def _release(self, number: int) -> None:
        # Where the connection is gone, the lock is gone with it.
        with self._using:
            if self._connection is not None:
                try:
                    self._connection.scalar(text("SELECT pg_advisory_unlock(:number)"), {"number": number})
                except DBAPIError:
                    self._drop()

    def _asked(self, number: int) -> bool:
        with self._using, translated():
            try:
                return self._told(number)
            except DBAPIError:
                # PostgreSQL was started anew meanwhile; a connection made now tells whether it is there.
                self._drop()
                return self._told(number)

    def _told(self, number: int) -> bool:
        self._connection = self._connection or self._engine.connect()
        return bool(self._connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": number}))

    def _drop(self) -> None:
        dropped, self._connection = self._connection, None
        if dropped is not None:
            dropped.invalidate()
            dropped.close()


def ordering(engine: Engine) -> Ordering:
    """Return how things are ordered on this database: a SQLite file is one process's alone."""
    return SharedOrdering(engine) if engine.dialect.name == "postgresql" else Ordering()


def _number(key: str) -> int:
    """Return the lock's number, 64 bits with a sign as PostgreSQL wants it."""
    return int.from_bytes(hashlib.sha256(f"order:{key}".encode()).digest()[:8], "big", signed=True)
