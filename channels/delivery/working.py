"""Working: loops that lease and work off what is open, several things at once, until they are told to stop."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, Protocol, TypeVar

from knowledge.database import DatabaseError

_IDLE = 0.5
_DATABASE_DOWN = 3.0
_GRACE = 10.0
Item = TypeVar("Item")

log = logging.getLogger(__name__)


class Work(Protocol[Item]):
    """What a loop does: `Handling`, `Sending`."""

    async def take(self, limit: int) -> list[Item]:
        """Lease at most `limit` things."""

    async def work(self, item: Item) -> None:
        """Work off one of them."""


class Loop(Generic[Item]):
    """Works off things, at most `width` at once. `done`: called after each."""

    def __init__(self, work: Work[Item], width: int, done: Callable[[], None] = lambda: None) -> None:
        self._work = work
        self._width = width
        self._done = done
        self._woken: asyncio.Event | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Look again at once, where it runs."""
        if self._woken:
            self._woken.set()

    async def run(self) -> None:
        """Work until cancelled; what is under way is then given some seconds to end."""
        self._woken = woken = asyncio.Event()
        try:
            while True:
                woken.clear()
                if not await self._start_some():
                    await _rest(woken)
        finally:
            self._woken = None
            if self._tasks:
                _, late = await asyncio.wait(self._tasks, timeout=_GRACE)
                for task in late:
                    task.cancel()

    async def _start_some(self) -> int:
        free = self._width - len(self._tasks)
        if free <= 0:
            return 0
        try:
            items = await self._work.take(free)
        except DatabaseError as error:
            log.warning("%s waits for the database: %s", type(self._work).__name__, error)
            await asyncio.sleep(_DATABASE_DOWN)
            return 0
        except Exception:
            log.exception("%s could not look for work", type(self._work).__name__)
            await asyncio.sleep(_DATABASE_DOWN)
            return 0
        for item in items:
            task = asyncio.create_task(self._one(item))
            self._tasks.add(task)
            task.add_done_callback(self._ended)
        return len(items)

    async def _one(self, item: Item) -> None:
        try:
            await self._work.work(item)
        except DatabaseError as error:
            log.warning("%s: its end could not be stored and is done again: %s", type(self._work).__name__, error)
        except Exception:
            log.exception("%s: its end could not be stored and is done again", type(self._work).__name__)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._done()
        self.wake()


async def every(seconds: float, check: Callable[[], int], done: Callable[[], None]) -> None:
    """Run a blocking `check` every so many seconds until cancelled; `done` is called when it found something."""
    while True:
        try:
            if await asyncio.to_thread(check):
                done()
        except DatabaseError as error:
            log.warning("a check waits for the database: %s", error)
        except Exception:
            log.exception("a check failed")
        await asyncio.sleep(seconds)


async def _rest(woken: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(_IDLE):
            await woken.wait()
