"""A real PostgreSQL server of our own, from the system's binaries: data and socket in a temporary folder."""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from knowledge.database import upgrade

_PATIENCE = 30
_TEMPLATE = "migrated"


def binaries() -> Path | None:
    """Return the folder of `initdb` and `postgres`, newest version first, as Debian and Docker images place them."""
    found = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return max((path.parent for path in found), key=lambda path: int(path.parent.name.split(".")[0]), default=None)


@dataclass
class Postgres:
    """A running server that only this machine's processes reach, through a socket."""

    socket: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)
    migrated: bool = False

    def url(self, name: str) -> str:
        """Return the SQLAlchemy URL of a database."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.socket}"

    def empty(self) -> str:
        """Make a new database without tables and return its URL."""
        return self._create("template1")

    def upgraded(self) -> str:
        """Make a new database with all tables and return its URL: a copy of one that was migrated once."""
        if not self.migrated:
            self._execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_TEMPLATE)))
            upgrade(self.url(_TEMPLATE))
            self.migrated = True
        return self._create(_TEMPLATE)

    def _create(self, template: str) -> str:
        name = f"test_{next(self.numbers)}"
        parts = map(sql.Identifier, (name, template))
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*parts))
        return self.url(name)

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(host=str(self.socket), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def server(*options: str) -> Iterator[Postgres]:
    """Start a server without fsync, stop it at the end. `options`: `postgres -c` settings.

    Skips the test where the binaries are absent; in CI that is a failure.
    """
    found = binaries()
    if found is None:
        reason = "PostgreSQL is not installed: apt-get install postgresql"
        raise (pytest.fail.Exception if os.environ.get("CI") else pytest.skip.Exception)(reason)
    folder = Path(tempfile.mkdtemp(prefix="motcua-postgres-"))
    # PostgreSQL refuses to run as root.
    root = os.geteuid() == 0
    user: dict[str, object] = {"user": "postgres", "group": "postgres", "extra_groups": ["postgres"]} if root else {}
    try:
        if user:
            shutil.chown(folder, "postgres", "postgres")
        yield from _running(found, folder, user, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _running(found: Path, folder: Path, user: dict[str, object], options: tuple[str, ...]) -> Iterator[Postgres]:
    data = folder / "data"
    initdb = [found / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **user)  # type: ignore[call-overload]
    told = ["listen_addresses=", f"unix_socket_directories={folder}", "fsync=off", "full_page_writes=off", *options]
    command = [found / "postgres", "-D", data, *(part for one in told for part in ("-c", one))]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **user)  # type: ignore[call-overload]
    try:
        _await(process, folder)
        yield Postgres(folder)
    finally:
        # At once, for nothing of it is kept; with clients still connected too.
        process.send_signal(signal.SIGQUIT)
        process.wait(_PATIENCE)


def _await(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    limit = time.monotonic() + _PATIENCE
    while time.monotonic() < limit and process.poll() is None:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"PostgreSQL did not start:\n{(folder / 'log').read_text(errors='replace')[-2000:]}")
