"""The table of runs."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base, Moment


class RunRow(Base):
    """One run. `kind`: evaluation, learning or rollback; `state`: running, done, refused, failed, stopped or died.

    `slot` is the same word for every run that works, so that the database lets in only one; none afterwards. `beat_at`:
    its last sign of life; `host`, `process`: where it works, 0 before it has begun. `step`, `done`, `total`: how far
    it is. `told`: JSON of what came of it (`eval.learning.told`).
    """

    __tablename__ = "runs"
    __table_args__ = (UniqueConstraint("slot", name="uq_runs_slot"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(10))
    slot: Mapped[str | None] = mapped_column(String(10))
    quick: Mapped[bool]
    started_by: Mapped[str] = mapped_column(String(60))
    started_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    beat_at: Mapped[datetime] = mapped_column(Moment)
    host: Mapped[str] = mapped_column(String(120))
    process: Mapped[int]
    stop_asked: Mapped[bool]
    step: Mapped[str] = mapped_column(String(60))
    done: Mapped[int]
    total: Mapped[int]
    release_before: Mapped[str] = mapped_column(String(32))
    release: Mapped[str] = mapped_column(String(32))
    told: Mapped[str] = mapped_column(Text)
