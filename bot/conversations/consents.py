"""Consents: that a citizen agreed, to what, in which words, and when; written in the transaction that rests on it.

A record goes with its conversation. The number that proves a dossier leaves none: it is compared and not kept.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.conversations.tables import ConversationRow
from knowledge.content import read_yaml
from knowledge.database import Base, Moment

Purpose = Literal["hand_over", "notice"]
_ANSWERS = Path(__file__).parent.parent / "answers"
_WORDS: dict[Purpose, tuple[str, tuple[str, ...]]] = {
    "hand_over": ("texts.vi.yml", ("handoff_consent", "handoff_agree", "handoff_closed", "handoff_leave_note")),
    "notice": ("notices.vi.yml", ("offer", "offer_label")),
}
"""The texts that a citizen reads before agreeing: the file, and its keys."""


class ConsentRow(Base):
    """One consent. `wording`: SHA-256 of the words agreed to, which stand in the history of the texts."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_conversation", "conversation_key"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_key: Mapped[str] = mapped_column(ForeignKey(ConversationRow.key, ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(20))
    wording: Mapped[str] = mapped_column(String(64))
    given_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


@dataclass(frozen=True)
class Consent:
    """One consent. `withdrawn_at`: None while it holds."""

    purpose: str
    wording: str
    given_at: datetime
    withdrawn_at: datetime | None


def give(session: Session, key: str, purpose: Purpose) -> None:
    """Write a consent of a stored conversation down, in the caller's transaction."""
    session.add(ConsentRow(conversation_key=key, purpose=purpose, wording=wording(purpose), given_at=datetime.now(UTC)))


def withdraw(session: Session, key: str, purpose: Purpose) -> None:
    """End the consents of one purpose that hold, in the caller's transaction."""
    held = update(ConsentRow).where(ConsentRow.conversation_key == key, ConsentRow.purpose == purpose)
    session.execute(held.where(ConsentRow.withdrawn_at.is_(None)).values(withdrawn_at=datetime.now(UTC)))


def consents(session: Session, key: str) -> list[Consent]:
    """Return the consents of a conversation, oldest first."""
    rows = session.scalars(select(ConsentRow).where(ConsentRow.conversation_key == key).order_by(ConsentRow.number))
    return [Consent(row.purpose, row.wording, row.given_at, row.withdrawn_at) for row in rows]


@cache
def wording(purpose: Purpose) -> str:
    """Return the hash of the words that ask for this consent now."""
    file, keys = _WORDS[purpose]
    texts = read_yaml(_ANSWERS / file)
    return sha256("\n".join(texts[key] for key in keys).encode()).hexdigest()
