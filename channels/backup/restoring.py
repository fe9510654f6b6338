"""Restoring into an installation that holds nothing: what is there is never overwritten."""

import shutil
from pathlib import Path

from channels.backup import databases, manifest
from channels.backup.errors import BackupError
from channels.backup.manifest import BESIDE, DATABASES, Manifest
from knowledge.data_key import data_key
from knowledge.database import engine, sessions, upgrade
from knowledge.settings import Settings


def restore(settings: Settings, folder: Path) -> Manifest:
    """Put a backup back, and see whether the secret opens it; return what it held.

    Raises `BackupError` before anything is written where the backup is not whole, is of the other kind of database or
    something is in its way; `DatabaseError`; and `SecretError` where the database is back but the secret is another.
    """
    held = manifest.read(folder)
    _look(settings, folder, held)
    for name in BESIDE:
        _put(folder / name, settings.var / name)
    databases.load(folder / DATABASES[held.store], settings.sqlalchemy_url)
    upgrade(settings.sqlalchemy_url)
    opened = engine(settings.sqlalchemy_url)
    try:
        data_key(sessions(opened), settings)
    finally:
        opened.dispose()
    return held


def _look(settings: Settings, folder: Path, held: Manifest) -> None:
    """Raise `BackupError` where the backup cannot go where the settings say."""
    url = settings.sqlalchemy_url
    if databases.store_of(url) != held.store:
        raise BackupError(f"{folder} is a backup of {held.store}: set MOTCUA_DATABASE_URL to such a database")
    if not databases.knows(held.revision):
        raise BackupError(f"{folder} is of a newer version ({held.revision}): restore with the code that made it")
    if not databases.is_empty(url):
        raise BackupError("the database holds something: restore into an empty one, nothing is overwritten")
    there = [name for name in BESIDE if (folder / name).exists() and (settings.var / name).exists()]
    if there:
        raise BackupError(f"{settings.var} holds {', '.join(there)}: move them away, nothing is overwritten")
    secrets = (folder / "secret", settings.var / "secret")
    if not settings.secret.get_secret_value() and not any(path.exists() for path in secrets):
        raise BackupError("the backup holds no secret: set MOTCUA_SECRET to the one it was made with")


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.exists():
        shutil.copy2(source, target)  # with its mode, for others may not read the secret
