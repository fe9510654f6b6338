"""Waiting until everything that came in is handled and sent."""

import time

from sqlalchemy import func, select

from channels.delivery.queues import LEASED, SENDING, WAITING
from channels.delivery.tables import InboxRow, OutboxRow
from knowledge.database import Sessions, reading


def open_rows(sessions: Sessions) -> int:
    """Return how many updates are not handled and payloads not sent."""
    waits = [InboxRow.state.in_([WAITING, LEASED]), OutboxRow.state.in_([WAITING, SENDING])]
    with reading(sessions) as session:
        return sum(session.scalar(select(func.count()).where(one)) or 0 for one in waits)


def settle(sessions: Sessions, patience: float) -> None:
    """Wait for the queues of a running application, for `patience` seconds at most."""
    until = time.monotonic() + patience
    while open_rows(sessions):
        assert time.monotonic() < until, "the queues do not settle"
        time.sleep(0.02)
