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
from knowledge.procedures.parts import Part, merge

_SCHEMA = """
CREATE TABLE IF NOT EXISTS parts (
    procedure_code TEXT, kind TEXT, as_of TEXT, fields TEXT, PRIMARY KEY (procedure_code, kind)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS procedures (
    procedure_code TEXT PRIMARY KEY, offered INTEGER, record TEXT, digest TEXT) WITHOUT ROWID;
"""
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

    def offered_count(self) -> int:
        """Return how many records are offered."""
        return int((self._rows("SELECT count(*) FROM procedures WHERE offered") or [(0,)])[0][0])

    def listed_only(self) -> list[str]:
        """Return the codes that only the portal's list knows: there is no record to answer from."""
        rows = self._rows("SELECT procedure_code FROM parts GROUP BY 1 HAVING max(kind <> 'listed') = 0 ORDER BY 1")
        return [row[0] for row in rows]

    def digest(self) -> str:
        """Return a hash of all offered records: the same content gives the same digest."""
        rows = self._rows("SELECT digest FROM procedures WHERE offered ORDER BY procedure_code")
        return hashlib.sha256("".join(row[0] for row in rows).encode()).hexdigest()

    def add(self, parts: Iterable[Part]) -> set[str]:
        """Store parts, merge the procedures they touch in one transaction; return the codes that changed."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(self.path, timeout=30)) as connection, connection:
                connection.executescript(_SCHEMA)
                touched = _store(connection, parts)
                return {code for code in sorted(touched) if _remerge(connection, code)}
        except sqlite3.Error as error:
            raise CatalogueError(f"{self.path}: the catalogue could not be written: {error}") from error

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


def _store(connection: sqlite3.Connection, parts: Iterable[Part]) -> set[str]:
    touched = set()
    for part in parts:
        fields = _FIELDS.dump_json(part.fields).decode()
        values = (part.procedure_code, part.kind, part.as_of.isoformat(), fields)
        connection.execute("INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?)", values)
        touched.add(part.procedure_code)
    return touched


def _remerge(connection: sqlite3.Connection, code: str) -> bool:
    rows = connection.execute("SELECT kind, as_of, fields FROM parts WHERE procedure_code = ?", (code,))
    parts = (Part(code, kind, date.fromisoformat(as_of), json.loads(fields)) for kind, as_of, fields in rows)
    procedure = merge(parts)
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
