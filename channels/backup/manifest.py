"""What a backup holds: `backup.json`, written last. A folder without it, or with another content, is no backup."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from channels.backup.errors import BackupError

Store = Literal["sqlite", "postgresql"]
NAME = "backup.json"
DATABASES: dict[Store, str] = {"sqlite": "motcua.sqlite", "postgresql": "motcua.dump"}
BESIDE = ("secret", "secret.before", "catalogue.sqlite", "offices", "learned")
"""What lies under `MOTCUA_VAR` beside the database and cannot be made again by `make build`."""
_FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """`made_at`: ISO 8601 in UTC; `revision`: the database's migration; `files`: SHA-256 by path within the folder."""

    made_at: str
    store: Store
    revision: str
    files: dict[str, str]


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a folder, by its path within."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    return {path.relative_to(folder).as_posix(): _digest(path) for path in files}


def write(folder: Path, manifest: Manifest) -> None:
    """Write `backup.json`, and see to it that it is on the disk."""
    with (folder / NAME).open("x", encoding="utf-8") as file:
        json.dump({"format": _FORMAT, **asdict(manifest)}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def read(folder: Path) -> Manifest:
    """Return what a backup holds, every file compared. Raises `BackupError` where it is none, or not whole."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if told.pop("format") != _FORMAT:
            raise BackupError(f"{folder}: the backup is of another format; restore it with the version that made it")
        manifest = Manifest(**told)
        found = digests(folder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(f"{folder}: no whole backup: {NAME}: {error}") from error
    changed = sorted(
        name for name in manifest.files.keys() | found.keys() if manifest.files.get(name) != found.get(name)
    )
    if changed:
        raise BackupError(f"{folder}: not as it was backed up: {', '.join(changed)}")
    if DATABASES.get(manifest.store) not in manifest.files:
        raise BackupError(f"{folder}: no whole backup: it holds no database")
    return manifest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
