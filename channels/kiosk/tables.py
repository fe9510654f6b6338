"""The table of lists carried from a kiosk to a phone."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base, Moment


class CarriedRow(Base):
    """One list that waits to be fetched. `token_hash`: SHA-256 of the token, which stands in the QR code alone."""

    __tablename__ = "carried_lists"
    __table_args__ = (Index("ix_carried_lists_expires_at", "expires_at"),)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    payload: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(Moment)
