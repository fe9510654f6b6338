"""Checks of guides: which editor read a guide beside its record, when, and in which wording of both."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Index, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.answers.topics import Library
from knowledge.database import Base, Moment, Sessions, reading, writing
from knowledge.procedures.errors import ProcedureNotFoundError


class GuideCheckRow(Base):
    """One check. `guide` and `record`: SHA-256 of what was read; `record` is "" where the catalogue has none."""

    __tablename__ = "guide_checks"
    __table_args__ = (Index("ix_guide_checks_procedure", "procedure_code"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    procedure_code: Mapped[str] = mapped_column(String(40))
    guide: Mapped[str] = mapped_column(String(64))
    record: Mapped[str] = mapped_column(String(64))
    checked_by: Mapped[str] = mapped_column(String(60))
    checked_at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True)
class Wording:
    """What a guide and its record say, as SHA-256 in hexadecimal; `record` "": the catalogue has none to offer."""

    guide: str
    record: str

    def __str__(self) -> str:
        return f"{self.guide[:12]}-{self.record[:12]}"


@dataclass(frozen=True)
class GuideCheck:
    """One check of one guide."""

    procedure_code: str
    wording: Wording
    checked_by: str
    checked_at: datetime


def wording(library: Library, procedure_code: str) -> Wording:
    """Return what guide and record say today. The day of the record is no part of it: read again, it says the same.

    Raises `KeyError` where there is no guide.
    """
    guide = library.guides[procedure_code].model_dump_json()
    try:
        record = library.topic(procedure_code).record
    except ProcedureNotFoundError:
        record = None
    return Wording(_sha256(guide), _sha256(record.model_dump_json(exclude={"as_of"})) if record else "")


class GuideChecks:
    """The store. All methods may raise `DatabaseUnavailableError`."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    def note(self, procedure_code: str, read: Wording, checked_by: str) -> None:
        """Keep that somebody has checked a guide now, as it reads."""
        with writing(self.sessions) as session:
            row = GuideCheckRow(procedure_code=procedure_code, guide=read.guide, record=read.record)
            row.checked_by, row.checked_at = checked_by, datetime.now(UTC)
            session.add(row)

    def newest(self) -> dict[str, GuideCheck]:
        """Return the last check of each guide, by procedure."""
        last = select(func.max(GuideCheckRow.number)).group_by(GuideCheckRow.procedure_code)
        with reading(self.sessions) as session:
            rows = session.scalars(select(GuideCheckRow).where(GuideCheckRow.number.in_(last)))
            return {row.procedure_code: _check(row) for row in rows}


def _check(row: GuideCheckRow) -> GuideCheck:
    return GuideCheck(row.procedure_code, Wording(row.guide, row.record), row.checked_by, row.checked_at)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
