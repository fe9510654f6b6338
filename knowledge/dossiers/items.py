"""Dossier files in JSON: `DongBoHoSoMC` (dossiers) and `CapNhatTienDoHoSoMC` (progress of known dossiers).

Read piece by piece, however large. A list, or an object with one under `data`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from knowledge.dossiers.columns import FIELDS, record
from knowledge.dossiers.errors import BadRowError, UnreadableFileError
from knowledge.dossiers.records import DossierRecord, ProgressRecord
from knowledge.dossiers.rows import BROKEN_OFF, Row

_SUPPLEMENT = {
    "asked": "NoiDungBoSung",
    "asked_at": "NgayBoSung",
    "received_at": "NgayTiepNhanBoSung",
    "due_before": "NgayHenTraTruoc",
    "due_after": "NgayHenTraMoi",
}
_PROGRESS = {"dossier_code": "MaHoSo", "status": "TrangThai", "at": "ThoiDiemXuLy"}
_LISTS = {"supplements": "DanhSachHoSoBoSung", "results": "DanhSachGiayToKetQua"}
_BOM = b"\xef\xbb\xbf"


def rows_of_json(path: Path, file: BinaryIO) -> Iterator[Row]:
    """Yield the items of `file`, numbered from 1; the last one says where the file breaks off, if it does.

    Raises `UnreadableFileError` where there is no whole item and no list.
    """
    number = 0
    try:
        for number, item in enumerate(ijson.items(file, _at_start(file), use_float=True), start=1):
            yield Row(number, from_item(item))
    except (ijson.JSONError, UnicodeDecodeError, RecursionError, MemoryError) as error:
        if not number:
            raise UnreadableFileError(f"{path}: is no complete JSON: {error}") from error
        yield Row(number + 1, BadRowError("file", BROKEN_OFF))
    if not number:
        _check_list(path, file)


def from_item(item: object) -> DossierRecord | ProgressRecord | BadRowError:
    """Return the record of one item: a dossier, or progress where it has `TrangThai` and no `TrangThaiHoSo`."""
    if not isinstance(item, dict):
        return BadRowError("data", "must be an object")
    if "TrangThaiHoSo" not in item and ("TrangThai" in item or "ThoiDiemXuLy" in item):
        return record(ProgressRecord, {field: item.get(name) for field, name in _PROGRESS.items()}, _PROGRESS)
    lists = {field: item.get(name) or [] for field, name in _LISTS.items()}
    for field, entries in lists.items():
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            return BadRowError(_LISTS[field], "must be a list of objects")
    return record(DossierRecord, _values(item, **lists), FIELDS | _LISTS)


def _values(
    item: dict[str, Any], supplements: list[dict[str, Any]], results: list[dict[str, Any]]
) -> dict[str, object]:
    values: dict[str, object] = {field: item.get(name) for field, name in FIELDS.items()}
    values["field_name"] = values["field_name"] or item.get("MaLinhVuc")
    values["identity_number"] = values["identity_number"] or _identity_of(item.get("DinhDanhCHS"))
    values["supplements"] = [{field: one.get(name) for field, name in _SUPPLEMENT.items()} for one in supplements]
    values["results"] = [{"name": one.get("TenGiayTo")} for one in results]
    return values


def _identity_of(told: object) -> object:
    owners = told if isinstance(told, list) else [told]
    numbers = [owner.get("SoDinhDanh") for owner in owners if isinstance(owner, dict)]
    return next((number for number in numbers if number), None)


def _at_start(file: BinaryIO) -> str:
    """Return where the items stand, and leave `file` at its first character."""
    file.seek(len(_BOM) if file.read(len(_BOM)) == _BOM else 0)
    start, first = file.tell(), file.read(1)
    while first.isspace():
        first = file.read(1)
    file.seek(start)
    return "item" if first == b"[" else "data.item"


def _check_list(path: Path, file: BinaryIO) -> None:
    file.seek(0)
    if _at_start(file) == "item":
        return
    if not any(isinstance(found, list) for found in ijson.items(file, "data")):
        raise UnreadableFileError(f"{path}: data: must be a list of dossiers")
