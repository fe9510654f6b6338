"""The imported catalogue: one SQLite file with every source's part and the merged record of each procedure."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from knowledge.procedures.errors import CatalogueError, ProcedureNotFoundError
from knowledge.procedures.models import Procedure
from knowledge.procedures.parts import LISTS, WITHDRAWN, Part, is_withdrawn, merge

_SCHEMA = """
CREATE TABLE IF NOT EXISTS parts (
    procedure_code TEXT, kind TEXT, as_of TEXT, fields TEXT, version TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (procedure_code, kind)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS procedures (
    procedure_code TEXT PRIMARY KEY, offered INTEGER, record TEXT, digest TEXT) WITHOUT ROWID;
"""
_NO_RECORD = ", ".join(f"'{kind}'" for kind in (*LISTS, WITHDRAWN))
_STORE = """
INSERT INTO parts (procedure_code, kind, as_of, fields, version) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET as_of = excluded.as_of, fields = excluded.fields, version = excluded.version
WHERE excluded.as_of >= parts.as_of
"""
_COLUMNS = "procedure_code, kind, as_of, fields, version"
_FIELDS = TypeAdapter(dict[str, object])


class Catalogue:
    """Procedures by code, read one at a time. A missing file is an empty catalogue.

    >>> Catalogue(path).get("1.001193").name
    'Thủ tục đăng ký khai sinh'
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, procedure_code: str) -> Procedure:
        """Return one record. Raises `ProcedureNotFoundError`."""
        found = self._rows("SELECT record FROM procedures WHERE procedure_code = ?", procedure_code)
        if not found:
            raise ProcedureNotFoundError(f"{procedure_code}: no procedure has this code")
        return Procedure.model_validate_json(found[0][0])

    def __contains__(self, procedure_code: object) -> bool:
        return bool(self._rows("SELECT 1 FROM procedures WHERE procedure_code = ?", procedure_code))

    def __len__(self) -> int:
        return int((self._rows("SELECT count(*) FROM procedures") or [(0,)])[0][0])

    def offered(self) -> Iterator[Procedure]:
        """Yield the records that citizens of Cần Thơ may be offered, by code."""
        for (record,) in self._rows("SELECT record FROM procedures WHERE offered ORDER BY procedure_code"):
            yield Procedure.model_validate_json(record)

    def offered_codes(self) -> frozenset[str]:
        """Return the codes of the offered records, without reading the records."""
        return frozenset(row[0] for row in self._rows("SELECT procedure_code FROM procedures WHERE offered"))

    def offered_count(self) -> int:
        """Return how many records are offered."""
        return int((self._rows("SELECT count(*) FROM procedures WHERE offered") or [(0,)])[0][0])

    def listed_only(self) -> list[str]:
        """Return the codes that only the portal's list knows: there is no record to answer from."""
        rows = self._rows(
            f"SELECT procedure_code FROM parts GROUP BY 1 HAVING max(kind NOT IN ({_NO_RECORD})) = 0 ORDER BY 1"  # noqa: S608
        )
        return [row[0] for row in rows]

    def parts(self) -> dict[str, list[Part]]:
        """Return every source's part of every procedure, by code."""
        by_code: dict[str, list[Part]] = {}
        for row in self._rows(f"SELECT {self._columns()} FROM parts ORDER BY procedure_code, kind"):  # noqa: S608
            by_code.setdefault(row[0], []).append(part_of(row))
        return by_code

    def withdrawn(self) -> list[str]:
        """Return the codes of procedures that left the portal's list; their records stay, but are not offered."""
        return [code for code, parts in self.parts().items() if is_withdrawn(parts)]

    def digest(self) -> str:
        """Return a hash of all offered records: the same content gives the same digest."""
        rows = self._rows("SELECT digest FROM procedures WHERE offered ORDER BY procedure_code")
        return hashlib.sha256("".join(row[0] for row in rows).encode()).hexdigest()

    def add(self, parts: Iterable[Part]) -> set[str]:
        """Store parts, merge the procedures they touch in one transaction; return the codes that changed.

        A part that is older than the stored one of its kind changes nothing.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(self.path, timeout=30)) as connection, connection:
                _prepare(connection)
                touched = _store(connection, parts)
                return {code for code in sorted(touched) if _remerge(connection, code)}
        except sqlite3.Error as error:
            raise CatalogueError(f"{self.path}: the catalogue could not be written: {error}") from error

    def _columns(self) -> str:
        """The columns of a part; catalogues made before parts had a version lack it."""
        names = _column_names(self._rows("PRAGMA table_info(parts)"))
        return _COLUMNS if "version" in names else _COLUMNS.replace("version", "''")

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        if not self.path.exists():
            return []
        try:
            with closing(
                sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
            ) as connection:
                return connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise CatalogueError(f"{self.path}: the catalogue could not be read: {error}") from error


def row_of(part: Part) -> tuple[str, str, str, str, str]:
    """Return a part as a row of plain texts: code, kind, day, fields as JSON, version."""
    fields = _FIELDS.dump_json(part.fields).decode()
    return part.procedure_code, part.kind, part.as_of.isoformat(), fields, part.version


def part_of(row: tuple[str, str, str, str, str]) -> Part:
    """Return the part that `row_of` made `row` of."""
    code, kind, as_of, fields, version = row
    return Part(code, kind, date.fromisoformat(as_of), json.loads(fields), version)


def _prepare(connection: sqlite3.Connection) -> None:
    connection.executescript(_SCHEMA)
    if "version" not in _column_names(connection.execute("PRAGMA table_info(parts)")):
        connection.execute("ALTER TABLE parts ADD COLUMN version TEXT NOT NULL DEFAULT ''")


def _column_names(rows: Iterable[tuple[Any, ...]]) -> set[str]:
    return {row[1] for row in rows}


def _store(connection: sqlite3.Connection, parts: Iterable[Part]) -> set[str]:
    touched = set()
    for part in parts:
        connection.execute(_STORE, row_of(part))
        if part.kind == "listed":
            values = (part.procedure_code, WITHDRAWN, part.as_of.isoformat())
            connection.execute("DELETE FROM parts WHERE procedure_code = ? AND kind = ? AND as_of <= ?", values)
        touched.add(part.procedure_code)
    return touched


def _remerge(connection: sqlite3.Connection, code: str) -> bool:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM parts WHERE procedure_code = ?", (code,))  # noqa: S608
    procedure = merge(map(part_of, rows))
    if procedure is None:
        return False
    record = procedure.model_dump_json()
    digest = hashlib.sha256(record.encode()).hexdigest()
    old = connection.execute("SELECT digest FROM procedures WHERE procedure_code = ?", (code,)).fetchone()
    if old and old[0] == digest:
        return False
    values = (code, procedure.offered, record, digest)
    connection.execute("INSERT OR REPLACE INTO procedures VALUES (?, ?, ?, ?)", values)
    return True
