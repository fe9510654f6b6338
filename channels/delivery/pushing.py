"""Pushing: what officers say in a conversation of a chat app is found among its turns and put in the outbox.

An officer acts in another process (the staff console, `python -m bot`), which stores a turn that no message asked for.
Looking for such turns, rather than being told, survives every restart on either side.
"""

import logging
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from bot.answers.chat import ChatReply
from bot.conversations.tables import TurnRow
from channels.delivery.contract import Channel
from channels.delivery.errors import UnreadableError
from channels.delivery.outbox import Outbox, To
from channels.delivery.tables import OutboxRow, RecipientRow
from knowledge.database import reading, writing

_AT_ONCE = 100

log = logging.getLogger(__name__)


class Pushing:
    """Looks for turns that were not put yet. `age`: how far back; what is older is too late to say."""

    def __init__(self, outbox: Outbox, channels: Mapping[str, Channel], age: timedelta) -> None:
        self.outbox = outbox
        self.channels = channels
        self.age = age

    def check(self) -> int:
        """Put what is new; return how many payloads. Safe in several replicas: a turn's key is put once.

        Raises `DatabaseUnavailableError`.
        """
        with reading(self.outbox.sessions) as session:
            numbers = session.scalars(self._unsaid()).all()
        return sum(map(self._push, numbers))

    def _unsaid(self) -> Select[int]:
        put = exists().where(OutboxRow.key == TurnRow.turn_id + ":0")
        query = select(TurnRow.number).join(RecipientRow, RecipientRow.conversation_key == TurnRow.conversation_key)
        query = query.where(TurnRow.client_message_id.is_(None), TurnRow.taken_at > self.outbox.now() - self.age, ~put)
        return query.where(RecipientRow.channel.in_(tuple(self.channels))).order_by(TurnRow.number).limit(_AT_ONCE)

    def _push(self, number: int) -> int:
        with writing(self.outbox.sessions) as session:
            turn = session.get(TurnRow, number)
            to = reached(session, self.outbox, turn.conversation_key) if turn else None
            if turn is None or to is None:
                return 0
            payloads = self.channels[to.channel].render(ChatReply.model_validate_json(turn.reply))
            return self.outbox.put(session, turn.turn_id, to, payloads)


def reached(session: Session, outbox: Outbox, key: str) -> To | None:
    """Return whom a conversation reaches, None where nobody is known; an address that cannot be read is let go."""
    row = session.get(RecipientRow, key)
    if row is None:
        return None
    try:
        return To(key, row.channel, outbox.cipher.decrypt(row.address))
    except UnreadableError:
        log.warning("an address of %s was encrypted with another secret", row.channel)
        session.delete(row)
        return None
