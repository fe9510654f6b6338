"""Finding records in files: a folder, an archive, a list or a single record; the format is detected.

A source yields one `Found` for each record and one `Refusal` for each that cannot be read; it never
stops at a bad record.
"""

import json
import lzma
import re
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from knowledge.procedures import portal_json, portal_text
from knowledge.procedures.errors import BadRecordError, CatalogueError, UnknownFormatError
from knowledge.procedures.parts import Part

_SUFFIXES = (".json", ".jsonl", ".txt")
_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?")


@dataclass(frozen=True)
class Refusal:
    """A record that was not taken: which file (and line), which field, and why."""

    file: str
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.reason}"


def read(source: Path, as_of: date | None = None) -> Iterator[Part | Refusal]:
    """Yield every record of a folder, a tar archive or a file.

    `as_of` is the day when the records were true; left out, it comes from each file's own time, held
    inside the month that the archive's name gives ("portal-json-2026-07"), if any.

    A broken archive gives its readable records and then a refusal.

    Raises `UnknownFormatError` for a file in no known format, `CatalogueError` where there is none.
    """
    if not source.exists():
        raise CatalogueError(f"{source}: there is no such file or folder")
    try:
        for name, data, modified in _files(source):
            yield from _records(name, data, as_of or _day(source.name, modified))
    except BadRecordError as error:
        yield Refusal(str(source), error.field, error.reason)


def _files(source: Path) -> Iterator[tuple[str, bytes, float]]:
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            if path.suffix in _SUFFIXES and path.is_file():
                yield str(path), path.read_bytes(), path.stat().st_mtime
    elif source.suffix in _SUFFIXES:
        yield str(source), source.read_bytes(), source.stat().st_mtime
    elif tarfile.is_tarfile(source):
        yield from _members(source)
    else:
        raise UnknownFormatError(f"{source}: neither a folder, a tar archive nor one of {', '.join(_SUFFIXES)}")


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


def _records(name: str, data: bytes, as_of: date) -> Iterator[Part | Refusal]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Refusal(name, "encoding", f"is not UTF-8: {error.reason} at byte {error.start}")
        return
    if name.endswith(".jsonl"):
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield _read(f"{name}:{number}", line, as_of)
    else:
        yield _read(name, text, as_of)


def _read(name: str, text: str, as_of: date) -> Part | Refusal:
    try:
        if name.endswith(".txt"):
            return _read_text(text, as_of)
        return _read_json(json.loads(text), as_of)
    except BadRecordError as error:
        return Refusal(name, error.field, error.reason)
    except RecursionError:
        return Refusal(name, "json", "is nested too deep")
    except json.JSONDecodeError as error:
        return Refusal(name, "json", f"{error.msg} at line {error.lineno}, column {error.colno}")


def _read_text(text: str, as_of: date) -> Part:
    if not portal_text.looks_like(text):
        raise BadRecordError("Mã thủ tục", "is missing: not the portal's text layout")
    return portal_text.read(text, as_of)


def _read_json(record: Any, as_of: date) -> Part:
    if not isinstance(record, dict):
        raise BadRecordError("json", "is no object")
    if "data" in record or "executionCases" in record:
        return portal_json.read_detail(record, as_of)
    return portal_json.read_listed(record, as_of)
