"""One linear history leads from nothing to exactly the tables that the code maps."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

import knowledge.dossiers.tables  # noqa: F401
from knowledge.database import Base, DatabaseUnavailableError, engine, upgrade
from knowledge.database.migrating import MIGRATIONS
from knowledge.settings import ROOT


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'var' / 'motcua.sqlite'}"


def test_an_upgrade_makes_the_folder_the_file_and_the_tables(url: str) -> None:
    upgrade(url)
    assert {"dossiers", "dossier_events", "dossier_supplements"} <= set(inspect(engine(url)).get_table_names())


def test_upgrading_twice_changes_nothing(url: str) -> None:
    upgrade(url)
    upgrade(url)
    with engine(url).connect() as connection:
        assert MigrationContext.configure(connection).get_current_heads() == (_history().get_current_head(),)


def test_the_migrations_make_what_the_code_maps(url: str) -> None:
    upgrade(url)
    mapped = set(Base.metadata.tables)

    def is_mapped(thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return kind != "table" or name in mapped

    with engine(url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_mapped, "compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_history_is_one_line() -> None:
    assert len(_history().get_heads()) == 1
    assert len(_history().get_bases()) == 1


def test_processes_that_start_at_once_do_not_get_in_each_others_way(url: str) -> None:
    start = "import sys; from knowledge.database import upgrade; upgrade(sys.argv[1])"
    processes = [subprocess.Popen([sys.executable, "-c", start, url], cwd=ROOT) for _ in range(3)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]


def test_a_database_that_cannot_be_opened_is_reported_as_unavailable(tmp_path: Path) -> None:
    (tmp_path / "motcua.sqlite").mkdir()
    with pytest.raises(DatabaseUnavailableError):
        upgrade(f"sqlite:///{tmp_path / 'motcua.sqlite'}")


def _history() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)
