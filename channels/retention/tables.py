"""The table of retention: which store forgot how much, and when it is to forget again."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base, Moment


class RetentionRow(Base):
    """One store. `ended_at`: when it forgot last, `forgotten`: how many rows then."""

    __tablename__ = "retention"

    store: Mapped[str] = mapped_column(String(40), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    forgotten: Mapped[int] = mapped_column(default=0)
