"""Connecting: SQLite by default (write-ahead log, foreign keys, patience), PostgreSQL in production."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from math import ceil
from pathlib import Path
from weakref import WeakKeyDictionary

import sqlalchemy
from sqlalchemy import URL, Connection, Engine, event, make_url
from sqlalchemy.exc import ArgumentError

from knowledge.database.errors import DatabaseError, DatabaseUnavailableError

BUSY_SECONDS = 10.0


def engine(url: str, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Return an engine for `url`, `sqlite:///FILE` (its folder is made) or `postgresql+psycopg://...`.

    `busy_seconds`: how long a connection waits for another one's lock, and PostgreSQL's for its server.
    Raises `DatabaseError` where `url` is none or its driver is not installed.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            patience = _patience(parsed, busy_seconds)
            return sqlalchemy.create_engine(parsed, pool_pre_ping=True, hide_parameters=True, connect_args=patience)
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        made = sqlalchemy.create_engine(parsed, connect_args={"timeout": busy_seconds}, hide_parameters=True)
    except (ArgumentError, ImportError, OSError) as error:
        raise DatabaseError(f"MOTCUA_DATABASE_URL: no database to connect to: {error}") from error
    _QUEUES[made] = _Queue(busy_seconds)
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


class _Queue:
    """Lets the threads of this process write to SQLite one after the other.

    SQLite has no queue: who finds the lock taken sleeps up to a tenth of a second, whatever becomes free meanwhile.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.lock = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        if not self.lock.acquire(timeout=self.seconds):
            raise DatabaseUnavailableError(f"the database cannot be used now: locked for {self.seconds:g} seconds")
        try:
            yield
        finally:
            self.lock.release()


_QUEUES: "WeakKeyDictionary[Engine, _Queue]" = WeakKeyDictionary()


def in_turn(engine: Engine) -> AbstractContextManager[None]:
    """Wait until this process's other writers are done, where the database wants that. Raises `DatabaseUnavailableError`."""
    queue = _QUEUES.get(engine)
    return queue.turn() if queue else nullcontext()


def _patience(url: URL, busy_seconds: float) -> dict[str, object]:
    # What the operator wrote into the URL stands.
    if url.get_backend_name() != "postgresql" or "options" in url.query:
        return {}
    # Below two seconds libpq waits two.
    seconds = max(2, ceil(busy_seconds))
    waits = {} if "connect_timeout" in url.query else {"connect_timeout": seconds}
    return waits | {"options": f"-c lock_timeout={max(1, round(busy_seconds * 1000))}"}


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transactions start too late and end before DDL; `_begin` starts them instead.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads and then writes can fail at once, whatever the time-out.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
