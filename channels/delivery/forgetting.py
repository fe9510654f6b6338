"""Forgetting: what was done with days ago, and what was held too long for somebody who never wrote again."""

from datetime import timedelta

from sqlalchemy import and_, delete

from channels.delivery import queues
from channels.delivery.outbox import Outbox
from channels.delivery.queues import FAILED, HELD
from channels.delivery.tables import InboxRow, OutboxRow
from knowledge.database import writing

_NEVER_WROTE = "the platform's window stayed closed"


def forget(outbox: Outbox, days: int) -> int:
    """Delete what was settled more than `days` ago, and give up what is held as long; return how many were deleted.

    Until then an update that the platform sends again is known. Raises `DatabaseUnavailableError`.
    """
    before = outbox.now() - timedelta(days=days)
    with writing(outbox.sessions) as session:
        held = and_(OutboxRow.state == HELD, OutboxRow.put_at < before)
        queues.settle(session, OutboxRow, held, FAILED, outbox.now(), _NEVER_WROTE)
        return sum(
            queues.changed(session, delete(table).where(table.settled_at < before)) for table in (InboxRow, OutboxRow)
        )
