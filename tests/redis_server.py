"""A real Redis server of our own, from the system's binary, on a free port of the loopback; nothing of it is kept."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import redis

from tests.conftest import free_port

_PATIENCE = 20


@dataclass
class RedisServer:
    """A server that can be stopped and started again, empty, on the same port."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Its address as `MOTCUA_REDIS_URL` wants it."""
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def client(self) -> redis.Redis:
        """A client of its own for looking at what is kept."""
        return redis.Redis.from_url(self.url, decode_responses=True)

    def start(self) -> None:
        """Start it and wait until it answers."""
        told = {"port": self.port, "bind": "127.0.0.1", "save": "", "appendonly": "no", "dir": self.folder}
        parts = [str(part) for name, value in told.items() for part in (f"--{name}", value)]
        self.process = subprocess.Popen([binary(), *parts], stdout=subprocess.DEVNULL)
        limit = time.monotonic() + _PATIENCE
        while time.monotonic() < limit:
            with suppress(redis.ConnectionError):
                self.client.ping()
                return
            time.sleep(0.05)
        raise AssertionError("Redis did not start")

    def stop(self) -> None:
        """Kill it, as a power cut does."""
        assert self.process
        self.process.kill()
        self.process.wait()


def binary() -> str:
    """Return the server's program. Skips the test where there is none; in CI that is a failure."""
    found = shutil.which("redis-server")
    if found is None:
        reason = "Redis is not installed: apt-get install redis-server"
        raise (pytest.fail.Exception if os.environ.get("CI") else pytest.skip.Exception)(reason)
    return found


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """Start a server, stop it at the end."""
    binary()
    with tempfile.TemporaryDirectory(prefix="motcua-redis-") as folder:
        server = RedisServer(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()
