"""Importing dossier files: idempotent; bad rows are reported, good ones stay."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy.orm import Session

from knowledge.database import Sessions, writing
from knowledge.dossiers.errors import BadRowError, UnknownStatusError
from knowledge.dossiers.files import Row, read_file
from knowledge.dossiers.records import DossierRecord
from knowledge.dossiers.storing import Change, store

# Small enough that a look-up never waits long for the write lock.
BATCH = 200


@dataclass(frozen=True)
class Refusal:
    """A row that was not imported. It repeats no value of the row: those are personal data."""

    file: str
    row: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: row {self.row}: {self.field}: {self.reason}"


@dataclass
class DossierImportReport:
    """What an import did. `older`: rows that would have gone back in time. `unprovable`: dossiers without an
    identity or phone number, which nobody can look up. `ignored`: columns that nothing was read from.
    """

    file: str
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    older: int = 0
    unprovable: int = 0
    ignored: tuple[str, ...] = ()
    refusals: list[Refusal] = field(default_factory=list)


def import_file(
    sessions: Sessions, path: Path, secret: bytes, *, source: str = "", as_of: datetime | None = None
) -> DossierImportReport:
    """Import the dossiers of `path`, of which each row stands or falls alone.

    `source`: the system that the file comes from, a key of `sources` in status.yml where its numbers differ;
    else the file's name. `as_of`: when the file was true; else each row's own `as_of`, or when the file was
    written. Raises `UnreadableFileError`, and `DatabaseUnavailableError` with full batches of rows kept.
    """
    file = read_file(path)
    told_at = as_of or datetime.fromtimestamp(path.stat().st_mtime, UTC)
    report = DossierImportReport(str(path), read=len(file.rows), ignored=file.ignored)
    rows = _good(report, file.rows)
    while batch := list(islice(rows, BATCH)):
        with writing(sessions) as session:
            outcomes = [_try(session, secret, record, source or path.name, told_at) for _, record in batch]
        for (number, record), outcome in zip(batch, outcomes, strict=True):
            _count(report, number, record, outcome)
    return report


def _good(report: DossierImportReport, rows: list[Row]) -> Iterator[tuple[int, DossierRecord]]:
    first: dict[str, tuple[int, DossierRecord]] = {}
    for row in rows:
        if isinstance(row.content, BadRowError):
            report.refusals.append(Refusal(report.file, row.number, row.content.field, row.content.reason))
            continue
        number, record = first.setdefault(row.content.dossier_code, (row.number, row.content))
        if record.as_of == row.content.as_of and record != row.content:
            # Neither is newer: nothing says which of the two is true, and the first one stands.
            reason = f"stands in row {number} already, with other content"
            report.refusals.append(Refusal(report.file, row.number, "dossier_code", reason))
            continue
        yield row.number, row.content


def _try(
    session: Session, secret: bytes, record: DossierRecord, source: str, told_at: datetime
) -> Change | UnknownStatusError:
    try:
        return store(session, secret, record, source, record.as_of or told_at)
    except UnknownStatusError as error:
        return error


def _count(
    report: DossierImportReport, number: int, record: DossierRecord, outcome: Change | UnknownStatusError
) -> None:
    if isinstance(outcome, UnknownStatusError):
        report.refusals.append(Refusal(report.file, number, "status", str(outcome)))
        return
    setattr(report, outcome.value, getattr(report, outcome.value) + 1)
    report.unprovable += not (record.identity_number or record.phone)
