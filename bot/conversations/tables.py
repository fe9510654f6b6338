"""Tables of conversations, the turns taken in them, hand-overs, feedback, receipts of lists, and wishes for notices."""

from datetime import datetime

from sqlalchemy import Float, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base, Moment
from knowledge.dossiers.tables import DossierRow


class ConversationRow(Base):
    """One conversation. `key`: keyed hash of its id; `owner`: keyed hash of the secret that it is bound to."""

    __tablename__ = "conversations"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[bytes] = mapped_column(LargeBinary(32))
    channel: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(Text)
    pending: Mapped[str | None] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class TurnRow(Base):
    """One turn taken: what was said, with dots for personal numbers, and the reply as sent.

    `number` orders the turns of all conversations; `decision` and `procedure_code` (the likeliest) are the reply's.
    `speech_act`, with the confidence in it (0..1): as what it was understood; `composed_ms`: how long composing took.
    """

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("conversation_key", "client_message_id", name="uq_turns_client_message"),
        Index("ix_turns_conversation", "conversation_key", "number"),
        Index("ix_turns_taken_at", "taken_at"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    turn_id: Mapped[str] = mapped_column(String(32), unique=True)
    conversation_key: Mapped[str] = mapped_column(ForeignKey("conversations.key", ondelete="CASCADE"))
    client_message_id: Mapped[str | None] = mapped_column(String(64))
    reply: Mapped[str] = mapped_column(Text)
    said: Mapped[str] = mapped_column(Text, default="")
    decision: Mapped[str] = mapped_column(String(10), default="")
    procedure_code: Mapped[str] = mapped_column(String(40), default="")
    speech_act: Mapped[str] = mapped_column(String(40), default="")
    confidence: Mapped[float] = mapped_column(Float, default=0.0)
    composed_ms: Mapped[int] = mapped_column(default=0)
    taken_at: Mapped[datetime] = mapped_column(Moment)


class HandOverRow(Base):
    """A conversation handed over. `state`: waiting, taken, released; `summary`: what the officer sees first."""

    __tablename__ = "hand_overs"
    __table_args__ = (Index("ix_hand_overs_conversation", "conversation_key"), Index("ix_hand_overs_state", "state"))

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_key: Mapped[str] = mapped_column(ForeignKey("conversations.key", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(20))
    summary: Mapped[str] = mapped_column(Text)
    officer: Mapped[str] = mapped_column(String(60))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    released_at: Mapped[datetime | None] = mapped_column(Moment)


class HandOverMessageRow(Base):
    """What was said in a conversation while it was handed over; `author`: citizen or officer."""

    __tablename__ = "hand_over_messages"
    __table_args__ = (Index("ix_hand_over_messages_hand_over", "hand_over", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    hand_over: Mapped[int] = mapped_column(ForeignKey("hand_overs.number", ondelete="CASCADE"))
    author: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime] = mapped_column(Moment)


class FeedbackRow(Base):
    """What a citizen thinks of one reply. `verdict`: up or down; `reason` one of the texts' feedback reasons or ""."""

    __tablename__ = "feedback"
    __table_args__ = (Index("ix_feedback_conversation", "conversation_key"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_key: Mapped[str] = mapped_column(ForeignKey("conversations.key", ondelete="CASCADE"))
    turn_id: Mapped[str] = mapped_column(String(32))
    verdict: Mapped[str] = mapped_column(String(4))
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    procedure_code: Mapped[str] = mapped_column(String(40))
    release: Mapped[str] = mapped_column(String(32))
    given_at: Mapped[datetime] = mapped_column(Moment)


class ReceiptRow(Base):
    """A list as it was handed over, under the number printed on it. Tied to no conversation and to no person."""

    __tablename__ = "receipts"

    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    procedure_code: Mapped[str] = mapped_column(String(40))
    release: Mapped[str] = mapped_column(String(32))
    told: Mapped[str] = mapped_column(Text)
    told_at: Mapped[datetime] = mapped_column(Moment)


class SubscriptionRow(Base):
    """A citizen's wish to hear when a dossier moves. `told_...`: what they know; `last`: it ends with the next notice."""

    __tablename__ = "subscriptions"
    __table_args__ = (UniqueConstraint("conversation_key", "dossier_code", name="uq_subscriptions_dossier"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_key: Mapped[str] = mapped_column(ForeignKey(ConversationRow.key, ondelete="CASCADE"))
    dossier_code: Mapped[str] = mapped_column(ForeignKey(DossierRow.dossier_code, ondelete="CASCADE"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    told_status: Mapped[str] = mapped_column(String(30))
    told_due_at: Mapped[datetime | None] = mapped_column(Moment)
    last: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime] = mapped_column(Moment)
