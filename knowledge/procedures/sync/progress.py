"""What a synchronisation has read so far, on disk: killed at any moment, it goes on from here.

One SQLite file under `var/sync/`; every page and every record is one transaction. A finished run is forgotten, and
so is one that is older than `keep` or asked another portal.
"""

import fcntl
import json
import os
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from knowledge.procedures.catalogue import part_of, row_of
from knowledge.procedures.errors import CatalogueError
from knowledge.procedures.parts import Part

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (number INTEGER PRIMARY KEY, rows TEXT);
CREATE TABLE IF NOT EXISTS details (
    procedure_code TEXT PRIMARY KEY, kind TEXT, as_of TEXT, fields TEXT, version TEXT, portal_id TEXT) WITHOUT ROWID;
"""


class Progress:
    """One synchronisation's pages, records and, once it was compared with the catalogue, its report.

    Raises `CatalogueError` where another synchronisation is running on the same folder.
    """

    def __init__(self, folder: Path, portal_url: str, keep: timedelta) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "progress.sqlite"
        self._lock = _Lock(folder / "running")
        try:
            self._start(portal_url, keep)
        except BaseException:
            self.close()
            raise

    def _start(self, portal_url: str, keep: timedelta) -> None:
        self._connection: sqlite3.Connection | None = None
        if not self._usable(portal_url, datetime.now(UTC) - keep):
            self._remove()
            self._open()
            self._say("portal", portal_url)
            self._say("started", datetime.now(UTC).isoformat())

    def _usable(self, portal_url: str, not_before: datetime) -> bool:
        try:
            self._open()
            started = self._fact("started")
            return self._fact("portal") == portal_url and datetime.fromisoformat(started or "") >= not_before
        except (sqlite3.DatabaseError, ValueError, TypeError):
            return False

    def _open(self) -> None:
        self._connection = sqlite3.connect(self._path, timeout=30)
        self._connection.executescript(_SCHEMA)

    @property
    def _database(self) -> sqlite3.Connection:
        if self._connection is None:
            raise CatalogueError(f"{self._path}: was closed")
        return self._connection

    @property
    def started(self) -> datetime:
        """When this synchronisation began, in UTC."""
        return datetime.fromisoformat(self._fact("started") or "")

    @property
    def going_on(self) -> bool:
        """Whether an earlier run has left something."""
        return bool(self.pages())

    def pages(self) -> list[list[Any]]:
        """Return the pages of the list read so far."""
        return [json.loads(row[0]) for row in self._database.execute("SELECT rows FROM pages ORDER BY number")]

    def add_page(self, rows: list[Any]) -> None:
        """Keep one more page."""
        with self._database:
            self._database.execute("INSERT INTO pages (rows) VALUES (?)", (json.dumps(rows),))

    @property
    def list_end(self) -> str | None:
        """How the list ended: "" at its end, else why it is not whole; None while it is being read."""
        return self._fact("list_end")

    def end_list(self, why_not_whole: str) -> None:
        """Keep how the list ended."""
        self._say("list_end", why_not_whole)

    def details(self) -> dict[str, Part]:
        """Return the records read so far, by code."""
        rows = self._database.execute("SELECT procedure_code, kind, as_of, fields, version FROM details")
        return {row[0]: part_of(row) for row in rows}

    def has_detail(self, procedure_code: str, portal_id: str) -> bool:
        """Whether the record with this portal id was read."""
        values = (procedure_code, portal_id)
        found = self._database.execute("SELECT 1 FROM details WHERE procedure_code = ? AND portal_id = ?", values)
        return found.fetchone() is not None

    def add_detail(self, part: Part, portal_id: str) -> None:
        """Keep one record."""
        with self._database:
            values = (*row_of(part), portal_id)
            self._database.execute("INSERT OR REPLACE INTO details VALUES (?, ?, ?, ?, ?, ?)", values)

    @property
    def report(self) -> str | None:
        """The report as JSON, once the run was compared with the catalogue: only storing and telling are left."""
        return self._fact("report")

    def keep_report(self, report: str) -> None:
        """Keep the report before the catalogue changes: afterwards nobody could make it again."""
        self._say("report", report)

    def forget(self) -> None:
        """Remove everything: the run is finished."""
        self._remove()

    def close(self) -> None:
        """Let go of the files; what was read stays."""
        if getattr(self, "_connection", None):
            self._database.close()
            self._connection = None
        self._lock.release()

    def _remove(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None
        for suffix in ("", "-journal", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _fact(self, name: str) -> str | None:
        row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _say(self, name: str, value: str) -> None:
        with self._database:
            self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def day_of(moment: datetime) -> date:
    """Return the local day of a moment."""
    return moment.astimezone().date()


class _Lock:
    """A lock that the system takes back when its process dies."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._descriptor)
            raise CatalogueError(f"{path.parent}: another synchronisation is running") from error

    def release(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
