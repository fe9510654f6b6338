"""Writing takes the lock at the start and is undone as a whole; a locked database is said to be one."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Executable, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from knowledge.database import DatabaseUnavailableError, Sessions, engine, reading, sessions, writing
from knowledge.dossiers.tables import FailedProofRow
from tests.postgres import Postgres


def lock(session: Session) -> Executable:
    """Return what takes a table for oneself; SQLite's writers have the whole file already."""
    postgres = session.get_bind().dialect.name == "postgresql"
    return text("LOCK TABLE failed_proofs" if postgres else "SELECT 1")


NOON = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=7)))


def failed(at: datetime) -> FailedProofRow:
    """Return a row of some table."""
    names = ("conversation", "origin", "dossier", "guess", "digits")
    return FailedProofRow(at=at, short=True, counts=False, **dict.fromkeys(names, b"x"))


@pytest.fixture
def hasty(url: str) -> Iterator[Sessions]:
    """A store of either kind that waits a tenth of a second for locks."""
    made = engine(url, busy_seconds=0.1)
    yield sessions(made)
    made.dispose()


def test_what_is_written_is_there_for_the_next_reader(hasty: Sessions) -> None:
    with writing(hasty) as session:
        session.add(failed(NOON))
    with reading(hasty) as session:
        assert [row.origin for row in session.scalars(select(FailedProofRow))] == [b"x"]


def test_an_error_undoes_the_whole_transaction(hasty: Sessions) -> None:
    with pytest.raises(RuntimeError), writing(hasty) as session:
        session.add(failed(NOON))
        session.flush()
        raise RuntimeError
    with reading(hasty) as session:
        assert session.scalars(select(FailedProofRow)).all() == []


def test_a_second_writer_is_told_that_the_database_is_locked(hasty: Sessions) -> None:
    with writing(hasty) as first, pytest.raises(DatabaseUnavailableError, match="lock"):
        first.execute(lock(first))
        with writing(hasty) as second:
            second.execute(lock(second))


def test_a_server_that_goes_away_in_between_is_unavailable_and_then_there_again(postgres: Postgres) -> None:
    store = sessions(engine(postgres.empty()))
    with pytest.raises(DatabaseUnavailableError, match="terminating"), reading(store) as session:
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    with reading(store) as session:
        assert session.scalar(text("SELECT 1")) == 1


def test_a_mistake_of_ours_is_not_blamed_on_the_database(hasty: Sessions) -> None:
    with pytest.raises((StatementError, DatabaseUnavailableError)) as fault, reading(hasty) as session:
        session.execute(text("SELECT nothing FROM failed_proofs"))
    assert "nothing" in str(fault.value)


def test_readers_read_on_while_somebody_writes(hasty: Sessions) -> None:
    with writing(hasty) as writer, reading(hasty) as reader:
        writer.add(failed(NOON))
        writer.flush()
        assert reader.scalars(select(FailedProofRow)).all() == []


def test_reading_a_database_without_tables_is_an_error_of_the_database(empty_url: str) -> None:
    empty = sessions(engine(empty_url))
    with pytest.raises(DatabaseUnavailableError, match=r"no such table|does not exist"), reading(empty) as session:
        session.execute(text("SELECT * FROM dossiers"))


def test_a_moment_comes_back_as_the_same_moment_in_utc(hasty: Sessions) -> None:
    with writing(hasty) as session:
        session.add(failed(NOON))
    with reading(hasty) as session:
        at = session.scalars(select(FailedProofRow.at)).one()
    assert (at, at.tzinfo) == (NOON, UTC)


def test_a_moment_without_a_zone_is_refused(hasty: Sessions) -> None:
    with pytest.raises(StatementError, match="needs a time zone"), writing(hasty) as session:
        session.add(failed(datetime(2026, 7, 1)))


def test_writers_of_one_process_queue_and_none_waits_longer_than_it_must(tmp_path: Path) -> None:
    """SQLite alone lets a writer who finds the lock taken sleep up to 100 ms; with the queue nobody sleeps past the end."""
    made = engine(f"sqlite:///{tmp_path / 'q.sqlite'}")
    store, longest = sessions(made), [0.0] * 8
    with writing(store) as session:
        session.execute(text("CREATE TABLE said (words TEXT)"))

    def write(number: int) -> None:
        for _ in range(30):
            began = time.perf_counter()
            with writing(store) as session:
                session.execute(text("INSERT INTO said VALUES ('x')"))
                time.sleep(0.001)
            longest[number] = max(longest[number], time.perf_counter() - began)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with reading(store) as session:
        assert session.scalar(text("SELECT count(*) FROM said")) == 240
    made.dispose()
    assert max(longest) < 2


def test_the_queue_lets_go_after_an_error(hasty: Sessions) -> None:
    with pytest.raises(RuntimeError), writing(hasty):
        raise RuntimeError
    with writing(hasty) as session:
        session.add(failed(NOON))
