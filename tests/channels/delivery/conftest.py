"""Deliveries on a real store with a chat app of the tests that speaks real HTTP to a platform of the tests."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.conversations.store import Conversations
from channels.delivery.deliveries import Deliveries
from channels.delivery.tables import InboxRow, OutboxRow
from knowledge.database import Sessions, engine, reading, sessions, upgrade
from knowledge.settings import Settings
from tests.channels.delivery.platform import Platform, serving
from tests.channels.delivery.talking import App
from tests.knowledge.conftest import STORES, postgres

__all__ = ["postgres"]

SECRET = b"a secret of the tests, 32 bytes!"
NOON = datetime.now(UTC).replace(hour=5, minute=0, second=0, microsecond=0)
"""Noon in Vietnam; of today, for officers' words carry the real time."""


on_both_stores = pytest.mark.parametrize("url", STORES, indirect=True)


@dataclass
class Clock:
    """The time as the test sets it."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "motcua.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new database with all tables: on SQLite, and `on_both_stores` on PostgreSQL, too."""
    if getattr(request, "param", "sqlite") == "postgresql":
        made: Callable[[], str] = request.getfixturevalue("postgres").upgraded
        return made()
    shutil.copyfile(request.getfixturevalue("migrated"), tmp_path / "motcua.sqlite")
    return f"sqlite:///{tmp_path / 'motcua.sqlite'}"


@pytest.fixture
def database(url: str) -> Iterator[Sessions]:
    """A store with all tables."""
    made = engine(url)
    yield sessions(made)
    made.dispose()


@pytest.fixture
def conversations(database: Sessions) -> Conversations:
    return Conversations(database, SECRET)


@pytest.fixture
def platform() -> Iterator[Platform]:
    with serving(Platform()) as platform:
        yield platform


@dataclass
class Office:
    """Deliveries with one chat app, worked by hand: `work` handles and sends until nothing is left to do now."""

    deliveries: Deliveries
    app: App
    platform: Platform
    clock: Clock
    numbers: list[int] = field(default_factory=list)

    def hear(self, text: str, who: str = "an", update_id: str = "", place: int = 0) -> bool:
        update_id = update_id or f"u{len(self.numbers)}"
        self.numbers.append(1)
        return self.deliveries.inbox.accept(self.app.name, update_id, who, {"text": text}, place)

    def work(self) -> None:
        asyncio.run(self._work())

    async def _work(self) -> None:
        handles, sends = self.deliveries.handling, self.deliveries.sending
        while True:
            updates, payloads = await handles.take(50), await sends.take(50)
            if not updates and not payloads:
                return
            await asyncio.gather(*map(handles.work, updates), *map(sends.work, payloads))

    def states(self) -> list[str]:
        """States of everything in the outbox, in order."""
        with reading(self.deliveries.inbox.sessions) as session:
            return list(session.scalars(select(OutboxRow.state).order_by(OutboxRow.number)))

    def inbox_states(self) -> list[str]:
        with reading(self.deliveries.inbox.sessions) as session:
            return list(session.scalars(select(InboxRow.state).order_by(InboxRow.number)))


def settings(tmp_path: Path, **changed: Any) -> Settings:
    return Settings(var=tmp_path, **{"quiet_hours": "", "delivery_tries": 3, "delivery_lease": 5, **changed})


@pytest.fixture
def new_office(conversations: Conversations, platform: Platform, tmp_path: Path) -> Callable[..., Office]:
    def made(**changed: Any) -> Office:
        clock = Clock()
        deliveries = Deliveries(conversations, settings(tmp_path, **changed), clock)
        app = App(conversations, platform.url)
        deliveries.join(app)
        return Office(deliveries, app, platform, clock)

    return made


@pytest.fixture
def office(new_office: Callable[..., Office]) -> Office:
    return new_office()


def run_for(coroutine: Coroutine[Any, Any, None], until: Callable[[], bool], limit: float = 10) -> None:
    """Run `coroutine` until a condition holds, then cancel it as the application does when it ends."""

    async def bounded() -> None:
        task = asyncio.create_task(coroutine)
        async with asyncio.timeout(limit):
            while not until() and not task.done():
                await asyncio.sleep(0.02)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    asyncio.run(bounded())
