"""Dossier files in XLSX: the first sheet, its header in the first row that is not empty, read row by row."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.dossiers.columns import fields_of, from_cells, ignored
from knowledge.dossiers.errors import BadRowError, UnreadableFileError
from knowledge.dossiers.rows import BROKEN_OFF, Row
from knowledge.dossiers.times import VIET_NAM

_FAULTS = (zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, KeyError, ValueError, EOFError, OSError)
_Cells = tuple[object, ...]


def rows_of_sheet(path: Path, file: BinaryIO) -> tuple[Iterator[Row], tuple[str, ...]]:
    """Return the rows and the columns that nothing is read from. Raises `UnreadableFileError`."""
    lines = _lines(path, file)
    _, first = next(((number, cells) for number, cells in lines if not isinstance(cells, BadRowError)), (0, ()))
    header = [str(cell or "").strip() for cell in _without_end(first)]
    fields = fields_of(path, header)
    return _rows(lines, header, fields), ignored(header, fields)


def _rows(
    lines: Iterator[tuple[int, _Cells | BadRowError]], header: list[str], fields: dict[str, str]
) -> Iterator[Row]:
    for number, cells in lines:
        if isinstance(cells, BadRowError):
            yield Row(number, cells)
            return
        # A sheet leaves out empty cells at the end of a row.
        filled = _without_end(cells)
        yield Row(number, from_cells((*filled, *[None] * (len(header) - len(filled))), header, fields))


def _lines(path: Path, file: BinaryIO) -> Iterator[tuple[int, _Cells | BadRowError]]:
    number = 0
    try:
        with closing(load_workbook(file, read_only=True, data_only=True)) as workbook:
            sheet = workbook.worksheets[0]
            # The size that the file claims may be wrong.
            sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                if any(cell is not None and str(cell).strip() for cell in cells):
                    yield number, tuple(map(_value, cells))
    except (*_FAULTS, IndexError) as error:
        if not number:
            raise UnreadableFileError(f"{path}: is no whole XLSX file: {error}") from error
        yield number + 1, BadRowError("file", BROKEN_OFF)


def _value(cell: object) -> object:
    """Return a cell as a record takes it: text, whole number or moment."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=VIET_NAM)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), VIET_NAM)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if cell is None or isinstance(cell, int) else str(cell)


def _without_end(cells: _Cells) -> _Cells:
    filled = [place for place, cell in enumerate(cells, start=1) if cell is not None and str(cell).strip()]
    return cells[: filled[-1]] if filled else ()
