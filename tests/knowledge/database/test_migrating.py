"""One linear history leads from nothing to exactly the tables that the code maps."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

# Whatever else a run has loaded: every table that the code maps is compared.
import bot.conversations.consents
import bot.conversations.tables  # noqa: F401
import channels.delivery.tables
import channels.kiosk.tables
import channels.retention.tables
import channels.zalo.tables  # noqa: F401
import eval.console.tables  # noqa: F401
from knowledge.database import Base, DatabaseUnavailableError, engine, upgrade
from knowledge.database.migrating import MIGRATIONS
from knowledge.dossiers.tables import DossierRow
from knowledge.settings import ROOT


def _history() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


REVISIONS = [script.revision for script in _history().walk_revisions()]


@pytest.fixture
def url(empty_url: str) -> str:
    """A database without tables, on either store."""
    return empty_url


def test_an_upgrade_makes_the_folder_and_the_file(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'deep' / 'var' / 'motcua.sqlite'}")
    assert (tmp_path / "deep" / "var" / "motcua.sqlite").exists()


def test_an_upgrade_makes_the_tables(url: str) -> None:
    upgrade(url)
    assert {"dossiers", "dossier_events", "dossier_results"} <= set(inspect(engine(url)).get_table_names())


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_revision_leads_to_the_newest(url: str, revision: str) -> None:
    upgrade(url, revision)
    assert _revision(url) == revision
    upgrade(url)
    assert _revision(url) == _history().get_current_head()


def test_every_step_can_be_taken_back(url: str) -> None:
    upgrade(url)
    made = engine(url)
    with made.connect().execution_options(writes=True) as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert set(inspect(made).get_table_names()) <= {"alembic_version"}
    upgrade(url)


def test_dossiers_that_were_stored_before_are_kept_and_know_when_they_ended(url: str) -> None:
    upgrade(url, "0002")
    made = engine(url)
    with made.begin() as connection:
        for code, status, finished in (
            ("a", "finished", "2025-07-03"),
            ("b", "stopped", None),
            ("c", "received", None),
        ):
            values = {"code": code, "status": status, "at": "2025-07-09", "finished": finished, "digest": b"x"}
            connection.execute(text(_OLD_DOSSIER), values)
    upgrade(url)
    with made.connect() as connection:
        ended = connection.execute(select(DossierRow.dossier_code, DossierRow.ended_at)).all()
    days = {code: at and f"{at:%Y-%m-%d}" for code, at in ended}
    assert days == {"a": "2025-07-03", "b": "2025-07-09", "c": None}


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


@pytest.mark.parametrize("url", ["sqlite:///{}", "postgresql+psycopg://nobody@/none?host={}"])
def test_a_database_that_cannot_be_opened_is_reported_as_unavailable(tmp_path: Path, url: str) -> None:
    (tmp_path / "motcua.sqlite").mkdir()
    with pytest.raises(DatabaseUnavailableError):
        upgrade(url.format(tmp_path / "motcua.sqlite"))


_OLD_DOSSIER = (
    "INSERT INTO dossiers (dossier_code, procedure_code, procedure_name, status, finished_at, source, as_of, digest)"
    " VALUES (:code, '', '', :status, :finished, '', :at, :digest)"
)


def _revision(url: str) -> str | None:
    with engine(url).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()
