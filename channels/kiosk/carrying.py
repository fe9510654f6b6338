"""Carrying a list to one's phone: kept under a token for 15 minutes, and handed out once.

What is kept says nothing of anybody: the papers as the list names them, without the facts told, the reasons that
repeat them, and the receipt number, which would open them.
"""

import secrets
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete, func, select

from bot.answers.messages import ChecklistItem, ChecklistMessage
from channels.kiosk.errors import CarriedGoneError, TooManyCarriedError
from channels.kiosk.tables import CarriedRow
from knowledge.database import Sessions, writing

LIFETIME = timedelta(minutes=15)
MOST = 5000
"""Lists that may wait at once; a hundred kiosks carry far fewer in a quarter of an hour."""
TOKEN_BYTES = 18


class CarriedPaper(BaseModel):
    """One paper: what, how many, on which form."""

    model_config = ConfigDict(extra="forbid")

    name: str
    action: Literal["submit", "present", "provide"]
    originals: int | None
    copies: int | None
    form: str | None
    form_url: str | None
    replaced_by: list[str]

    @classmethod
    def of(cls, item: ChecklistItem) -> "CarriedPaper":
        """Return the paper without its reason."""
        return cls(**item.model_dump(include=set(cls.model_fields)))


class Carried(BaseModel):
    """A list as it is carried. `release`: the knowledge that it was composed from."""

    model_config = ConfigDict(extra="forbid")

    procedure_code: str
    name: str
    release: str
    official: bool
    papers: list[CarriedPaper]
    undecided: list[CarriedPaper]
    source: str
    source_url: str | None
    as_of: date

    @classmethod
    def of(cls, told: ChecklistMessage, release: str) -> "Carried":
        """Return what may be carried of a list."""
        return cls(
            procedure_code=told.procedure_code,
            name=told.name,
            release=release,
            official=told.official,
            papers=[CarriedPaper.of(item) for item in told.needed],
            undecided=[CarriedPaper.of(item) for item in told.undecided],
            source=told.source.title,
            source_url=told.source.url,
            as_of=told.as_of,
        )


def keep(sessions: Sessions, carried: Carried, now: datetime | None = None) -> tuple[str, datetime]:
    """Keep a list; return its token (24 characters, fit for an address) and when it expires.

    Raises `TooManyCarriedError` and `DatabaseUnavailableError`.
    """
    now = now or datetime.now(UTC)
    token, expires_at = secrets.token_urlsafe(TOKEN_BYTES), now + LIFETIME
    row = CarriedRow(token_hash=_hash(token), payload=carried.model_dump_json(), expires_at=expires_at)
    with writing(sessions) as session:
        session.execute(delete(CarriedRow).where(CarriedRow.expires_at <= now))
        if (session.scalar(select(func.count()).select_from(CarriedRow)) or 0) >= MOST:
            raise TooManyCarriedError
        session.add(row)
    return token, expires_at


def take(sessions: Sessions, token: str, now: datetime | None = None) -> Carried:
    """Return a list and forget it: nobody gets it a second time.

    Raises `CarriedGoneError` and `DatabaseUnavailableError`.
    """
    now = now or datetime.now(UTC)
    wanted = CarriedRow.token_hash == _hash(token)
    with writing(sessions) as session:
        # One statement, so that of two who fetch at once only one gets the list.
        found = session.execute(delete(CarriedRow).where(wanted).returning(CarriedRow.payload, CarriedRow.expires_at))
        row = found.one_or_none()
    if row is None or row.expires_at <= now:
        raise CarriedGoneError
    return Carried.model_validate_json(row.payload)


def forget_expired(sessions: Sessions, now: datetime | None = None) -> int:
    """Delete the lists that nobody fetched in time; return how many. Raises `DatabaseUnavailableError`."""
    with writing(sessions) as session:
        over = delete(CarriedRow).where(CarriedRow.expires_at <= (now or datetime.now(UTC)))
        return len(session.scalars(over.returning(CarriedRow.token_hash)).all())


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
