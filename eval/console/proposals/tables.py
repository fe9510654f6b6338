"""The table of proposals."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eval.console.judgements.tables import JudgementRow
from knowledge.database import Base, Moment


class ProposalRow(Base):
    """One proposal. `kind`: phrasing or guide; `text`: the question, or the unified diff of the guide's YAML.

    `path`: the guide's file from the repository's root; `base`: the SHA-256 of the file that the diff starts from;
    `state`: proposed, approved, refused or withdrawn (once approved, taken back).
    """

    __tablename__ = "proposals"
    __table_args__ = (Index("ix_proposals_state", "state", "kind"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(10))
    judgement: Mapped[int | None] = mapped_column(ForeignKey(JudgementRow.number, ondelete="SET NULL"))
    procedure_code: Mapped[str] = mapped_column(String(40))
    aspect: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(String(200))
    base: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    proposed_by: Mapped[str] = mapped_column(String(60))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    settled_by: Mapped[str] = mapped_column(String(60))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(Text)
