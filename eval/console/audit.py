"""The audit: who did what, to what, when and from where. Only ever added to; the database refuses anything else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Select, func, select

from bot.conversations.hours import ZONE
from eval.console.spreadsheets import BYTE_ORDER_MARK, line
from eval.console.tables import AuditRow
from knowledge.database import Sessions, reading, writing

_LONGEST_SUBJECT = 120
_LONGEST_DETAIL = 2000
_AT_ONCE = 1000


@dataclass(frozen=True)
class Deed:
    """One line. `deed`: such as `live.take`; `subject`: what it was done to; `account` "": nobody was signed in."""

    account: str
    deed: str
    subject: str = ""
    detail: str = ""
    address: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Filter:
    """Which lines: empty fields take all. `first` and `last`: days in Viet Nam, both included."""

    account: str = ""
    deed: str = ""
    first: date | None = None
    last: date | None = None


class Audit:
    """The store. All methods may raise `DatabaseUnavailableError`."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    def write(self, deed: Deed) -> None:
        """Add a line, dated now. Texts too long for it are cut."""
        subject, detail = deed.subject[:_LONGEST_SUBJECT], deed.detail[:_LONGEST_DETAIL]
        with writing(self.sessions) as session:
            row = AuditRow(account=deed.account, deed=deed.deed, subject=subject, detail=detail)
            row.address, row.at = deed.address, datetime.now(UTC)
            session.add(row)

    def count(self, wanted: Filter) -> int:
        """Return how many lines there are."""
        with reading(self.sessions) as session:
            return session.scalar(select(func.count()).select_from(_filtered(wanted).subquery())) or 0

    def read(self, wanted: Filter, first: int, count: int) -> list[Deed]:
        """Return `count` lines from the place `first` on, newest first."""
        query = _filtered(wanted).order_by(AuditRow.number.desc()).offset(first).limit(count)
        with reading(self.sessions) as session:
            return [_deed(row) for row in session.scalars(query)]

    def all(self, wanted: Filter) -> Iterator[Deed]:
        """Yield every line, oldest first."""
        query = _filtered(wanted).order_by(AuditRow.number).execution_options(yield_per=_AT_ONCE)
        with reading(self.sessions) as session:
            yield from (_deed(row) for row in session.scalars(query))

    def deeds(self) -> list[str]:
        """Return every kind of deed that was done."""
        with reading(self.sessions) as session:
            return list(session.scalars(select(AuditRow.deed).distinct().order_by(AuditRow.deed)))


def csv_lines(deeds: Iterable[Deed]) -> Iterator[str]:
    """Yield the audit as CSV with a header, for a spreadsheet: with a byte order mark, and without formulas."""
    yield BYTE_ORDER_MARK + line(["at", "account", "deed", "subject", "detail", "address"])
    for deed in deeds:
        at = deed.at.astimezone(ZONE).isoformat(timespec="seconds") if deed.at else ""
        yield line([at, deed.account, deed.deed, deed.subject, deed.detail, deed.address])


def _filtered(wanted: Filter) -> Select[AuditRow]:
    query = select(AuditRow)
    if wanted.account:
        query = query.where(AuditRow.account == wanted.account)
    if wanted.deed:
        query = query.where(AuditRow.deed == wanted.deed)
    if wanted.first:
        query = query.where(AuditRow.at >= _midnight(wanted.first))
    if wanted.last:
        query = query.where(AuditRow.at < _midnight(wanted.last + timedelta(days=1)))
    return query


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _deed(row: AuditRow) -> Deed:
    return Deed(row.account, row.deed, row.subject, row.detail, row.address, row.at)
