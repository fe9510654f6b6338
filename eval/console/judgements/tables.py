"""The table of judgements."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base, Moment


class JudgementRow(Base):
    """One verdict on one reply; the last one of each account counts. It outlives the trial that it was given in.

    `place`: the turn's in the trial, from 0; `question`: with dots for personal numbers; `context`: the procedure
    that was talked about before, or ""; `decision`, `procedures` (JSON) and `release` are the reply's; `expected`:
    the code of the right procedure, or ""; `component_code` and `paper`: the paper that it is about; `should`: what
    should become of it (needed, not_needed or ""); `listed`: the whole list as it was (JSON), "" where none was.
    """

    __tablename__ = "judgements"
    __table_args__ = (
        UniqueConstraint("turn_id", "made_by", name="uq_judgements_turn"),
        Index("ix_judgements_trial", "trial"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    turn_id: Mapped[str] = mapped_column(String(32))
    trial: Mapped[int]
    place: Mapped[int]
    question: Mapped[str] = mapped_column(Text)
    context: Mapped[str] = mapped_column(String(40))
    decision: Mapped[str] = mapped_column(String(10))
    procedures: Mapped[str] = mapped_column(Text)
    release: Mapped[str] = mapped_column(String(32))
    verdict: Mapped[str] = mapped_column(String(10))
    expected: Mapped[str] = mapped_column(String(40))
    component_code: Mapped[str] = mapped_column(String(80))
    paper: Mapped[str] = mapped_column(String(200))
    should: Mapped[str] = mapped_column(String(10), default="", server_default="")
    listed: Mapped[str] = mapped_column(Text, default="", server_default="")
    note: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime] = mapped_column(Moment)
