"""Writing takes the lock at the start and is undone as a whole; a locked database is said to be one."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from knowledge.database import DatabaseUnavailableError, Sessions, engine, reading, sessions, upgrade, writing
from knowledge.dossiers.tables import FailedProofRow

NOON = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'motcua.sqlite'}"
    upgrade(url)
    return url


@pytest.fixture
def hasty(url: str) -> Sessions:
    return sessions(engine(url, busy_seconds=0.1))


def test_what_is_written_is_there_for_the_next_reader(hasty: Sessions) -> None:
    with writing(hasty) as session:
        session.add(FailedProofRow(caller=b"x", at=NOON))
    with reading(hasty) as session:
        assert [row.caller for row in session.scalars(select(FailedProofRow))] == [b"x"]


def test_an_error_undoes_the_whole_transaction(hasty: Sessions) -> None:
    with pytest.raises(RuntimeError), writing(hasty) as session:
        session.add(FailedProofRow(caller=b"x", at=NOON))
        session.flush()
        raise RuntimeError
    with reading(hasty) as session:
        assert session.scalars(select(FailedProofRow)).all() == []


def test_a_second_writer_is_told_that_the_database_is_locked(hasty: Sessions) -> None:
    with writing(hasty), pytest.raises(DatabaseUnavailableError, match="locked"), writing(hasty):
        pass


def test_readers_read_on_while_somebody_writes(hasty: Sessions) -> None:
    with writing(hasty) as writer, reading(hasty) as reader:
        writer.add(FailedProofRow(caller=b"x", at=NOON))
        writer.flush()
        assert reader.scalars(select(FailedProofRow)).all() == []


def test_reading_a_database_without_tables_is_an_error_of_the_database(tmp_path: Path) -> None:
    empty = sessions(engine(f"sqlite:///{tmp_path / 'empty.sqlite'}"))
    with pytest.raises(DatabaseUnavailableError, match="no such table"), reading(empty) as session:
        session.execute(text("SELECT * FROM dossiers"))


def test_a_moment_comes_back_as_the_same_moment_in_utc(hasty: Sessions) -> None:
    with writing(hasty) as session:
        session.add(FailedProofRow(caller=b"x", at=NOON))
    with reading(hasty) as session:
        at = session.scalars(select(FailedProofRow.at)).one()
    assert (at, at.tzinfo) == (NOON, UTC)


def test_a_moment_without_a_zone_is_refused(hasty: Sessions) -> None:
    with pytest.raises(StatementError, match="needs a time zone"), writing(hasty) as session:
        session.add(FailedProofRow(caller=b"x", at=datetime(2026, 7, 1)))
