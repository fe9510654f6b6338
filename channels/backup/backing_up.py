"""Backing up while the application serves."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from channels.backup import databases, manifest
from channels.backup.errors import BackupError
from channels.backup.manifest import BESIDE, DATABASES, Manifest
from knowledge.settings import Settings


def back_up(settings: Settings, out: Path) -> Manifest:
    """Write a backup into the new folder `out`, readable by its owner alone; return what it holds.

    It is made under another name and renamed when it is whole. Raises `BackupError` and `DatabaseError`.
    """
    if out.exists():
        raise BackupError(f"{out} is there already: name a new folder")
    url = settings.sqlalchemy_url
    if databases.store_of(url) == "sqlite" and databases.is_empty(url):
        raise BackupError("there is no database to back up: look at MOTCUA_VAR and MOTCUA_DATABASE_URL")
    unfinished = out.with_name(f"{out.name}.unfinished")
    try:
        unfinished.mkdir(mode=0o700, parents=True)
    except FileExistsError as error:
        raise BackupError(f"{unfinished} is left of a backup that was broken off: delete it") from error
    made = _filled(settings, unfinished)
    unfinished.rename(out)
    return made


def _filled(settings: Settings, folder: Path) -> Manifest:
    url = settings.sqlalchemy_url
    store = databases.store_of(url)
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    databases.dump(url, folder / DATABASES[store])
    for name in BESIDE:
        _copy(settings.var / name, folder / name)
    if settings.secret.get_secret_value():
        # It lies where the operator keeps it; an old file under MOTCUA_VAR would not open this database.
        (folder / "secret").unlink(missing_ok=True)
    made = Manifest(made_at, store, databases.revision(url), manifest.digests(folder))
    manifest.write(folder, made)
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return made


def _copy(source: Path, target: Path) -> None:
    if source.suffix == ".sqlite" and source.exists():
        databases.copy_sqlite(source, target)
    elif source.is_dir():
        shutil.copytree(source, target)
    elif source.exists():
        shutil.copyfile(source, target)
