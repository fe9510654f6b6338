"""Tables of dossiers: which column says what, and a row's cells as a record. CSV and XLSX are read by this."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from knowledge.dossiers.errors import BadRowError, UnreadableFileError
from knowledge.dossiers.records import DossierRecord
from knowledge.vietnamese.folding import syllables

FIELDS = {
    "dossier_code": "MaHoSo",
    "procedure_code": "MaTTHC",
    "procedure_name": "TenTTHC",
    "field_name": "TenLinhVuc",
    "status": "TrangThaiHoSo",
    "received_at": "NgayTiepNhan",
    "due_at": "NgayHenTra",
    "finished_at": "NgayKetThucXuLy",
    "returned_at": "NgayTra",
    "identity_number": "SoGiayToChuHoSo",
    "phone": "SoDienThoai",
}
_COLUMNS = FIELDS | {
    "as_of": "",
    "supplement": "NoiDungBoSung",
    "supplement_asked_at": "NgayBoSung",
    "supplement_received_at": "NgayTiepNhanBoSung",
    "due_before": "NgayHenTraTruoc",
    "due_after": "NgayHenTraMoi",
    "result": "TenGiayTo",
}
Kind = TypeVar("Kind", bound=BaseModel)
_REQUIRED = ("dossier_code", "status")
_SUPPLEMENT = {
    "asked": "supplement",
    "asked_at": "supplement_asked_at",
    "received_at": "supplement_received_at",
    "due_before": "due_before",
    "due_after": "due_after",
}


def fields_of(path: Path, header: Sequence[str]) -> dict[str, str]:
    """Return the header's column of each field. Raises `UnreadableFileError` for one that lacks, or stands twice."""
    known = {_key(name): field for field, other in _COLUMNS.items() for name in (field, other) if name}
    fields: dict[str, str] = {}
    for column in header:
        field = known.get(_key(column))
        if field in fields:
            raise UnreadableFileError(f"{path}: columns {fields[field]} and {column} say the same")
        if field:
            fields[field] = column
    missing = [f"{field} ({_COLUMNS[field]})" for field in _REQUIRED if field not in fields]
    if missing:
        every = ", ".join(_COLUMNS)
        raise UnreadableFileError(f"{path}: header: lacks {' and '.join(missing)}; the columns are {every}")
    return fields


def ignored(header: Sequence[str], fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the named columns that nothing is read from."""
    return tuple(column for column in header if column and column not in fields.values())


def from_cells(
    cells: Sequence[object], header: Sequence[str], fields: Mapping[str, str]
) -> DossierRecord | BadRowError:
    """Return the record of one row of a table."""
    if len(cells) != len(header):
        return BadRowError("row", f"{len(cells)} cells under {len(header)} columns")
    by_column = dict(zip(header, cells, strict=True))
    values: dict[str, object] = {field: by_column[column] for field, column in fields.items()}
    supplement = {field: values.pop(column, "") for field, column in _SUPPLEMENT.items()}
    result = values.pop("result", None)
    values["supplements"] = [supplement] if any(map(_told, supplement.values())) else []
    values["results"] = [{"name": result}] if _told(result) else []
    return record(DossierRecord, values, fields)


def record(kind: type[Kind], values: Mapping[str, object], names: Mapping[str, str]) -> Kind | BadRowError:
    """Return the record of checked `values`, or its first fault under the file's own name of the field."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = [names.get(str(part), str(part)) for part in first["loc"]]
        return BadRowError(".".join(place) or "row", first["msg"].removeprefix("Value error, "))


def _told(value: object) -> bool:
    return value is not None and bool(str(value).strip())


def _key(column: str) -> str:
    return "".join(syllables(column))
