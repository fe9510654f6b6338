"""Reading dossier files: CSV, and the JSON of the national synchronisation `DongBoHoSoMC`.

CSV: UTF-8 with or without BOM, `;` or `,`, one dossier a row, a header of the fields below or of the names
that the synchronisation gives them:

    dossier_code (MaHoSo, required)  procedure_code (MaTTHC)  procedure_name (TenTTHC)
    status (TrangThaiHoSo, required) received_at (NgayTiepNhan)  due_at (NgayHenTra)
    finished_at (NgayKetThucXuLy)    returned_at (NgayTra)    as_of
    identity_number (SoGiayToChuHoSo)  phone (SoDienThoai)
    supplement (NoiDungBoSung)  supplement_asked_at (NgayBoSung)  supplement_received_at (NgayTiepNhanBoSung)

JSON: a list of dossiers, or an object with one under `data`. Names, addresses and all else are not read.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from knowledge.dossiers.errors import BadRowError, UnreadableFileError
from knowledge.dossiers.records import DossierRecord
from knowledge.vietnamese.folding import syllables

FIELDS = {
    "dossier_code": "MaHoSo",
    "procedure_code": "MaTTHC",
    "procedure_name": "TenTTHC",
    "status": "TrangThaiHoSo",
    "received_at": "NgayTiepNhan",
    "due_at": "NgayHenTra",
    "finished_at": "NgayKetThucXuLy",
    "returned_at": "NgayTra",
    "identity_number": "SoGiayToChuHoSo",
    "phone": "SoDienThoai",
}
SUPPLEMENT_FIELDS = {"asked": "NoiDungBoSung", "asked_at": "NgayBoSung", "received_at": "NgayTiepNhanBoSung"}
_CSV_FIELDS = FIELDS | {
    "as_of": "",
    "supplement": "NoiDungBoSung",
    "supplement_asked_at": "NgayBoSung",
    "supplement_received_at": "NgayTiepNhanBoSung",
}
_REQUIRED = ("dossier_code", "status")
_SUPPLEMENT_COLUMNS = {
    "asked": "supplement",
    "asked_at": "supplement_asked_at",
    "received_at": "supplement_received_at",
}


@dataclass(frozen=True)
class Row:
    """What stands at a place of a file: a record, or why it is refused. `number`: line of a CSV, item of a JSON."""

    number: int
    content: DossierRecord | BadRowError


@dataclass(frozen=True)
class DossierFile:
    """A file's rows, and the columns that nothing was read from."""

    rows: list[Row]
    ignored: tuple[str, ...] = ()


def read_file(path: Path) -> DossierFile:
    """Read `path`. Raises `UnreadableFileError` where it is in no known format, or only a part of one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    return _read_json(path, text) if text.lstrip()[:1] in ("{", "[") else _read_csv(path, text)


def _read_json(path: Path, text: str) -> DossierFile:
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableFileError(f"{path}: is no complete JSON: {error}") from error
    items = content.get("data") if isinstance(content, dict) else content
    if not isinstance(items, list):
        raise UnreadableFileError(f"{path}: data: must be a list of dossiers")
    return DossierFile([Row(number, _from_item(item)) for number, item in enumerate(items, start=1)])


def _from_item(item: object) -> DossierRecord | BadRowError:
    if not isinstance(item, dict):
        return BadRowError("data", "must be an object")
    asked = item.get("DanhSachHoSoBoSung") or []
    if not isinstance(asked, list) or not all(isinstance(one, dict) for one in asked):
        return BadRowError("DanhSachHoSoBoSung", "must be a list of objects")
    values = {field: item.get(name) for field, name in FIELDS.items()}
    values["identity_number"] = values["identity_number"] or _identity_of(item.get("DinhDanhCHS"))
    supplements = [{field: one.get(name) for field, name in SUPPLEMENT_FIELDS.items()} for one in asked]
    return _record(values | {"supplements": supplements}, FIELDS | {"supplements": "DanhSachHoSoBoSung"})


def _identity_of(told: object) -> object:
    owners = told if isinstance(told, list) else [told]
    numbers = [owner.get("SoDinhDanh") for owner in owners if isinstance(owner, dict)]
    return next((number for number in numbers if number), None)


def _read_csv(path: Path, text: str) -> DossierFile:
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    lines = _lines(io.StringIO(text, newline=""), delimiter)
    columns = next(lines, (0, []))[1]
    if isinstance(columns, BadRowError):
        raise UnreadableFileError(f"{path}: header: {columns.reason}")
    fields = _fields(path, columns)
    rows = [Row(number, _from_cells(cells, columns, fields)) for number, cells in lines]
    return DossierFile(rows, tuple(column for column in columns if column and column not in fields.values()))


def _lines(text: io.StringIO, delimiter: str) -> Iterator[tuple[int, list[str] | BadRowError]]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield reader.line_num, BadRowError("row", f"is no CSV: {error}")
            continue
        if cells is None:
            return
        if any(map(str.strip, cells)):
            yield reader.line_num, cells


def _fields(path: Path, columns: list[str]) -> dict[str, str]:
    known = {_key(name): field for field, other in _CSV_FIELDS.items() for name in (field, other) if name}
    fields: dict[str, str] = {}
    for column in columns:
        field = known.get(_key(column))
        if field in fields:
            raise UnreadableFileError(f"{path}: columns {fields[field]} and {column} say the same")
        if field:
            fields[field] = column
    missing = [f"{field} ({_CSV_FIELDS[field]})" for field in _REQUIRED if field not in fields]
    if missing:
        every = ", ".join(_CSV_FIELDS)
        raise UnreadableFileError(f"{path}: header: lacks {' and '.join(missing)}; the columns are {every}")
    return fields


def _from_cells(
    cells: list[str] | BadRowError, columns: list[str], fields: Mapping[str, str]
) -> DossierRecord | BadRowError:
    if isinstance(cells, BadRowError):
        return cells
    if len(cells) != len(columns):
        return BadRowError("row", f"{len(cells)} cells under {len(columns)} columns")
    by_column = dict(zip(columns, cells, strict=True))
    values: dict[str, object] = {field: by_column[column] for field, column in fields.items()}
    supplement = {field: values.pop(column, "") for field, column in _SUPPLEMENT_COLUMNS.items()}
    told = any(str(value).strip() for value in supplement.values())
    return _record(values | {"supplements": [supplement] if told else []}, fields)


def _record(values: Mapping[str, object], names: Mapping[str, str]) -> DossierRecord | BadRowError:
    try:
        return DossierRecord.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = [names.get(str(part), str(part)) for part in first["loc"]]
        return BadRowError(".".join(place) or "row", first["msg"].removeprefix("Value error, "))


def _key(column: str) -> str:
    return "".join(syllables(column))
