"""What a record tells of the past: dated steps, appointed days, results. The rows that are stored of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.dossiers.records import DossierRecord
from knowledge.dossiers.statuses import statuses

_Values = dict[str, object]


@dataclass(frozen=True)
class Kept:
    """An event that a new record of the dossier does not replace: observed, or told as progress."""

    at: datetime
    status: str
    observed: bool


def events(record: DossierRecord, status: str, as_of: datetime, kept: Sequence[Kept]) -> list[_Values]:
    """Return the events to add beside those `kept`: dated ones, and the status where nothing dates it."""
    dated = sorted(_dated(record))
    observed = [event for event in kept if event.observed]
    last = max(observed, key=lambda event: event.at, default=None)
    explained = {known for _, known in dated} | {event.status for event in kept if not event.observed}
    seen = [(as_of, status)] if status not in explained and (last is None or last.status != status) else []
    rows = [(at, known, True) for at, known in seen] + [(at, known, False) for at, known in dated]
    return [{"at": at, "status": known, "observed": by_us, "from_progress": False} for at, known, by_us in rows]


def due_at(record: DossierRecord) -> datetime | None:
    """Return the day appointed last: requests for papers may have moved it on from what the record's own says."""
    due = record.due_at
    for before, after, _ in _moves(record):
        due = after if due is None or before in (None, due) else due
    return due


def appointments(record: DossierRecord, before: datetime | None, as_of: datetime) -> list[_Values]:
    """Return the days appointed earlier, each once. `before`: what was stored until now."""
    now = due_at(record)
    replaced: dict[datetime, datetime] = {}
    for earlier, _, moved_at in _moves(record):
        if earlier:
            replaced.setdefault(earlier, moved_at or as_of)
    if before:
        replaced.setdefault(before, as_of)
    return [{"due_at": due, "replaced_at": at} for due, at in replaced.items() if now and due != now]


def results(record: DossierRecord) -> list[_Values]:
    """Return what is handed out: the named papers, or one without a name where only the day is told."""
    names = [result.name for result in record.results] or ([""] if record.returned_at else [])
    return [{"name": name, "returned_at": record.returned_at} for name in names]


def ended_at(record: DossierRecord, status: str, as_of: datetime, before: datetime | None) -> datetime | None:
    """Return when the dossier came to an end: as dated, else as first seen (`before`); None while it goes on."""
    if not statuses()[status].ends:
        return None
    return record.returned_at or record.finished_at or before or as_of


def _moves(record: DossierRecord) -> list[tuple[datetime | None, datetime, datetime | None]]:
    """Return (day before, day after, moved when) of every new appointment, in the order of the requests."""
    return [
        (asked.due_before, asked.due_after, asked.received_at or asked.asked_at)
        for asked in record.supplements
        if asked.due_after
    ]


def _dated(record: DossierRecord) -> list[tuple[datetime, str]]:
    moments = [(record.received_at, "received"), (record.finished_at, "finished"), (record.returned_at, "returned")]
    for supplement in record.supplements:
        moments += [(supplement.asked_at, "supplement_requested"), (supplement.received_at, "in_progress")]
    return [(at, status) for at, status in moments if at]
