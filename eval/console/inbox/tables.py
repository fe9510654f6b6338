"""Tables of the inbox: only what staff did. What citizens said stays in their conversations, and goes with them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base, Moment


class SettlementRow(Base):
    """One decision of an editor. `verdict`: taught, not_ours, known or ignored."""

    __tablename__ = "inbox_settlements"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    verdict: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    settled_by: Mapped[str] = mapped_column(String(60))
    settled_at: Mapped[datetime] = mapped_column(Moment)


class SettledRow(Base):
    """What a decision was about: a mishap, by its kind and entry. Decided anew, the newest one holds.

    `turn_id`: the turn with which it goes, "" for a report about a paper.
    """

    __tablename__ = "inbox_settled"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    settlement: Mapped[int] = mapped_column(ForeignKey(SettlementRow.number, ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    entry: Mapped[str] = mapped_column(String(40))
    turn_id: Mapped[str] = mapped_column(String(32))
