"""Copies of the database, consistent while others write: SQLite's backup, PostgreSQL's `pg_dump` and `pg_restore`."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from channels.backup.errors import BackupError
from channels.backup.manifest import Store
from knowledge.database import engine, reading, sessions
from knowledge.database.migrating import MIGRATIONS

_AN_HOUR = 3600


def store_of(url: str) -> Store:
    """Return which of the two kinds of database a URL names."""
    return "sqlite" if make_url(url).get_backend_name() == "sqlite" else "postgresql"


def dump(url: str, target: Path) -> None:
    """Copy the database at `url` into the new file `target`. Raises `BackupError`."""
    if store_of(url) == "sqlite":
        copy_sqlite(_file(url), target)
    else:
        _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(source: Path, url: str) -> None:
    """Put a copy into the empty database at `url`, whole or not at all. Raises `BackupError`."""
    if store_of(url) == "sqlite":
        put = _file(url)
        put.parent.mkdir(parents=True, exist_ok=True)
        unfinished = put.with_name(f"{put.name}.restoring")
        unfinished.unlink(missing_ok=True)
        copy_sqlite(source, unfinished)
        os.link(unfinished, put)  # refuses to take the place of another file, as a rename would not
        unfinished.unlink()
    else:
        _run("pg_restore", url, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(source))


def is_empty(url: str) -> bool:
    """Return whether there is nothing yet where a backup is to be put. Raises `BackupError`, `DatabaseError`."""
    if store_of(url) == "sqlite":
        return not _file(url).exists()
    made = engine(url)
    try:
        return not inspect(made).get_table_names()
    except SQLAlchemyError as error:
        raise BackupError(f"the database does not answer: {type(error).__name__}") from error
    finally:
        made.dispose()


def revision(url: str) -> str:
    """Return the migration that the database is at. Raises `DatabaseError`."""
    made = engine(url)
    try:
        with reading(sessions(made)) as session:
            return str(session.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
    finally:
        made.dispose()


def knows(revision: str) -> bool:
    """Return whether a migration is one of this code's."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return revision in {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy an SQLite file with what its log holds, and look whether the copy is sound. Raises `BackupError`."""
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
            # One file, and one that reading leaves alone: with a log beside it a backup would change by being read.
            new.execute("PRAGMA journal_mode = DELETE")
            (sound,) = new.execute("PRAGMA quick_check").fetchone()
    except sqlite3.Error as error:
        raise BackupError(f"{source}: could not be copied: {error}") from error
    if sound != "ok":
        raise BackupError(f"{source}: the copy is damaged: {sound}")


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


def _run(program: str, url: str, *arguments: str) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, where other users do not see it."""
    parsed = make_url(url)
    told = os.environ | ({"PGPASSWORD": str(parsed.password)} if parsed.password else {})
    plain = URL.create(
        "postgresql", parsed.username, None, parsed.host, parsed.port, parsed.database, parsed.query
    ).render_as_string()
    try:
        done = subprocess.run(
            [program, f"--dbname={plain}", *arguments], env=told, capture_output=True, text=True, timeout=_AN_HOUR
        )
    except FileNotFoundError as error:
        raise BackupError(f"{program} is missing: install postgresql-client") from error
    except subprocess.TimeoutExpired as error:
        raise BackupError(f"{program} did not end within an hour") from error
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}")
