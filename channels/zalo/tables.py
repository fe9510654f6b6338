"""The table of the account's tokens."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base, Moment


class ZaloTokensRow(Base):
    """The one good pair of an application, encrypted. `given_at`: when Zalo gave it; the refresh token ages from then.

    `refusal`: why Zalo would not give the next pair, "" while nothing speaks against it; only a person mends that.
    """

    __tablename__ = "zalo_tokens"

    app_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    pair: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    given_at: Mapped[datetime] = mapped_column(Moment)
    refusal: Mapped[str] = mapped_column(Text, default="")
