"""The tables of delivery. What is done with keeps no words and no address: only that it was done."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.conversations.tables import ConversationRow, SubscriptionRow
from knowledge.database import Base, Moment


class Queued:
    """What a row of either queue has.

    `lane`: the conversation's key, by which rows are ordered; "" once settled. `envelope`: encrypted, "" once settled.
    `tries`: how often it was tried without certainty that nothing came of it. `lease`: the token of who works on it.
    """

    lane: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(20))
    envelope: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(Moment)
    lease: Mapped[str] = mapped_column(String(32), default="")
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(String(200), default="")
    settled_at: Mapped[datetime | None] = mapped_column(Moment)


class InboxRow(Queued, Base):
    """One update of a chat app. `update_key`: keyed hash of its id. `state`: waiting, leased, done, failed."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_open", "state", "not_before"), Index("ix_inbox_lane", "lane", "state"))

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    update_key: Mapped[str] = mapped_column(String(64), unique=True)
    place: Mapped[int] = mapped_column(BigInteger)
    accepted_at: Mapped[datetime] = mapped_column(Moment)


class OutboxRow(Queued, Base):
    """One payload to send. `state`: waiting, held, sending, sent, failed, unknown; `kind`: reply or notice.

    `conversation_key` and `subscription`: what it is deleted with; null where the conversation is not stored.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_open", "state", "not_before"), Index("ix_outbox_lane", "lane", "state"))

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    conversation_key: Mapped[str | None] = mapped_column(
        ForeignKey(ConversationRow.key, ondelete="CASCADE"), index=True
    )
    subscription: Mapped[int | None] = mapped_column(ForeignKey(SubscriptionRow.number, ondelete="CASCADE"), index=True)
    reference: Mapped[str] = mapped_column(String(100), default="")
    put_at: Mapped[datetime] = mapped_column(Moment)


class RecipientRow(Base):
    """Whom a stored conversation of a chat app reaches. `address`: the platform's id, encrypted."""

    __tablename__ = "recipients"

    conversation_key: Mapped[str] = mapped_column(ForeignKey(ConversationRow.key, ondelete="CASCADE"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(Text)
