"""Connecting: SQLite by default (write-ahead log, foreign keys, patience), PostgreSQL in production."""

import sqlite3
from pathlib import Path

import sqlalchemy
from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.exc import ArgumentError

from knowledge.database.errors import DatabaseError

BUSY_SECONDS = 10.0


def engine(url: str, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Return an engine for `url`; makes the folder of an SQLite file.

    `busy_seconds`: how long an SQLite connection waits for another one's lock. Raises `DatabaseError`
    where `url` is none or its driver is not installed.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return sqlalchemy.create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        made = sqlalchemy.create_engine(parsed, connect_args={"timeout": busy_seconds}, hide_parameters=True)
    except (ArgumentError, ImportError, OSError) as error:
        raise DatabaseError(f"MOTCUA_DATABASE_URL: no database to connect to: {error}") from error
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transactions start too late and end before DDL; `_begin` starts them instead.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads and then writes can fail at once, whatever the time-out.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
