"""Transactions: `reading` and `writing` sessions, with database failures translated once."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from knowledge.database.connecting import in_turn
from knowledge.database.errors import DatabaseUnavailableError

Sessions = sessionmaker[Session]


def sessions(engine: Engine) -> Sessions:
    """Return a maker of sessions on `engine`, for `reading` and `writing`."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def reading(sessions: Sessions) -> Iterator[Session]:
    """A session that only reads. Raises `DatabaseUnavailableError`."""
    with translated(), sessions() as session:
        yield session


@contextmanager
def writing(sessions: Sessions) -> Iterator[Session]:
    """A transaction that writes: committed at the end, rolled back on any error.

    SQLite's write lock is taken at the start, so what is read inside stays true until the commit.
    Raises `DatabaseUnavailableError`.
    """
    with in_turn(_engine(sessions)), translated(), sessions.begin() as session:
        session.connection(execution_options={"writes": True})
        yield session


@contextmanager
def reading_plainly(sessions: Sessions) -> Iterator[Connection]:
    """As `reading`, for statements that are made over and over: a connection, without what a session keeps of its rows."""
    with translated(), _engine(sessions).connect() as connection:
        yield connection


@contextmanager
def writing_plainly(sessions: Sessions) -> Iterator[Connection]:
    """As `writing`, for statements that are made over and over."""
    engine = _engine(sessions)
    with (
        in_turn(engine),
        translated(),
        engine.connect() as connection,
        connection.execution_options(writes=True).begin(),
    ):
        yield connection


@contextmanager
def translated() -> Iterator[None]:
    """Raises `DatabaseUnavailableError` for what the database, not the statement, is at fault for."""
    try:
        yield
    except DBAPIError as error:
        if not _is_the_databases(error):
            raise
        raise DatabaseUnavailableError(f"the database cannot be used now: {error.orig}") from error


def _engine(sessions: Sessions) -> Engine:
    bound: Engine = sessions.kw["bind"]
    return bound


def _is_the_databases(error: DBAPIError) -> bool:
    # SQLite calls a missing table an operational error, PostgreSQL's driver a wrong statement.
    missing_table = getattr(error.orig, "sqlstate", None) == "42P01"
    return isinstance(error, OperationalError) or error.connection_invalidated or missing_table
