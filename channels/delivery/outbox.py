"""The outbox: one row per payload, in order per conversation. Replies at least once, notices at most once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Select, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.conversations.tables import ConversationRow, SubscriptionRow
from channels.delivery import queues
from channels.delivery.contract import Payload
from channels.delivery.encryption import Cipher
from channels.delivery.errors import UnreadableError
from channels.delivery.queues import FAILED, HELD, SENDING, SENT, UNKNOWN, WAITING, Clock, Patience
from channels.delivery.tables import OutboxRow, RecipientRow
from knowledge.database import Sessions, reading, writing

Kind = Literal["reply", "notice"]
REPLY: Kind = "reply"
NOTICE: Kind = "notice"
_CRASHED = "crashed while it was being sent"


@dataclass(frozen=True)
class To:
    """Whom something goes to: the key of the conversation, the channel, and the platform's id."""

    lane: str
    channel: str
    recipient: str


@dataclass(frozen=True)
class Outgoing:
    """A payload under way. `tries`: this one included."""

    number: int
    lease: str
    kind: Kind
    to: To
    payload: Payload
    tries: int
    put_at: datetime


class Outbox:
    """The store. All methods may raise `DatabaseUnavailableError`."""

    def __init__(self, sessions: Sessions, cipher: Cipher, patience: Patience, now: Clock) -> None:
        self.sessions = sessions
        self.cipher = cipher
        self.patience = patience
        self.now = now

    def put(
        self, session: Session, key: str, to: To, payloads: Sequence[Payload], subscription: int | None = None
    ) -> int:
        """Put payloads in the caller's transaction, in order; return how many were new.

        `key`: at most 70 characters, unique: the same key twice is put once. `subscription`: whose notice it is.
        """
        stored = session.scalar(select(ConversationRow.key).where(ConversationRow.key == to.lane))
        now, new = self.now(), 0
        for part, payload in enumerate(payloads):
            values = {
                "key": f"{key}:{part}",
                "kind": NOTICE if subscription else REPLY,
                "lane": to.lane,
                "channel": to.channel,
                "envelope": self.cipher.encrypt_json({"recipient": to.recipient, "payload": payload}),
                "conversation_key": stored,
                "subscription": subscription,
                "not_before": now,
                "put_at": now,
                "reference": "",
            }
            new += queues.add(session, OutboxRow, values)
        return new

    def take(self, channels: Collection[str], limit: int, quiet: bool = False) -> list[Outgoing]:
        """Lease what may be sent now, of each conversation the first reply and the first notice, `limit` at most.

        `quiet`: notices are left alone. A notice that somebody crashed with is unknown from now on.
        """
        wanted, lost = self._wanted(channels, quiet).limit(limit), self._lost()
        with reading(self.sessions) as session:
            if (
                not session.scalars(wanted).first()
                and not session.scalars(select(OutboxRow.number).where(lost)).first()
            ):
                return []
        with writing(self.sessions) as session:
            queues.settle(session, OutboxRow, lost, UNKNOWN, self.now(), _CRASHED)
            rows = queues.lease(session, OutboxRow, wanted, SENDING, self.now(), self.patience)
            return [outgoing for row in rows if (outgoing := self._read(session, row))]

    def sent(self, outgoing: Outgoing, reference: str = "") -> None:
        """The platform took it."""
        with writing(self.sessions) as session:
            reached = update(OutboxRow).where(_held(outgoing)).values(reference=reference[:100])
            session.execute(reached)
            queues.settle(session, OutboxRow, _held(outgoing), SENT, self.now())

    def later(self, outgoing: Outgoing, asked: float | None = None, counted: bool = True) -> None:
        """Try it again; `asked`: in how many seconds."""
        now = self.now()
        until = now + queues.pause(outgoing.tries, outgoing.put_at, now, asked)
        with writing(self.sessions) as session:
            queues.postpone(session, OutboxRow, _held(outgoing), until, counted)

    def fail(self, outgoing: Outgoing, reason: str) -> None:
        """It will never be sent."""
        self._end(outgoing, FAILED, reason)

    def unknown(self, outgoing: Outgoing, reason: str) -> None:
        """It may have been sent, and is not sent again."""
        self._end(outgoing, UNKNOWN, reason)

    def hold(self, outgoing: Outgoing) -> None:
        """Keep it until the person writes again."""
        values = {"state": HELD, "lease": "", "leased_until": None}
        with writing(self.sessions) as session:
            session.execute(update(OutboxRow).where(_held(outgoing)).values(**values))

    def contact(self, session: Session, to: To) -> None:
        """The person wrote: remember whom a stored conversation reaches, and let go what was held for them."""
        held = and_(OutboxRow.lane == to.lane, OutboxRow.state == HELD)
        session.execute(update(OutboxRow).where(held).values(state=WAITING, not_before=self.now()))
        stored = session.scalar(select(ConversationRow.key).where(ConversationRow.key == to.lane))
        if stored and session.get(RecipientRow, stored) is None:
            address = self.cipher.encrypt(to.recipient)
            session.add(RecipientRow(conversation_key=stored, channel=to.channel, address=address))

    def gone(self, lane: str, reason: str) -> None:
        """The person cannot be reached any more: nothing waits for them, nobody is remembered, no notice is wished."""
        is_open = and_(OutboxRow.lane == lane, OutboxRow.state.in_((WAITING, SENDING, HELD)))
        with writing(self.sessions) as session:
            queues.settle(session, OutboxRow, is_open, FAILED, self.now(), reason)
            session.execute(delete(SubscriptionRow).where(SubscriptionRow.conversation_key == lane))
            session.execute(delete(RecipientRow).where(RecipientRow.conversation_key == lane))

    def _end(self, outgoing: Outgoing, state: str, reason: str) -> None:
        with writing(self.sessions) as session:
            queues.settle(session, OutboxRow, _held(outgoing), state, self.now(), reason)

    def _wanted(self, channels: Collection[str], quiet: bool) -> Select[int]:
        now, earlier = self.now(), aliased(OutboxRow)
        waits = and_(OutboxRow.state == WAITING, OutboxRow.not_before <= now)
        crashed = and_(OutboxRow.state == SENDING, OutboxRow.leased_until <= now, OutboxRow.kind == REPLY)
        before = and_(
            earlier.lane == OutboxRow.lane,
            earlier.kind == OutboxRow.kind,
            earlier.state.in_((WAITING, SENDING)),
            earlier.number < OutboxRow.number,
        )
        query = select(OutboxRow.number).where(or_(waits, crashed), OutboxRow.channel.in_(channels))
        query = query.where(~exists().where(before)).order_by(OutboxRow.number)
        return query.where(OutboxRow.kind == REPLY) if quiet else query

    def _lost(self) -> ColumnElement[bool]:
        return and_(OutboxRow.state == SENDING, OutboxRow.leased_until <= self.now(), OutboxRow.kind == NOTICE)

    def _read(self, session: Session, row: OutboxRow) -> Outgoing | None:
        try:
            told = self.cipher.decrypt_json(row.envelope)
        except UnreadableError as error:
            queues.settle(session, OutboxRow, OutboxRow.number == row.number, FAILED, self.now(), str(error))
            return None
        to = To(row.lane, row.channel, told["recipient"])
        kind = NOTICE if row.kind == NOTICE else REPLY
        return Outgoing(row.number, row.lease, kind, to, told["payload"], row.tries, row.put_at)


def _held(outgoing: Outgoing) -> ColumnElement[bool]:
    return and_(OutboxRow.number == outgoing.number, OutboxRow.lease == outgoing.lease)
