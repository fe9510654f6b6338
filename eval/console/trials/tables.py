"""Tables of trials. Both go with their conversation, which is forgotten after a day."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.conversations.tables import ConversationRow
from knowledge.database import Base, Moment


class TrialRow(Base):
    """One conversation that staff try. Its id stands here in the open: nobody else's words are under it."""

    __tablename__ = "trials"
    # A number is part of an address that colleagues were sent: it is never given to another trial.
    __table_args__ = {"sqlite_autoincrement": True}

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_key: Mapped[str] = mapped_column(ForeignKey(ConversationRow.key, ondelete="CASCADE"), unique=True)
    conversation_id: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime] = mapped_column(Moment)


class TrialTurnRow(Base):
    """Why one reply of a trial was given: `why` is a `Why` as JSON, from the release that gave it."""

    __tablename__ = "trial_turns"
    __table_args__ = (Index("ix_trial_turns_trial", "trial"),)

    turn_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    trial: Mapped[int] = mapped_column(ForeignKey(TrialRow.number, ondelete="CASCADE"))
    why: Mapped[str] = mapped_column(Text)
