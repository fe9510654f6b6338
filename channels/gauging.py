"""Gauges: how things stand, measured every 15 seconds beside the turns, never in one.

What lies in the database is the same for all replicas: take the largest of what they tell, not the sum.
"""

import asyncio
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.conversations.hand_overs import WAITING as ASKED_FOR
from bot.conversations.store import TRIAL
from bot.conversations.tables import HandOverRow
from channels.delivery.outbox import NOTICE
from channels.delivery.queues import LEASED, SENDING, WAITING
from channels.delivery.tables import InboxRow, OutboxRow
from channels.metrics import (
    DATABASE_UP,
    DISK_FREE,
    DISK_SIZE,
    QUEUE_OLDEST_SECONDS,
    QUEUE_WAITING,
    RASA_READY,
    RELEASE_BUILT_AT,
)
from channels.services import Services
from knowledge.database import DatabaseError, reading

SECONDS = 15.0


class Gauges:
    """Measures. `rasa_ready`: whether Rasa answers, as `/readyz` tells it."""

    def __init__(self, services: Services, rasa_ready: Callable[[], bool]) -> None:
        self.services = services
        self.rasa_ready = rasa_ready

    async def run(self) -> None:
        """Measure until cancelled."""
        while True:
            await asyncio.to_thread(self.measure)
            await asyncio.sleep(SECONDS)

    def measure(self) -> None:
        """Set every gauge once. A database that is away is told so; its queues keep what was measured last."""
        RASA_READY.set(self.rasa_ready())
        self._files()
        try:
            with reading(self.services.sessions) as session:
                _queues(session)
            DATABASE_UP.set(1)
        except DatabaseError:
            DATABASE_UP.set(0)

    def _files(self) -> None:
        settings = self.services.settings
        try:
            disk = shutil.disk_usage(settings.var)
            DISK_SIZE.set(disk.total)
            DISK_FREE.set(disk.free)
            built = settings.releases / self.services.library.release / "release.json"
            RELEASE_BUILT_AT.set(built.stat().st_mtime)
        except FileNotFoundError:
            # A release in use goes on when its folder is taken away; `motcua_release_refused` tells that.
            return


def _queues(session: Session) -> None:
    now = datetime.now(UTC)
    open_ = OutboxRow.state.in_((WAITING, SENDING))
    asked = and_(HandOverRow.state == ASKED_FOR, HandOverRow.channel != TRIAL)
    _queue(session, "inbox", InboxRow.accepted_at, InboxRow.state.in_((WAITING, LEASED)))
    _queue(session, "replies", OutboxRow.put_at, and_(open_, OutboxRow.kind != NOTICE))
    # A notice may wait for the morning: it is late only when its time has come.
    _queue(session, "notices", OutboxRow.not_before, and_(open_, OutboxRow.kind == NOTICE, OutboxRow.not_before <= now))
    _queue(session, "hand_overs", HandOverRow.asked_at, asked)


def _queue(session: Session, queue: str, since: InstrumentedAttribute[datetime], waiting: ColumnElement[bool]) -> None:
    count, oldest = session.execute(select(func.count(), func.min(since)).where(waiting)).one()
    QUEUE_WAITING.labels(queue).set(count)
    QUEUE_OLDEST_SECONDS.labels(queue).set(max(0.0, time.time() - oldest.timestamp()) if oldest else 0.0)
