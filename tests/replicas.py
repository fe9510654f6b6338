"""Replicas as an operator runs them: nginx before applications and Rasa servers, on one PostgreSQL and one Redis.

The nginx files are those of `channels/deploy/nginx`; only ports and what TLS needs are replaced, and each answer tells
in `X-Replica` who gave it.
"""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from knowledge.settings import ROOT
from tests.conftest import free_port
from tests.postgres import Postgres
from tests.postgres import server as postgres_server
from tests.redis_server import RedisServer, redis_server

NGINX = ROOT / "channels/deploy/nginx"
_PATIENCE = 1200
"""Seconds; four Python processes that start at once on two busy cores take minutes."""
_MAIN = """
daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 4096; }}
http {{
    access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    include {folder}/upstreams.conf;
    include {folder}/internal.conf;
    server {{ listen 127.0.0.1:{port}; add_header X-Replica $upstream_addr always; include {public}; }}
}}
"""


@dataclass
class Replica:
    """A process that can be killed and started anew on its ports."""

    name: str
    port: int
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Where it answers, past nginx."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, without waiting."""
        with self.log.open("ab") as log:
            told = os.environ | self.environment
            self.process = subprocess.Popen(self.command, cwd=ROOT, env=told, stdout=log, stderr=log)

    def send(self, number: signal.Signals) -> None:
        """Send a signal."""
        assert self.process
        self.process.send_signal(number)

    def kill(self) -> None:
        """Kill it, as a power cut does."""
        self.send(signal.SIGKILL)
        assert self.process
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end, and see to it that it does."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def awaited(self, ready: Callable[[], bool]) -> None:
        """Wait until `ready`, or fail with the end of the log."""
        limit = time.monotonic() + _PATIENCE
        while time.monotonic() < limit and self.process and self.process.poll() is None:
            with suppress(httpx.HTTPError):
                if ready():
                    return
            time.sleep(0.3)
        raise AssertionError(f"{self.name} did not become ready:\n{self.log.read_text(errors='replace')[-3000:]}")


@dataclass
class Cluster:
    """Everything together. `url`: nginx's public address."""

    url: str
    folder: Path
    postgres: Postgres
    database_url: str
    redis: RedisServer
    applications: list[Replica] = field(default_factory=list)
    rasas: list[Replica] = field(default_factory=list)

    def ready(self) -> None:
        """Wait until every application answers and sees Rasa."""
        for rasa in self.rasas:
            rasa.awaited(lambda rasa=rasa: httpx.get(rasa.url, timeout=2).is_success)  # type: ignore[misc]
        for replica in self.applications:
            replica.awaited(lambda url=replica.url: httpx.get(f"{url}/readyz", timeout=2).json()["rasa"])  # type: ignore[misc]


def nginx_binary() -> str:
    """Return nginx's program. Skips the test where there is none; in CI that is a failure."""
    found = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if found is None:
        reason = "nginx is not installed: apt-get install nginx"
        raise (pytest.fail.Exception if os.environ.get("CI") else pytest.skip.Exception)(reason)
    return found


@contextmanager
def cluster(var: Path, folder: Path, applications: int = 2, rasas: int = 2, **settings: str) -> Iterator[Cluster]:
    """Start so many replicas of each kind over the release and the dialogue model in `var`; stop all at the end."""
    nginx_binary()
    with ExitStack() as stack:
        postgres = stack.enter_context(postgres_server())
        redis = stack.enter_context(redis_server())
        ports = [free_port() for _ in range(3 + 2 * applications + rasas)]
        public, rasa_port, actions_port = ports[:3]
        database_url = postgres.upgraded()
        shared = {
            "MOTCUA_VAR": str(var),
            "MOTCUA_DATABASE_URL": database_url,
            "MOTCUA_REDIS_URL": redis.url,
            "MOTCUA_INTERNAL_SECRET": secrets.token_urlsafe(32),
            "MOTCUA_RASA_URL": f"http://127.0.0.1:{rasa_port}",
            "MOTCUA_ACTIONS_URL": f"http://127.0.0.1:{actions_port}/actions",
            "MOTCUA_OFFICER_HOURS": "Mon-Sun 00:00-24:00",
            **settings,
        }
        made = Cluster(f"http://127.0.0.1:{public}", folder, postgres, database_url, redis)
        of_applications, of_rasas = ports[3 : 3 + 2 * applications], ports[3 + 2 * applications :]
        pairs = list(zip(of_applications[::2], of_applications[1::2], strict=True))
        for number, (port, internal) in enumerate(pairs):
            told = shared | {"MOTCUA_PORT": str(port), "MOTCUA_INTERNAL_PORT": str(internal)}
            made.applications.append(_replica(f"application-{number}", ("channels", "serve"), port, told, folder))
        for number, port in enumerate(of_rasas):
            made.rasas.append(
                _replica(f"rasa-{number}", ("channels.rasa",), port, shared | {"MOTCUA_RASA_PORT": str(port)}, folder)
            )
        nginx = _nginx(folder, public, (rasa_port, actions_port), pairs, of_rasas)
        for replica in (*made.rasas, *made.applications, nginx):
            stack.callback(replica.stop)
            replica.start()
        made.ready()
        yield made


def _replica(name: str, module: tuple[str, ...], port: int, environment: dict[str, str], folder: Path) -> Replica:
    return Replica(name, port, [sys.executable, "-m", *module], environment, folder / f"{name}.log")


def _nginx(
    folder: Path, public: int, between: tuple[int, int], applications: list[tuple[int, int]], rasas: list[int]
) -> Replica:
    upstreams = (NGINX / "upstreams.conf").read_text()
    upstreams = with_servers(upstreams, "motcua_applications", [port for port, _ in applications])
    upstreams = with_servers(upstreams, "motcua_actions", [port for _, port in applications])
    (folder / "upstreams.conf").write_text(with_servers(upstreams, "motcua_rasa", rasas))
    internal = (NGINX / "internal.conf").read_text().replace(":8090;", f":{between[0]};")
    (folder / "internal.conf").write_text(internal.replace(":8091;", f":{between[1]};"))
    main = folder / "nginx.conf"
    main.write_text(_MAIN.format(folder=folder, port=public, public=NGINX / "public.conf"))
    return Replica("nginx", public, [nginx_binary(), "-c", str(main)], {}, folder / "nginx.log")


def with_servers(upstreams: str, name: str, ports: list[int]) -> str:
    """Return the file with servers on other ports in one upstream; how each is treated stays."""

    def replaced(block: re.Match[str]) -> str:
        how = re.search(r"server 127\.0\.0\.1:\d+([^;]*);", block[0])
        assert how, f"upstream {name} names no server"
        rest = re.sub(r" *server [^\n]*\n", "", block[0])
        servers = "".join(f"    server 127.0.0.1:{port}{how[1]};\n" for port in ports)
        return rest.replace("{\n", f"{{\n{servers}", 1)

    changed, times = re.subn(rf"upstream {name} {{.*?}}", replaced, upstreams, flags=re.DOTALL)
    assert times == 1
    return changed
