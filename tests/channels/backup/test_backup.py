"""Backup and restore on both kinds of database: nothing is overwritten, nothing half-written is used."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from channels.__main__ import main
from channels.backup.backing_up import back_up
from channels.backup.errors import BackupError
from channels.backup.manifest import NAME
from channels.backup.restoring import restore
from knowledge.data_key import data_key
from knowledge.database import engine, reading, sessions, upgrade
from knowledge.dossiers import demo
from knowledge.dossiers.tables import DossierRow
from knowledge.secrets import SecretError
from knowledge.settings import Settings
from knowledge.settings import settings as of_process
from tests.knowledge.conftest import STORES, postgres
from tests.postgres import Postgres

__all__ = ["postgres"]


def filled(url: str, var: Path, **more: object) -> Settings:
    made = Settings.model_validate({"var": var, "database_url": url, **more})
    (var / "offices").mkdir(parents=True)
    (var / "offices" / "details.json").write_text("{}")
    opened = sessions(engine(made.sqlalchemy_url))
    now = datetime.now(UTC)
    demo.replace(opened, data_key(opened, made), demo.invent(12, 1, now), now)
    return made


@pytest.fixture(params=STORES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new database with all tables, on either store."""
    if request.param == "postgresql":
        running: Postgres = request.getfixturevalue("postgres")
        return running.upgraded()
    made = f"sqlite:///{tmp_path / 'one.sqlite'}"
    upgrade(made)
    return made


def kept(made: Settings) -> int:
    with reading(sessions(engine(made.sqlalchemy_url))) as session:
        return session.scalar(select(func.count()).select_from(DossierRow)) or 0


@pytest.fixture
def elsewhere(url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """An empty installation with a database of the same kind."""
    if url.startswith("sqlite"):
        return Settings(var=tmp_path / "new", database_url=f"sqlite:///{tmp_path / 'new.sqlite'}")
    running: Postgres = request.getfixturevalue("postgres")
    return Settings(var=tmp_path / "new", database_url=running.empty())


def test_what_was_backed_up_is_there_again_and_the_secret_opens_it(
    url: str, tmp_path: Path, elsewhere: Settings
) -> None:
    old = filled(url, tmp_path / "old")
    back_up(old, tmp_path / "backup")
    restore(elsewhere, tmp_path / "backup")
    assert kept(elsewhere) == 12
    keys = [data_key(sessions(engine(made.sqlalchemy_url)), made) for made in (old, elsewhere)]
    assert keys[0] == keys[1]
    assert (elsewhere.var / "offices" / "details.json").read_text() == "{}"
    assert (elsewhere.var / "secret").stat().st_mode & 0o777 == 0o600
    with pytest.raises(BackupError, match="nothing is overwritten"):
        restore(elsewhere, tmp_path / "backup")


@pytest.fixture
def old(tmp_path: Path) -> Settings:
    made = Settings(var=tmp_path / "old")
    upgrade(made.sqlalchemy_url)
    return filled("", tmp_path / "old")


@pytest.fixture
def backup(old: Settings, tmp_path: Path) -> Path:
    back_up(old, tmp_path / "backup")
    return tmp_path / "backup"


def test_a_backup_is_its_owners_alone(backup: Path) -> None:
    assert [path for path in (backup, *backup.rglob("*")) if path.stat().st_mode & 0o077] == []


def test_a_backup_never_takes_the_place_of_another(old: Settings, backup: Path) -> None:
    with pytest.raises(BackupError, match="there already"):
        back_up(old, backup)


def test_a_backup_that_was_broken_off_is_told_apart(old: Settings, tmp_path: Path) -> None:
    (tmp_path / "later.unfinished").mkdir()
    with pytest.raises(BackupError, match="broken off"):
        back_up(old, tmp_path / "later")


def test_nothing_to_back_up_is_said(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no database"):
        back_up(Settings(var=tmp_path / "empty"), tmp_path / "backup")
    assert not (tmp_path / "backup.unfinished").exists()


@pytest.mark.parametrize("harm", ["no manifest", "cut short", "one more", "unreadable", "another format"])
def test_a_backup_that_is_not_whole_is_refused_and_nothing_written(backup: Path, harm: str, tmp_path: Path) -> None:
    manifest = backup / NAME
    if harm == "no manifest":
        manifest.unlink()
    elif harm == "cut short":
        (backup / "motcua.sqlite").write_bytes((backup / "motcua.sqlite").read_bytes()[:4096])
    elif harm == "one more":
        (backup / "secret.before").write_text("somebody else's")
    elif harm == "unreadable":
        manifest.write_text("[")
    else:
        manifest.write_text(manifest.read_text().replace('"format": 1', '"format": 2'))
    with pytest.raises(BackupError):
        restore(Settings(var=tmp_path / "new"), backup)
    assert not (tmp_path / "new").exists()


def test_a_backup_of_a_newer_version_is_refused(backup: Path, tmp_path: Path) -> None:
    manifest = backup / NAME
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(told | {"revision": "9999"}))
    with pytest.raises(BackupError, match="newer version"):
        restore(Settings(var=tmp_path / "new"), backup)
    assert not (tmp_path / "new").exists()


def test_a_secret_that_is_there_already_is_not_overwritten(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "secret").write_text("another one, which is long enough")
    with pytest.raises(BackupError, match="secret"):
        restore(Settings(var=tmp_path / "new"), backup)
    assert (tmp_path / "new" / "secret").read_text().startswith("another")


def test_a_backup_goes_into_its_own_kind_of_database(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="backup of sqlite"):
        restore(Settings(var=tmp_path / "new", database_url="postgresql+psycopg://nobody@127.0.0.1:9/x"), backup)


def test_a_secret_from_the_settings_is_not_in_the_backup_and_must_be_the_same(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'one.sqlite'}"
    upgrade(url)
    old = filled(url, tmp_path / "old", secret="the secret of the operator")
    back_up(old, tmp_path / "backup")
    assert not (tmp_path / "backup" / "secret").exists()
    new = {"var": tmp_path / "new", "database_url": f"sqlite:///{tmp_path / 'two.sqlite'}"}
    with pytest.raises(BackupError, match="MOTCUA_SECRET"):
        restore(Settings.model_validate(new), tmp_path / "backup")
    with pytest.raises(SecretError):
        restore(Settings.model_validate(new | {"secret": "quite another secret"}), tmp_path / "backup")


def test_the_commands_say_what_they_did(
    old: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for var, command in ((old.var, ["backup", "--out"]), (tmp_path / "new", ["restore"])):
        monkeypatch.setenv("MOTCUA_VAR", str(var))
        of_process.cache_clear()
        assert main([*command, str(tmp_path / "there")]) == 0
    of_process.cache_clear()
    told = capsys.readouterr().out
    assert "secret that opens it" in told
    assert "restored" in told
