"""Storing dossier records: added, changed or left as they are; never back in time."""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from knowledge.dossiers.proofs import keyed_hash, proof_hashes
from knowledge.dossiers.records import DossierRecord
from knowledge.dossiers.statuses import UNCLEAR, statuses
from knowledge.dossiers.tables import DossierRow, StatusEventRow, SupplementRow


class Change(Enum):
    """What storing a record did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    OLDER = "older"


def store(session: Session, secret: bytes, record: DossierRecord, source: str, as_of: datetime) -> Change:
    """Store `record` as `source` told it at `as_of`. Raises `UnknownStatusError`.

    A record older than what is stored changes nothing.
    """
    status = status_of(record, source)
    digest = keyed_hash(secret, "record", status, record.model_dump_json(exclude={"as_of", "status"}))
    row = session.get(DossierRow, record.dossier_code)
    if row and as_of < row.as_of:
        return Change.OLDER
    if row and row.digest == digest:
        row.source, row.as_of = source, as_of
        return Change.UNCHANGED
    change = Change.CHANGED if row else Change.ADDED
    row = row or DossierRow(dossier_code=record.dossier_code, events=[], supplements=[])
    row.status, row.digest, row.source, row.as_of = status, digest, source, as_of
    _fill(row, secret, record)
    session.add(row)
    return change


def status_of(record: DossierRecord, source: str) -> str:
    """Return the key of the record's status. Raises `UnknownStatusError`.

    "Finished" without a date of finishing, while a supplement is still awaited, contradicts itself: unclear.
    """
    status = statuses().key_of(record.status, source)
    awaited = any(supplement.received_at is None for supplement in record.supplements)
    undated = record.finished_at is None and record.returned_at is None
    return UNCLEAR if status == "finished" and undated and awaited else status


def _fill(row: DossierRow, secret: bytes, record: DossierRecord) -> None:
    row.procedure_code, row.procedure_name = record.procedure_code, record.procedure_name
    row.received_at, row.due_at = record.received_at, record.due_at
    row.finished_at = record.finished_at or record.returned_at
    hashes = proof_hashes(secret, record.dossier_code, record.identity_number, record.phone)
    row.identity_hash, row.identity_last_four_hash = hashes.identity, hashes.identity_last_four
    row.phone_hash, row.phone_last_four_hash = hashes.phone, hashes.phone_last_four
    row.supplements = [
        SupplementRow(asked=asked.asked, asked_at=asked.asked_at, received_at=asked.received_at)
        for asked in record.supplements
    ]
    _follow(row, record)


def _follow(row: DossierRow, record: DossierRecord) -> None:
    dated = sorted(_dated(record))
    observed = [event for event in row.events if event.observed]
    last = max(observed, key=lambda event: event.at, default=None)
    if row.status not in {status for _, status in dated} and (last is None or last.status != row.status):
        observed.append(StatusEventRow(at=row.as_of, status=row.status, observed=True))
    row.events = [*observed, *(StatusEventRow(at=at, status=status, observed=False) for at, status in dated)]


def _dated(record: DossierRecord) -> Iterator[tuple[datetime, str]]:
    moments = [(record.received_at, "received"), (record.finished_at, "finished"), (record.returned_at, "returned")]
    for supplement in record.supplements:
        moments += [(supplement.asked_at, "supplement_requested"), (supplement.received_at, "in_progress")]
    return ((at, status) for at, status in moments if at)
