"""Storing progress messages: status events of dossiers that are known already."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from knowledge.dossiers.records import ProgressRecord
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.storing import Change, one_at_a_time
from knowledge.dossiers.tables import DossierRow, StatusEventRow

# Equal to no record's: what a later file says of the dossier is taken, even where it repeats an earlier one.
_NO_DIGEST = bytes(32)


@dataclass(frozen=True)
class ToldProgress:
    """A progress message with its status read."""

    record: ProgressRecord
    status: str


@dataclass
class _Dossier:
    """A stored dossier while messages are added to it; `seen`: what came from earlier messages."""

    status: str
    as_of: datetime
    finished_at: datetime | None
    ended_at: datetime | None
    seen: set[tuple[datetime, str]] = field(default_factory=set)
    moved: bool = False


def store_progress(session: Session, batch: Sequence[ToldProgress]) -> list[Change | None]:
    """Add the messages to their dossiers; return what each did, None where its dossier is not known.

    The newest message decides the status, unless the dossier itself was told later. To be called once in a
    transaction that writes.
    """
    one_at_a_time(session)
    dossiers = _dossiers(session, list({one.record.dossier_code for one in batch}))
    events: list[dict[str, object]] = []
    changes = [_add(dossiers.get(one.record.dossier_code), one, events) for one in batch]
    if events:
        session.connection().execute(insert(StatusEventRow.__table__), events)  # type: ignore[arg-type]
    if moved := [_columns(code, dossier) for code, dossier in dossiers.items() if dossier.moved]:
        _move(session, moved)
    return changes


def _add(dossier: _Dossier | None, one: ToldProgress, events: list[dict[str, object]]) -> Change | None:
    if dossier is None:
        return None
    at = one.record.at.astimezone(UTC)
    if (at, one.status) in dossier.seen:
        return Change.UNCHANGED
    dossier.seen.add((at, one.status))
    code = one.record.dossier_code
    event = {"dossier_code": code, "at": at, "status": one.status, "observed": False, "from_progress": True}
    events.append(event)
    if at > dossier.as_of:
        _advance(dossier, one.status, at)
    return Change.CHANGED


def _advance(dossier: _Dossier, status: str, at: datetime) -> None:
    ends = statuses()[status].ends
    if status != dossier.status:
        dossier.ended_at = at if ends else None
        dossier.finished_at = (dossier.finished_at or at) if ends == "done" else None
    dossier.status, dossier.as_of, dossier.moved = status, at, True


def _dossiers(session: Session, codes: list[str]) -> dict[str, _Dossier]:
    columns = (DossierRow.dossier_code, DossierRow.status, DossierRow.as_of)
    rows = session.execute(
        select(*columns, DossierRow.finished_at, DossierRow.ended_at).where(DossierRow.dossier_code.in_(codes))
    )
    dossiers = {row.dossier_code: _Dossier(row.status, row.as_of, row.finished_at, row.ended_at) for row in rows}
    event = StatusEventRow
    told = select(event.dossier_code, event.at, event.status).where(event.dossier_code.in_(codes), event.from_progress)
    for code, at, status in session.execute(told):
        dossiers[code].seen.add((at, status))
    return dossiers


def _columns(code: str, dossier: _Dossier) -> dict[str, object]:
    return {
        "code": code,
        "status": dossier.status,
        "as_of": dossier.as_of,
        "finished_at": dossier.finished_at,
        "ended_at": dossier.ended_at,
        "digest": _NO_DIGEST,
    }


def _move(session: Session, rows: list[dict[str, object]]) -> None:
    table = DossierRow.__table__
    names = [name for name in rows[0] if name != "code"]
    one = update(table).where(table.c.dossier_code == bindparam("code"))  # type: ignore[arg-type]
    session.connection().execute(one.values({name: bindparam(name) for name in names}), rows)
