"""Importing dossier files: in batches, idempotent; bad rows are reported, good ones stay."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from knowledge.database import Sessions, writing
from knowledge.dossiers.errors import BadRowError, UnknownStatusError
from knowledge.dossiers.files import read_file
from knowledge.dossiers.progress import ToldProgress, store_progress
from knowledge.dossiers.records import DossierRecord, ProgressRecord
from knowledge.dossiers.repeats import Repeats
from knowledge.dossiers.rows import BROKEN_OFF, Row
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.storing import Change, Told, store, told

# Small enough that a look-up never waits long for the write lock, large enough that a million rows take minutes.
BATCH = 1000
_CLOCKS_DIFFER = timedelta(days=1)


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

    def refuse(self, row: int, fault: BadRowError) -> None:
        """Note that a row is not imported."""
        self.refusals.append(Refusal(self.file, row, fault.field, fault.reason))

    def count(self, change: Change) -> None:
        """Count what storing a row did."""
        setattr(self, change.value, getattr(self, change.value) + 1)


@dataclass(frozen=True)
class _Import:
    sessions: Sessions
    secret: bytes
    source: str
    as_of: datetime
    report: DossierImportReport

    def told(self, row: Row, repeats: Repeats) -> Told | ToldProgress:
        """Return the row ready to be stored. Raises `BadRowError`."""
        if isinstance(row.content, BadRowError):
            raise row.content
        try:
            if isinstance(row.content, ProgressRecord):
                return self._told_progress(row.content)
            return self._told_dossier(row.number, row.content, repeats)
        except UnknownStatusError as error:
            # Not repeated: where columns are shifted it may be somebody's name.
            raise BadRowError("status", f"is no status that is known; {statuses().choices}") from error

    def _told_dossier(self, number: int, record: DossierRecord, repeats: Repeats) -> Told:
        one = told(self.secret, record, self.source, record.as_of or self.as_of)
        _check_past("as_of", one.as_of)
        first = repeats.contradicted(number, record.dossier_code, record.as_of, one.digest)
        if first is not None:
            raise BadRowError("dossier_code", f"stands in row {first} already, with other content")
        return one

    def _told_progress(self, record: ProgressRecord) -> ToldProgress:
        _check_past("ThoiDiemXuLy", record.at)
        return ToldProgress(record, statuses().key_of(record.status, self.source))

    def store(self, batch: dict[int, Told | ToldProgress]) -> None:
        """Store rows by their numbers in one transaction, and count them once they are kept."""
        dossiers = {number: one for number, one in batch.items() if isinstance(one, Told)}
        messages = {number: one for number, one in batch.items() if isinstance(one, ToldProgress)}
        changes: dict[int, Change | None] = {}
        with writing(self.sessions) as session:
            if dossiers:
                changes |= zip(dossiers, store(session, self.secret, list(dossiers.values())), strict=True)
            if messages:
                changes |= zip(messages, store_progress(session, list(messages.values())), strict=True)
        for number, change in changes.items():
            self._count(number, change)
        numbers = [(one.record.identity_number, one.record.phone) for one in dossiers.values()]
        self.report.unprovable += sum(not any(each) for each in numbers)

    def _count(self, number: int, change: Change | None) -> None:
        if change is None:
            self.report.refuse(number, BadRowError("MaHoSo", "is of no dossier that is known; import it first"))
        else:
            self.report.count(change)


def import_file(
    sessions: Sessions,
    path: Path,
    secret: bytes,
    *,
    source: str = "",
    as_of: datetime | None = None,
    on_rows: Callable[[DossierImportReport, int, int], None] = lambda _report, _place, _size: None,
) -> DossierImportReport:
    """Import the dossiers of `path`, of which each row stands or falls alone.

    `source`: the system that the file comes from, a key of `sources` in status.yml where its numbers differ;
    else the file's name. `as_of`: when the file was true; else each row's own `as_of`, or when the file was
    written. `on_rows(report, bytes read, bytes in all)` is called after each batch. A file that breaks off keeps
    its whole rows and gets a refusal. Raises `UnreadableFileError`, and `DatabaseUnavailableError` with full
    batches of rows kept.
    """
    file = read_file(path)
    report = DossierImportReport(str(path), ignored=file.ignored)
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    work = _Import(sessions, secret, source or path.name, as_of or written, report)
    for batch in _batches(work, file.rows):
        work.store(batch)
        on_rows(report, file.place(), file.size)
    report.refusals.sort(key=lambda refusal: refusal.row)
    return report


def _batches(work: _Import, rows: Iterator[Row]) -> Iterator[dict[int, Told | ToldProgress]]:
    """Yield rows by number, in batches in which no dossier stands twice."""
    batch: dict[int, Told | ToldProgress] = {}
    codes: set[str] = set()
    with closing(Repeats()) as repeats:
        for row in rows:
            work.report.read += not (isinstance(row.content, BadRowError) and row.content.reason == BROKEN_OFF)
            try:
                one = work.told(row, repeats)
            except BadRowError as fault:
                work.report.refuse(row.number, fault)
                continue
            code = one.record.dossier_code
            if len(batch) == BATCH or (code in codes and isinstance(one, Told)):
                yield batch
                batch, codes = {}, set()
            batch[row.number] = one
            codes.add(code)
    if batch:
        yield batch


def _check_past(field: str, moment: datetime) -> None:
    # Whatever lies in the future would keep everything true out until then.
    if moment > datetime.now(UTC) + _CLOCKS_DIFFER:
        raise BadRowError(field, "lies in the future")
