"""A connection waits for others, checks foreign keys, and lets readers read while somebody writes."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from knowledge.database import DatabaseError, DatabaseUnavailableError, engine, reading, sessions
from tests.postgres import Postgres


@pytest.fixture
def made(tmp_path: Path) -> Engine:
    return engine(f"sqlite:///{tmp_path / 'deep' / 'er' / 'motcua.sqlite'}")


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 10_000)])
def test_every_connection_is_prepared(made: Engine, pragma: str, value: object) -> None:
    with made.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value


@pytest.mark.parametrize("url", ["nonsense", "nosuchdatabase://localhost/motcua"])
def test_a_url_that_is_none_is_refused_by_the_name_of_its_setting(url: str) -> None:
    with pytest.raises(DatabaseError, match="MOTCUA_DATABASE_URL"):
        engine(url)


def test_a_transaction_is_undone_as_a_whole_even_its_tables(made: Engine) -> None:
    with made.connect() as connection:
        connection.execute(text("CREATE TABLE kept_out (id INTEGER)"))
        connection.rollback()
        assert connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0


def test_a_lock_of_postgresql_is_waited_for_as_long_as_one_of_sqlite(postgres: Postgres) -> None:
    with engine(postgres.empty(), busy_seconds=2.5).connect() as connection:
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "2500ms"


def test_what_the_operator_wrote_into_the_url_stands(postgres: Postgres) -> None:
    url = f"{postgres.empty()}&options=-c%20lock_timeout%3D7s"
    with engine(url).connect() as connection:
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "7s"


def test_a_password_is_in_no_message(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://clerk:geheim@/none?host={tmp_path}"
    with pytest.raises(DatabaseUnavailableError) as fault, reading(sessions(engine(url))) as session:
        session.connection()
    assert "geheim" not in str(fault.value)
