"""The inbox: updates of chat apps, kept before the platform hears 200, handled in order, again after a crash."""

import hmac
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from bot.conversations.store import Conversations
from channels.delivery import queues
from channels.delivery.contract import Arrived, Payload
from channels.delivery.encryption import Cipher
from channels.delivery.errors import UnreadableError
from channels.delivery.identity import identity
from channels.delivery.queues import FAILED, LEASED, WAITING, Clock, Patience
from channels.delivery.tables import InboxRow
from knowledge.database import reading, writing


@dataclass(frozen=True)
class Taken:
    """An update under way: who holds it, and the key of its conversation."""

    number: int
    lease: str
    lane: str
    update_key: str
    arrived: Arrived


class Inbox:
    """The store. All methods may raise `DatabaseUnavailableError`."""

    def __init__(self, conversations: Conversations, cipher: Cipher, patience: Patience, now: Clock) -> None:
        self.conversations = conversations
        self.sessions = conversations.sessions
        self.cipher = cipher
        self.patience = patience
        self.now = now

    def accept(self, channel: str, update_id: str, recipient: str, payload: Payload, place: int = 0) -> bool:
        """Keep an update; return False for one that came before."""
        now, secret = self.now(), self.conversations.secret
        told = {"update_id": update_id, "recipient": recipient, "payload": payload}
        values = {
            "update_key": hmac.digest(secret, f"update\0{channel}\0{update_id}".encode(), "sha256").hex(),
            "lane": lane(self.conversations, channel, recipient),
            "channel": channel,
            "envelope": self.cipher.encrypt_json(told),
            "place": place,
            "not_before": now,
            "accepted_at": now,
        }
        with writing(self.sessions) as session:
            return queues.add(session, InboxRow, values)

    def take(self, channels: Collection[str], limit: int) -> list[Taken]:
        """Lease the first open updates of different conversations, `limit` at most."""
        wanted = self._wanted(channels).limit(limit)
        with reading(self.sessions) as session:
            if not session.scalars(wanted).first():
                return []
        with writing(self.sessions) as session:
            rows = queues.lease(session, InboxRow, wanted, LEASED, self.now(), self.patience)
            return [taken for row in rows if (taken := self._read(session, row))]

    def postpone(self, taken: Taken, asked: float | None = None, counted: bool = True) -> None:
        """Give an update back, to be handled again later; `asked`: in how many seconds."""
        now = self.now()
        with writing(self.sessions) as session:
            row = session.get(InboxRow, taken.number)
            since = row.accepted_at if row else now
            queues.postpone(
                session, InboxRow, held(taken), now + queues.pause(taken.arrived.attempt, since, now, asked), counted
            )

    def _wanted(self, channels: Collection[str]) -> Select[int]:
        now, earlier = self.now(), aliased(InboxRow)
        waits = and_(InboxRow.state == WAITING, InboxRow.not_before <= now)
        crashed = and_(InboxRow.state == LEASED, InboxRow.leased_until <= now)
        in_order = or_(
            earlier.place < InboxRow.place,
            and_(earlier.place == InboxRow.place, earlier.number < InboxRow.number),
        )
        # What was begun is ended first, also where something of an earlier place came in meanwhile.
        comes_first = or_(earlier.state == LEASED, and_(InboxRow.state == WAITING, earlier.state == WAITING, in_order))
        blocked = exists().where(earlier.lane == InboxRow.lane, earlier.number != InboxRow.number, comes_first)
        query = select(InboxRow.number).where(or_(waits, crashed), InboxRow.channel.in_(channels), ~blocked)
        return query.order_by(InboxRow.number)

    def _read(self, session: Session, row: InboxRow) -> Taken | None:
        try:
            told = self.cipher.decrypt_json(row.envelope)
        except UnreadableError as error:
            queues.settle(session, InboxRow, InboxRow.number == row.number, FAILED, self.now(), str(error))
            return None
        who = identity(self.conversations.secret, row.channel, told["recipient"])
        arrived = Arrived(
            row.channel,
            told["update_id"],
            told["recipient"],
            told["payload"],
            who.conversation_id,
            who.owner,
            row.tries,
        )
        return Taken(row.number, row.lease, row.lane, row.update_key, arrived)


def held(taken: Taken) -> ColumnElement[bool]:
    """The condition that the update is still leased to who took it."""
    return and_(InboxRow.number == taken.number, InboxRow.lease == taken.lease)


def lane(conversations: Conversations, channel: str, recipient: str) -> str:
    """Return the key of the conversation with `recipient`, the platform's id."""
    return conversations.key(channel, identity(conversations.secret, channel, recipient).conversation_id)
