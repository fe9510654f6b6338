"""Reading dossier files row by row: CSV, XLSX, and the JSON of the national synchronisation.

CSV (UTF-8 with or without BOM, `;` or `,`) and XLSX (first sheet): one dossier a row, a header of the fields
below or of the names that the synchronisation gives them:

    dossier_code (MaHoSo, required)  procedure_code (MaTTHC)  procedure_name (TenTTHC)  field_name (TenLinhVuc)
    status (TrangThaiHoSo, required) received_at (NgayTiepNhan)  due_at (NgayHenTra)
    finished_at (NgayKetThucXuLy)    returned_at (NgayTra)    as_of    result (TenGiayTo)
    identity_number (SoGiayToChuHoSo)  phone (SoDienThoai)
    supplement (NoiDungBoSung)  supplement_asked_at (NgayBoSung)  supplement_received_at (NgayTiepNhanBoSung)
    due_before (NgayHenTraTruoc)  due_after (NgayHenTraMoi)

JSON: dossiers (DongBoHoSoMC) or progress of dossiers that are known (CapNhatTienDoHoSoMC: MaHoSo, TrangThai,
ThoiDiemXuLy); a list, or an object with one under `data`. Names, addresses and all else are not read.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from knowledge.dossiers.columns import fields_of, from_cells, ignored
from knowledge.dossiers.errors import BadRowError, UnreadableFileError
from knowledge.dossiers.items import rows_of_json
from knowledge.dossiers.rows import Row
from knowledge.dossiers.sheets import rows_of_sheet

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class DossierFile:
    """A file's rows, to be gone through once, and the columns that nothing is read from.

    `size` in bytes; `place()`: how many of them were read so far (of XLSX: only roughly).
    """

    rows: Iterator[Row]
    ignored: tuple[str, ...]
    size: int
    place: Callable[[], int]


def read_file(path: Path) -> DossierFile:
    """Begin to read `path`; its rows come one by one, whatever its size.

    A file that breaks off gives its whole rows and then one that says so. Raises `UnreadableFileError` where
    it is in no known format.
    """
    try:
        file = path.open("rb")
        size, start = path.stat().st_size, file.read(1024)
        file.seek(0)
    except OSError as error:
        raise UnreadableFileError(f"{path}: cannot be read: {error}") from error
    try:
        rows, left = _rows(path, file, start)
        first = list(islice(rows, 1))
    except UnreadableFileError:
        file.close()
        raise
    return DossierFile(_closing(file, chain(first, rows)), left, size, lambda: size if file.closed else file.tell())


def _closing(file: BinaryIO, rows: Iterator[Row]) -> Iterator[Row]:
    with file:
        yield from rows


def _rows(path: Path, file: BinaryIO, start: bytes) -> tuple[Iterator[Row], tuple[str, ...]]:
    if start.startswith(_ZIP):
        return rows_of_sheet(path, file)
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return rows_of_json(path, file), ()
    return _rows_of_csv(path, file)


def _rows_of_csv(path: Path, file: BinaryIO) -> tuple[Iterator[Row], tuple[str, ...]]:
    # Bytes that are no UTF-8 cost their row, not the file.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    header_line = text.readline()
    delimiter = ";" if header_line.count(";") > header_line.count(",") else ","
    lines = _lines(chain([header_line], text), delimiter)
    header = next(lines, (0, []))[1]
    if isinstance(header, BadRowError):
        raise UnreadableFileError(f"{path}: header: {header.reason}")
    fields = fields_of(path, header)
    rows = (
        Row(number, cells if isinstance(cells, BadRowError) else from_cells(cells, header, fields))
        for number, cells in lines
    )
    return rows, ignored(header, fields)


def _lines(text: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str] | BadRowError]]:
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
