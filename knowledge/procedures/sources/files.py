"""The files of a source: a folder, a tar archive or a single file, each with its name, content and day."""

import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import IO, cast

from knowledge.procedures.errors import BadRecordError, CatalogueError, UnknownFormatError

TEXTS = (".json", ".jsonl", ".txt")
WORKBOOK = ".xlsx"
_SUFFIXES = (*TEXTS, WORKBOOK)
_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?")


@dataclass(frozen=True)
class File:
    """One file of a source; `as_of` is its own day, held inside the month that the source's name gives."""

    name: str
    data: bytes
    as_of: date

    @property
    def is_workbook(self) -> bool:
        """Whether this is a spreadsheet, by its content, or by its name where the content is broken."""
        return self.name.endswith(WORKBOOK) or _holds_workbook(self.data)


def files(source: Path) -> Iterator[File]:
    """Yield every file that may hold records.

    Raises `UnknownFormatError` for a file in no known format, `CatalogueError` where there is none, and
    `BadRecordError` for a broken archive, after its readable files.
    """
    if not source.exists():
        raise CatalogueError(f"{source}: there is no such file or folder")
    for name, data, modified in _contents(source):
        yield File(name, data, _day(source.name, modified))


def _contents(source: Path) -> Iterator[tuple[str, bytes, float]]:
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            if path.suffix in _SUFFIXES and path.is_file():
                yield str(path), path.read_bytes(), path.stat().st_mtime
    elif source.suffix in _SUFFIXES or _holds_workbook(source.read_bytes()):
        yield str(source), source.read_bytes(), source.stat().st_mtime
    elif tarfile.is_tarfile(source):
        yield from _members(source)
    else:
        raise UnknownFormatError(f"{source}: neither a folder, a tar archive nor one of {', '.join(_SUFFIXES)}")


def _holds_workbook(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "xl/workbook.xml" in packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, struct.error):
        return False


def _members(source: Path) -> Iterator[tuple[str, bytes, float]]:
    try:
        with tarfile.open(source) as archive:
            for member in archive:
                if member.isfile() and PurePosixPath(member.name).suffix in _SUFFIXES:
                    content = archive.extractfile(member)
                    yield f"{source.name}/{member.name}", content.read() if content else b"", member.mtime
            if archive.fileobj is None or not _ends(cast("IO[bytes]", archive.fileobj), archive.offset):
                raise tarfile.ReadError("it does not end where an archive ends")
    except (tarfile.TarError, EOFError, OSError, lzma.LZMAError, zlib.error) as error:
        raise BadRecordError("archive", f"is broken, what came before was read: {error}") from error


def _ends(content: IO[bytes], offset: int) -> bool:
    """Whether an archive's end mark, a block of zeros, stands at or just before `offset`.

    `tarfile` takes a damaged header and a file that stops between two members for the end.
    """
    content.seek(max(0, offset - tarfile.BLOCKSIZE))
    return bytes(tarfile.BLOCKSIZE) in content.read(2 * tarfile.BLOCKSIZE)[-tarfile.BLOCKSIZE :]


def _day(archive_name: str, modified: float) -> date:
    own = datetime.fromtimestamp(modified, UTC).date()
    named = _MONTH.search(archive_name)
    if not named:
        return own
    year, month, day = int(named[1]), int(named[2]), int(named[3] or 1)
    return own if (own.year, own.month) == (year, month) and not named[3] else date(year, month, day)
