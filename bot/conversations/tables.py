"""Tables of conversations and of the turns taken in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base, Moment


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
    """One turn taken: the reply as sent. `number` orders the turns of all conversations."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("conversation_key", "client_message_id", name="uq_turns_client_message"),
        Index("ix_turns_conversation", "conversation_key", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    turn_id: Mapped[str] = mapped_column(String(32), unique=True)
    conversation_key: Mapped[str] = mapped_column(ForeignKey("conversations.key", ondelete="CASCADE"))
    client_message_id: Mapped[str | None] = mapped_column(String(64))
    reply: Mapped[str] = mapped_column(Text)
    taken_at: Mapped[datetime] = mapped_column(Moment)
