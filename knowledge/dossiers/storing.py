"""Storing dossier records, many at a time: added, changed or left as they are; never back in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import Row, Table, delete, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from knowledge.dossiers.histories import Kept, appointments, due_at, ended_at, events, results
from knowledge.dossiers.proofs import keyed_hash, proof_hashes
from knowledge.dossiers.records import DossierRecord
from knowledge.dossiers.statuses import UNCLEAR, statuses
from knowledge.dossiers.tables import AppointmentRow, DossierRow, ResultRow, StatusEventRow, SupplementRow

# Any number that nobody else locks by.
_LOCK = 7_305_112_002
_DOSSIERS, _EVENTS, _SUPPLEMENTS, _APPOINTMENTS, _RESULTS = (
    table
    for mapped in (DossierRow, StatusEventRow, SupplementRow, AppointmentRow, ResultRow)
    if isinstance(table := mapped.__table__, Table)
)
_Values = dict[str, object]


class Change(Enum):
    """What storing a record did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    OLDER = "older"


@dataclass(frozen=True)
class Told:
    """A record as `source` told it at `as_of`, its status read. `digest`: equal for records that say the same."""

    record: DossierRecord
    status: str
    digest: bytes
    source: str
    as_of: datetime


def told(secret: bytes, record: DossierRecord, source: str, as_of: datetime) -> Told:
    """Return `record` ready to be stored. Raises `UnknownStatusError`."""
    status = status_of(record, source)
    digest = keyed_hash(secret, "record", status, record.model_dump_json(exclude={"as_of", "status"}))
    return Told(record, status, digest, source[:100], as_of)


def store(session: Session, secret: bytes, batch: Sequence[Told]) -> list[Change]:
    """Store a batch in which no dossier stands twice, and return what became of each.

    A record older than what is stored changes nothing. To be called once in a transaction that writes.
    """
    one_at_a_time(session)
    stored = _stored(session, [one.record.dossier_code for one in batch])
    changes = [_change(stored.get(one.record.dossier_code), one) for one in batch]
    _confirm(session, [one for one, change in zip(batch, changes, strict=True) if change is Change.UNCHANGED], stored)
    fresh = [one for one, change in zip(batch, changes, strict=True) if change in (Change.ADDED, Change.CHANGED)]
    if fresh:
        _write(session, secret, fresh, stored)
    return changes


def status_of(record: DossierRecord, source: str) -> str:
    """Return the key of the record's status. Raises `UnknownStatusError`.

    "Finished" without a date of finishing, while a supplement is still awaited, contradicts itself: unclear.
    """
    status = statuses().key_of(record.status, source)
    awaited = any(supplement.received_at is None for supplement in record.supplements)
    undated = record.finished_at is None and record.returned_at is None
    return UNCLEAR if status == "finished" and undated and awaited else status


def one_at_a_time(session: Session) -> None:
    """Wait until no other import writes; SQLite's write lock does the same."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _stored(session: Session, codes: list[str]) -> dict[str, Row[tuple[object, ...]]]:
    columns = (_DOSSIERS.c[name] for name in ("dossier_code", "digest", "source", "as_of", "due_at", "ended_at"))
    rows = session.execute(select(*columns).where(_DOSSIERS.c.dossier_code.in_(codes)))
    return {row.dossier_code: row for row in rows}


def _change(stored: Row[tuple[object, ...]] | None, one: Told) -> Change:
    if stored is None:
        return Change.ADDED
    if one.as_of < stored.as_of:
        return Change.OLDER
    return Change.UNCHANGED if stored.digest == one.digest else Change.CHANGED


def _confirm(session: Session, unchanged: list[Told], stored: dict[str, Row[tuple[object, ...]]]) -> None:
    """Note that what is stored was told again; where it was the same file, nothing is written at all."""
    again: dict[tuple[str, datetime], list[str]] = {}
    for one in unchanged:
        row = stored[one.record.dossier_code]
        if (row.source, row.as_of) != (one.source, one.as_of):
            again.setdefault((one.source, one.as_of), []).append(one.record.dossier_code)
    for (source, as_of), codes in again.items():
        changed = update(_DOSSIERS).where(_DOSSIERS.c.dossier_code.in_(codes)).values(source=source, as_of=as_of)
        session.execute(changed)


def _write(session: Session, secret: bytes, fresh: list[Told], stored: dict[str, Row[tuple[object, ...]]]) -> None:
    _upsert(session, [_columns(secret, one, stored.get(one.record.dossier_code)) for one in fresh])
    known = [one.record.dossier_code for one in fresh if one.record.dossier_code in stored]
    kept = _replaced(session, known) if known else {}
    rows: dict[Table, list[_Values]] = {_EVENTS: [], _SUPPLEMENTS: [], _APPOINTMENTS: [], _RESULTS: []}
    for one in fresh:
        code = one.record.dossier_code
        before = stored[code].due_at if code in stored else None
        rows[_EVENTS] += _of(code, events(one.record, one.status, one.as_of, kept.get(code, [])))
        rows[_SUPPLEMENTS] += _of(code, (_asked(one.record)))
        rows[_APPOINTMENTS] += _of(code, appointments(one.record, before, one.as_of))
        rows[_RESULTS] += _of(code, results(one.record))
    for table, values in rows.items():
        if values:
            _insert(session, table, values)


def _of(code: str, values: list[_Values]) -> list[_Values]:
    return [{"dossier_code": code, **one} for one in values]


def _asked(record: DossierRecord) -> list[_Values]:
    return [
        {"asked": asked.asked, "asked_at": asked.asked_at, "received_at": asked.received_at}
        for asked in record.supplements
    ]


def _columns(secret: bytes, one: Told, stored: Row[tuple[object, ...]] | None) -> _Values:
    record = one.record
    hashes = proof_hashes(secret, record.dossier_code, record.identity_number, record.phone)
    return {
        "dossier_code": record.dossier_code,
        "procedure_code": record.procedure_code,
        "procedure_name": record.procedure_name,
        "field_name": record.field_name,
        "status": one.status,
        "received_at": record.received_at,
        "due_at": due_at(record),
        "finished_at": record.finished_at or record.returned_at,
        "ended_at": ended_at(record, one.status, one.as_of, stored.ended_at if stored else None),
        "source": one.source,
        "as_of": one.as_of,
        "identity_hash": hashes.identity,
        "identity_last_four_hash": hashes.identity_last_four,
        "phone_hash": hashes.phone,
        "phone_last_four_hash": hashes.phone_last_four,
        "digest": one.digest,
    }


def _upsert(session: Session, rows: list[_Values]) -> None:
    add = _insert_of(session)(_DOSSIERS)
    others = {column.name: add.excluded[column.name] for column in _DOSSIERS.c if not column.primary_key}
    session.connection().execute(add.on_conflict_do_update(index_elements=["dossier_code"], set_=others), rows)


def _replaced(session: Session, codes: list[str]) -> dict[str, list[Kept]]:
    """Take away what the records of `codes` will tell anew; return the events that stay, by dossier."""
    from_record = ~_EVENTS.c.observed & ~_EVENTS.c.from_progress
    session.execute(delete(_EVENTS).where(_EVENTS.c.dossier_code.in_(codes), from_record))
    for table in (_SUPPLEMENTS, _RESULTS):
        session.execute(delete(table).where(table.c.dossier_code.in_(codes)))
    kept: dict[str, list[Kept]] = {}
    columns = (_EVENTS.c.dossier_code, _EVENTS.c.at, _EVENTS.c.status, _EVENTS.c.observed)
    for row in session.execute(select(*columns).where(_EVENTS.c.dossier_code.in_(codes))):
        kept.setdefault(row.dossier_code, []).append(Kept(row.at, row.status, row.observed))
    return kept


def _insert(session: Session, table: Table, rows: list[_Values]) -> None:
    if table is _APPOINTMENTS:
        session.connection().execute(_insert_of(session)(table).on_conflict_do_nothing(), rows)
    else:
        session.connection().execute(insert(table), rows)


def _insert_of(session: Session) -> type[postgresql.Insert] | type[sqlite.Insert]:
    return postgresql.Insert if session.get_bind().dialect.name == "postgresql" else sqlite.Insert
