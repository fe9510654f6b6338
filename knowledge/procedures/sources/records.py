"""Finding records in files; each file's format is detected.

A source yields one `Part` for each record and one `Refusal` for each that cannot be read; it never
stops at a bad record.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.procedures import lay_thu_tuc, portal_json, portal_sheet, portal_text
from knowledge.procedures.errors import BadRecordError
from knowledge.procedures.parts import Part
from knowledge.procedures.sources.files import File, files


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
    try:
        for file in files(source):
            yield from _records(file, as_of or file.as_of)
    except BadRecordError as error:
        yield Refusal(str(source), error.field, error.reason)


def _records(file: File, as_of: date) -> Iterator[Part | Refusal]:
    if file.is_workbook:
        yield from _rows(file, as_of)
        return
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Refusal(file.name, "encoding", f"is not UTF-8: {error.reason} at byte {error.start}")
        return
    if file.name.endswith(".jsonl"):
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield _read(f"{file.name}:{number}", line, as_of)
    else:
        yield _read(file.name, text, as_of)


def _rows(file: File, as_of: date) -> Iterator[Part | Refusal]:
    try:
        for number, found in portal_sheet.read(file.data, as_of):
            if isinstance(found, Part):
                yield found
            else:
                yield Refusal(f"{file.name}:{number}", found.field, found.reason)
    except BadRecordError as error:
        yield Refusal(file.name, error.field, error.reason)


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
    if lay_thu_tuc.looks_like(record):
        return lay_thu_tuc.read(record, as_of)
    if "data" in record or "executionCases" in record:
        return portal_json.read_detail(record, as_of)
    return portal_json.read_listed(record, as_of)
