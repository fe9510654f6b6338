"""What a reply tells of one dossier, believed with care: unknown statuses and impossible dates make it unreadable."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from pydantic import ValidationError

from knowledge.dossiers import histories
from knowledge.dossiers.codes import normalise
from knowledge.dossiers.errors import UnknownStatusError
from knowledge.dossiers.proofs import read_phone
from knowledge.dossiers.records import DossierRecord
from knowledge.dossiers.sources.answers import (
    AskedFor,
    Found,
    MovedAppointment,
    NothingToProve,
    Provable,
    SourceAnswer,
    SourceEvent,
    SourceRecord,
    SourceResult,
    Unreadable,
)
from knowledge.dossiers.sources.errors import LyingError
from knowledge.dossiers.sources.status_map import StatusMap
from knowledge.dossiers.statuses import UNCLEAR
from knowledge.dossiers.storing import status_of

T = TypeVar("T")
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_CLOCKS_DIFFER = timedelta(days=1)
_LONGEST_PROMISE = timedelta(days=3650)
_UNDATED = re.compile(r"0001-01-01|0?1/0?1/0001")
_LONGEST_NAME = 500
# Filled in where a form insists on a number; everybody can give them, so they prove nothing.
_FILLERS = ("0123456789012", "1234567890123", "9876543210987")


@dataclass(frozen=True)
class Told:
    """A reply's fields as the source wrote them. `values`: by the names of `DossierRecord`, without code and numbers.

    `code`: as the reply names it, None where replies of this kind name none. `identity_numbers`, `phone`: any form.
    """

    values: Mapping[str, object]
    code: object = None
    identity_numbers: tuple[object, ...] = ()
    phone: object = None

    def __repr__(self) -> str:
        return "Told(...)"


@dataclass(frozen=True)
class Reader:
    """Reads what `source` tells, whose statuses `status_map` knows."""

    source: str
    status_map: StatusMap

    def read(self, asked: str, replies: Sequence[Told]) -> SourceAnswer:
        """Return the answer for the normalised code `asked`. Raises `LyingError` unless one reply is about it."""
        ours = [told for told in replies if told.code is None or normalise(_plain(told.code)) == asked]
        if not ours or any(told != ours[0] for told in ours):
            raise LyingError
        return self._read(asked, ours[0])

    def _read(self, asked: str, told: Told) -> SourceAnswer:
        provable = Provable(_identity(told.identity_numbers), _phone(told.phone))
        if not (provable.identity_number or provable.phone):
            return NothingToProve()
        record = _record(asked, told.values)
        if isinstance(record, str):
            return Unreadable(record, provable)
        return self._found(record, provable)

    def _found(self, record: DossierRecord, provable: Provable) -> SourceAnswer:
        now = datetime.now(UTC)
        if field := _impossible(record, now):
            return Unreadable(field, provable)
        try:
            status = _status(record, self.status_map)
        except UnknownStatusError:
            return Unreadable("status", provable)
        return Found(_told(record, status, self.source, now), provable)


def _status(record: DossierRecord, status_map: StatusMap) -> str:
    key = status_map.key_of(record.status)
    # The rest of the record may contradict it, for which stored dossiers have the rule.
    return key if key == UNCLEAR else status_of(record.model_copy(update={"status": key}), "")


def _told(record: DossierRecord, status: str, source: str, now: datetime) -> SourceRecord:
    return SourceRecord(
        dossier_code=record.dossier_code,
        status=status,
        source=source,
        as_of=now,
        procedure_code=record.procedure_code,
        procedure_name=record.procedure_name,
        received_at=record.received_at,
        due_at=histories.due_at(record),
        finished_at=record.finished_at or record.returned_at,
        events=_events(record, status, now),
        supplements=tuple(AskedFor(one.asked, one.asked_at, one.received_at) for one in record.supplements),
        appointments=_made(MovedAppointment, histories.appointments(record, None, now)),
        results=_made(SourceResult, histories.results(record)),
    )


def _events(record: DossierRecord, status: str, now: datetime) -> tuple[SourceEvent, ...]:
    names = ("at", "status", "observed")
    told = [{name: event[name] for name in names} for event in histories.events(record, status, now, [])]
    return tuple(sorted(_made(SourceEvent, told), key=lambda event: event.at))


def _made(kind: Callable[..., T], told: Sequence[Mapping[str, object]]) -> tuple[T, ...]:
    return tuple(kind(**values) for values in told)


def _record(code: str, values: Mapping[str, object]) -> DossierRecord | str:
    """Return the record, or the name of the first field that cannot be read."""
    cleaned = {name: _dated(value) if name.endswith("_at") else _cleaned(value) for name, value in values.items()}
    name = cleaned.get("procedure_name")
    cleaned["procedure_name"] = name[:_LONGEST_NAME] if isinstance(name, str) else name
    try:
        return DossierRecord.model_validate(cleaned | {"dossier_code": code})
    except ValidationError as error:
        place = error.errors(include_input=False, include_url=False, include_context=False)[0]["loc"]
    return str(place[0]) if place else "dates"


def _impossible(record: DossierRecord, now: datetime) -> str:
    """Return the name of the first date that cannot be, empty for none. What happened is not in the future."""
    promised: dict[str, datetime | None] = {"due_at": record.due_at}
    happened: dict[str, datetime | None] = {
        "received_at": record.received_at,
        "finished_at": record.finished_at,
        "returned_at": record.returned_at,
    }
    for number, supplement in enumerate(record.supplements, start=1):
        happened |= {f"supplement {number}": supplement.asked_at, f"supplement {number} in": supplement.received_at}
        promised |= {f"supplement {number} due": supplement.due_before, f"new due {number}": supplement.due_after}
    limits = ((happened, now + _CLOCKS_DIFFER), (promised, now + _LONGEST_PROMISE))
    for dates, latest in limits:
        for name, moment in dates.items():
            if moment and not _EARLIEST <= moment <= latest:
                return name
    return ""


def _identity(told: tuple[object, ...]) -> str | None:
    for number in told:
        digits = re.sub(r"[\s.\-]", "", _plain(number))
        if re.fullmatch(r"[0-9]{9}|[0-9]{12}", digits) and not _is_filler(digits):
            return digits
    return None


def _phone(told: object) -> str | None:
    phone = read_phone(_plain(told))
    return None if phone is None or _is_filler(phone) or _is_filler(phone[1:]) else phone


def _is_filler(digits: str) -> bool:
    return len(set(digits)) == 1 or any(digits in filler for filler in _FILLERS)


def _plain(value: object) -> str:
    return _printable(str(value)) if isinstance(value, str | int) else ""


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return _printable(value)
    if isinstance(value, Mapping):
        return {key: _dated(one) if str(key).endswith("_at") else _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value


def _dated(value: object) -> object:
    """Return a date's text; what some systems write for "no date" is none."""
    return None if isinstance(value, str) and _UNDATED.match(value.strip()) else _cleaned(value)


def _printable(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
