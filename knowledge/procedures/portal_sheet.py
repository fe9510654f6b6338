"""The portal's list as a spreadsheet ("danh sách TTHC", XLSX): code, name, who promulgates, who handles, field.

It tells neither the scope nor the portal's id, so that a procedure is not offered on its word alone.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.procedures.errors import BadRecordError
from knowledge.procedures.parts import Part
from knowledge.procedures.reading import procedure_code, value
from knowledge.vietnamese.folding import fold, nfc

_CODE, _NAME = "ma so", "ten"
_FIELDS = {"co quan ban hanh": "promulgated_by", "co quan thuc hien": "handled_by", "linh vuc": "field"}
_HEAD_WITHIN = 20
"""A title and a motto stand above the heading row, never more rows than this."""
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, InvalidFileException, ParseError),
    *(LookupError, ValueError, TypeError, AttributeError, RuntimeError, EOFError, OSError),
)
"""What openpyxl and the packing below it raise over damaged content."""
Row = tuple[Any, ...]


def read(data: bytes, as_of: date) -> Iterator[tuple[int, Part | BadRecordError]]:
    """Yield (row number, its part or why it is refused) for every row below the heading.

    Raises `BadRecordError` for a workbook that is broken or has no such heading; rows before a break were yielded.
    """
    rows = _rows(data)
    columns = _columns(rows)
    for number, row in rows:
        if any(cell not in (None, "") for cell in row):
            try:
                yield number, _part(columns, row, as_of)
            except BadRecordError as error:
                yield number, error


def _rows(data: bytes) -> Iterator[tuple[int, Row]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from enumerate(sheet.iter_rows(values_only=True), 1)
    except _BROKEN as error:
        raise BadRecordError("workbook", f"is broken: {error or type(error).__name__}") from error


def _columns(rows: Iterator[tuple[int, Row]]) -> dict[str, int]:
    for number, row in rows:
        heads = {fold(nfc(cell)): place for place, cell in enumerate(row) if isinstance(cell, str)}
        if {_CODE, _NAME} <= heads.keys():
            return heads
        if number >= _HEAD_WITHIN:
            break
    raise BadRecordError("heading", f"no row among the first {_HEAD_WITHIN} names the columns Mã số and Tên")


def _part(columns: dict[str, int], row: Row, as_of: date) -> Part:
    code = _cell(columns, row, _CODE)
    try:
        known = procedure_code(code)
    except BadRecordError as error:
        raise BadRecordError(_place(columns, _CODE), error.reason) from error
    name = value(_cell(columns, row, _NAME))
    if not name:
        raise BadRecordError(_place(columns, _NAME), "is empty")
    return Part(known, "sheet", as_of, {"name": name, **_facts(columns, row)})


def _facts(columns: dict[str, int], row: Row) -> dict[str, Any]:
    told = {field: _lines(_cell(columns, row, head)) for head, field in _FIELDS.items() if head in columns}
    return {field: lines if field == "handled_by" else ", ".join(lines) for field, lines in told.items()}


def _lines(text: str) -> tuple[str, ...]:
    return tuple(value(line) for line in text.splitlines() if value(line))


def _cell(columns: dict[str, int], row: Row, head: str) -> str:
    cell = row[columns[head]] if columns[head] < len(row) else None
    if cell is None:
        return ""
    if not isinstance(cell, str):
        raise BadRecordError(
            _place(columns, head), f"{cell!r} is no text; a code kept as a number loses its last zeros"
        )
    return cell


def _place(columns: dict[str, int], head: str) -> str:
    return f"column {get_column_letter(columns[head] + 1)} ({head})"
