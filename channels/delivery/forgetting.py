"""Forgetting: what was done with days ago, and what was held too long for somebody who never wrote again."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import and_, delete

from channels.delivery import queues
from channels.delivery.outbox import Outbox
from channels.delivery.queues import FAILED, HELD
from channels.delivery.tables import InboxRow, OutboxRow
from knowledge.database import writing

_NEVER_WROTE = "the platform's window stayed closed"


def forget(outbox: Outbox, days: int, channels: Collection[str] | None = None) -> int:
    """Delete what was settled more than `days` ago, and give up what is held as long; return how many were deleted.

    Until then an update that the platform sends again is known. `channels`: the chat apps that take part; what waits
    for another one, which was switched off, goes after twice as long. Raises `DatabaseUnavailableError`.
    """
    now = outbox.now()
    before, lost = now - timedelta(days=days), now - timedelta(days=2 * days)
    with writing(outbox.sessions) as session:
        held = and_(OutboxRow.state == HELD, OutboxRow.put_at < before)
        queues.settle(session, OutboxRow, held, FAILED, now, _NEVER_WROTE)
        over = [delete(table).where(table.settled_at < before) for table in (InboxRow, OutboxRow)]
        if channels is not None:
            over.append(delete(InboxRow).where(InboxRow.channel.not_in(tuple(channels)), InboxRow.accepted_at < lost))
            over.append(delete(OutboxRow).where(OutboxRow.channel.not_in(tuple(channels)), OutboxRow.put_at < lost))
        return sum(queues.changed(session, statement) for statement in over)
