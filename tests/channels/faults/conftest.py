"""A PostgreSQL server that a test can stop and start again, with its data."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.postgres import Postgres, binaries, server


@dataclass
class Restartable:
    """One server, and how it is stopped and started."""

    postgres: Postgres

    def stop(self) -> None:
        """Stop it at once, as a power cut does."""
        self._control("stop", "-m", "immediate")

    def start(self) -> None:
        """Start it again on its data and its socket."""
        told = f"-c listen_addresses= -c unix_socket_directories={self.postgres.socket} -c fsync=off"
        self._control("start", "-o", told, "-l", str(self.postgres.socket / "log-again"))

    def _control(self, *arguments: str) -> None:
        found = binaries()
        assert found
        root = os.geteuid() == 0
        user = {"user": "postgres", "group": "postgres", "extra_groups": ["postgres"]} if root else {}
        command = [found / "pg_ctl", "-D", self.postgres.socket / "data", "-w", *arguments]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(command, check=True, cwd=Path("/"), **user, **quiet)  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def restartable() -> Iterator[Restartable]:
    with server() as running:
        made = Restartable(running)
        yield made
        pid = running.socket / "data" / "postmaster.pid"
        if pid.exists():
            made.stop()
