"""Reading the tables that offices keep: CSV as Excel writes it (UTF-8, `;` or `,` or tabs), and XLSX.

The header may stand below a title: it is the first row that names a column we look for. Columns are found by
name without diacritics, case and punctuation; other columns are left alone.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.offices.errors import UnreadableTableError
from knowledge.vietnamese.folding import nfc, syllables

_HEADER_WITHIN = 30
"""Rows among which the header is looked for; official lists open with a title, a number and a date."""
_DELIMITERS = ";,\t"


@dataclass(frozen=True)
class SheetRow:
    """A row below the header. `number`: as Excel counts, from 1; `cells`: text by field; `first`: the first text of the row.

    `surplus`: there is text right of the header.
    """

    number: int
    cells: Mapping[str, str]
    first: str
    surplus: bool = False


@dataclass(frozen=True)
class Sheet:
    """The rows of a table and the names that its columns have there, by field."""

    rows: list[SheetRow]
    columns: Mapping[str, str]


def read_sheet(path: Path, columns: Mapping[str, Sequence[str]], required: Iterable[str]) -> Sheet:
    """Read the first sheet of `path`. `columns`: the names that each field's column may have.

    Raises `UnreadableTableError` where the file is no table, or lacks a required column.
    """
    rows = list(_rows_of_xlsx(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _rows_of_csv(path))
    found = next(
        (
            (at, fields)
            for at, (_, row) in enumerate(rows[:_HEADER_WITHIN])
            if (fields := _fields(row, columns, required))
        ),
        None,
    )
    if found is None:
        wanted = "; ".join(f"{field} ({' or '.join(columns[field])})" for field in required)
        raise UnreadableTableError(f"{path}: no row names the columns {wanted}")
    at, fields = found
    header = rows[at][1]
    return Sheet(
        [_row(number, row, fields, len(header)) for number, row in rows[at + 1 :] if any(row)],
        {field: header[place] for field, place in fields.items()},
    )


def _fields(row: list[str], columns: Mapping[str, Sequence[str]], required: Iterable[str]) -> dict[str, int]:
    keys = ["".join(syllables(cell)) for cell in row]
    known = {field: ["".join(syllables(name)) for name in names] for field, names in columns.items()}
    found = {
        field: next(place for place, key in enumerate(keys) if key in names)
        for field, names in known.items()
        if any(key in names for key in keys)
    }
    return found if all(field in found for field in required) else {}


def _row(number: int, row: list[str], fields: Mapping[str, int], width: int) -> SheetRow:
    cells = {field: row[place] if place < len(row) else "" for field, place in fields.items()}
    return SheetRow(number, cells, next(filter(None, row)), any(row[width:]))


def _rows_of_csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableTableError(f"{path}: cannot be read; in Excel save it as CSV UTF-8: {error}") from error
    delimiter = max(_DELIMITERS, key="\n".join(text.splitlines()[:_HEADER_WITHIN]).count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield reader.line_num, [nfc(cell) for cell in row]
    except csv.Error as error:
        raise UnreadableTableError(f"{path}: row {reader.line_num}: is no CSV: {error}") from error


def _rows_of_xlsx(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True)) if book.worksheets else []
        book.close()
    except (OSError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise UnreadableTableError(f"{path}: is no XLSX workbook: {error}") from error
    for number, row in enumerate(rows, start=1):
        yield number, [_text(value) for value in row]


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.6f}"
    return nfc(str(value)) if value is not None else ""
