"""Transactions: `reading` and `writing` sessions, with database failures translated once."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from knowledge.database.errors import DatabaseUnavailableError

Sessions = sessionmaker[Session]


def sessions(engine: Engine) -> Sessions:
    """Return a maker of sessions on `engine`, for `reading` and `writing`."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def reading(sessions: Sessions) -> Iterator[Session]:
    """A session that only reads. Raises `DatabaseUnavailableError`."""
    with _translated(), sessions() as session:
        yield session


@contextmanager
def writing(sessions: Sessions) -> Iterator[Session]:
    """A transaction that writes: committed at the end, rolled back on any error.

    SQLite's write lock is taken at the start, so what is read inside stays true until the commit.
    Raises `DatabaseUnavailableError`.
    """
    with _translated(), sessions.begin() as session:
        session.connection(execution_options={"writes": True})
        yield session


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise DatabaseUnavailableError(f"the database cannot be used now: {error.orig}") from error
