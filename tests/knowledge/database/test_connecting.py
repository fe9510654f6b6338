"""A connection waits for others, checks foreign keys, and lets readers read while somebody writes."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from knowledge.database import DatabaseError, engine


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
