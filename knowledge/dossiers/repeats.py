"""Rows of one file about the same dossier: the first stands, one that contradicts it is refused."""

import sqlite3
from datetime import datetime

_NONE = ""


class Repeats:
    """What a file told so far, in a temporary database that spills to disk: a million rows stay out of memory."""

    def __init__(self) -> None:
        self._told = sqlite3.connect("", isolation_level=None)
        self._told.execute("PRAGMA journal_mode = OFF")
        self._told.execute("PRAGMA cache_size = -16000")
        self._told.execute("CREATE TABLE told (code TEXT PRIMARY KEY, number, as_of, digest) WITHOUT ROWID")

    def contradicted(self, number: int, code: str, as_of: datetime | None, digest: bytes) -> int | None:
        """Note a row; return the number of the first row about `code` where neither is newer and they differ.

        Then nothing says which of the two is true. `digest`: equal for rows that say the same.
        """
        moment = as_of.isoformat() if as_of else _NONE
        added = self._told.execute("INSERT OR IGNORE INTO told VALUES (?, ?, ?, ?)", (code, number, moment, digest))
        if added.rowcount:
            return None
        first = self._told.execute("SELECT number, as_of, digest FROM told WHERE code = ?", (code,)).fetchone()
        return int(first[0]) if first[1] == moment and first[2] != digest else None

    def close(self) -> None:
        """Forget all."""
        self._told.close()
