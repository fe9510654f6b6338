"""What all tests share: real releases, real servers with a real Rasa model, a real browser.

Everything is made once under `var/test` and kept by its inputs' hash, so that a second run is quick.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright

from bot.training import PYTHON, model, train
from knowledge.settings import ROOT, Settings
from retriever import release
from retriever.build import build
from retriever.engine import Retriever
from tests.catalogue import IMPORTED, TEST_VAR, need

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
CHROMIUM_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_PATIENCE = 400
_UNHINDERED = (
    "MOTCUA_ADDRESS_TURNS_PER_MINUTE",
    "MOTCUA_ADDRESS_REQUESTS_PER_MINUTE",
    "MOTCUA_LOOK_UPS_PER_HOUR",
    "MOTCUA_ADDRESS_LOOK_UPS_PER_HOUR",
    "MOTCUA_GUESSES_PER_HOUR",
    "MOTCUA_GUESSES_PER_DAY",
)
"""Settings of how much one address may do, and how many wrong proofs are allowed: all tests share one server and one address."""


_FACES = ("tests/channels/kiosk", "tests/channels/web", "tests/eval/console")
_PROVED = ("tests/eval/learning/test_process.py", "tests/eval/learning/test_lessons.py")
_PROVED += (
    "tests/channels/delivery/test_killed.py",
    "tests/channels/test_replicas.py",
    "tests/channels/web/test_states.py",
)
"""What takes long, and what a proof of `make prove` shows in large besides."""
_PARTS = ("faces", "full", "guides", "rest")
"""Parts of the tests, each a process of its own: what people see; what belongs to `make prove`; on the guides alone; others."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make test` run three processes side by side."""
    parser.addoption("--part", choices=_PARTS, help="only the tests of one part")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the other parts, where one is asked for."""
    part = config.getoption("--part")
    if part is None:
        return
    kept = [item for item in items if _part(item) == part]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _part(item: pytest.Item) -> str:
    needed = getattr(item, "fixturenames", ())
    if "full_settings" in needed or item.nodeid.startswith(_PROVED):
        return "full"
    if item.nodeid.startswith(_FACES):
        return "faces"
    return "guides" if "guides_settings" in needed else "rest"


@pytest.fixture(scope="session")
def guides_settings() -> Settings:
    """Settings of a fresh clone: no national catalogue, the guides alone; its release is built."""
    made = Settings(var=TEST_VAR / "guides")
    with _alone(made):
        build(made)
    return made


@pytest.fixture(scope="session")
def full_settings() -> Settings:
    """Settings with the whole national catalogue; its release is built."""
    need(IMPORTED)
    made = Settings(var=TEST_VAR / "full")
    build(made)
    return made


@pytest.fixture(scope="session")
def retriever(guides_settings: Settings) -> Retriever:
    """A small real retriever, built on the guides alone."""
    return release.load(release.current(guides_settings.releases))


@pytest.fixture(scope="session")
def full_retriever(full_settings: Settings) -> Retriever:
    """The real retriever over the whole catalogue."""
    return release.load(release.current(full_settings.releases))


@dataclass
class Server:
    """A running application as `make run` starts it. `rasa_port` and `var` let a test reach behind it."""

    url: str
    process: subprocess.Popen[bytes]
    var: Path
    rasa_port: int
    internal_port: int


@pytest.fixture(scope="session")
def guides_server(guides_settings: Settings) -> Iterator[Server]:
    """The whole application on the guides alone, Rasa ready."""
    yield from running(guides_settings)


@pytest.fixture(scope="session")
def full_server(full_settings: Settings) -> Iterator[Server]:
    """The whole application on the whole catalogue, Rasa ready."""
    yield from running(full_settings)


@pytest.fixture(scope="session")
def widget_portal() -> int:
    """The port of the page that may embed the widget."""
    return free_port()


@pytest.fixture(scope="session")
def staffed_server(
    guides_settings: Settings, tmp_path_factory: pytest.TempPathFactory, widget_portal: int
) -> Iterator[Server]:
    """The whole application on the guides alone, with officers round the clock, and a page that embeds the widget."""
    var = tmp_path_factory.mktemp("staffed")
    for folder in ("releases", "rasa"):
        (var / folder).mkdir()
    _train(guides_settings)
    (var / "rasa" / model(guides_settings).name).symlink_to(model(guides_settings))
    current = release.current(guides_settings.releases)
    (var / "releases" / current.name).symlink_to(current)
    (var / "releases" / "current").write_text(current.name)
    origins = f"http://127.0.0.1:{widget_portal}"
    yield from running(Settings(var=var), MOTCUA_OFFICER_HOURS="Mon-Sun 00:00-24:00", MOTCUA_WIDGET_ORIGINS=origins)


@pytest.fixture
def live_url(guides_server: Server) -> str:
    """Address of the application on the guides alone."""
    return guides_server.url


@pytest.fixture
def full_url(full_server: Server) -> str:
    """Address of the application on the whole catalogue."""
    return full_server.url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Real Chromium. A whole session's would stand in the way of other suites in the same process."""
    if CHROMIUM is None:
        pytest.fail("Chromium is missing: apt-get install chromium") if os.environ.get("CI") else pytest.skip(
            "Chromium is not installed"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def running(settings: Settings, **environment: str) -> Iterator[Server]:
    """Start `python -m channels serve` on free ports with a fresh database, wait for Rasa, stop it at the end."""
    if not PYTHON.exists():
        pytest.fail("Rasa's environment is missing: run `make test`")
    _train(settings)
    shutil.rmtree(settings.var / "run", ignore_errors=True)
    (settings.var / "run").mkdir()
    ports = [free_port() for _ in range(3)]
    names = ("MOTCUA_PORT", "MOTCUA_INTERNAL_PORT", "MOTCUA_RASA_PORT")
    told = {
        "MOTCUA_VAR": str(settings.var),
        "MOTCUA_DATABASE_URL": f"sqlite:///{settings.var / 'run' / 'motcua.sqlite'}",
        "MOTCUA_TURNS_PER_MINUTE": "100000",
        **dict.fromkeys(_UNHINDERED, "100000"),
        **dict(zip(names, map(str, ports), strict=True)),
        **environment,
    }
    command = [sys.executable, "-m", "channels", "serve"]
    with (settings.var / "run" / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | told, stdout=log, stderr=log)
    server = Server(f"http://127.0.0.1:{ports[0]}", process, settings.var, ports[2], ports[1])
    try:
        _await_rasa(server)
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _train(settings: Settings) -> None:
    """Train the dialogue model where no other of the tests' folders holds it."""
    with _alone(Settings(var=TEST_VAR)):
        _trained_before(settings)
        train(settings)


def _alone(settings: Settings) -> FileLock:
    """Return what keeps other processes of the tests from making the same."""
    settings.var.mkdir(parents=True, exist_ok=True)
    return FileLock(settings.var / "making.lock")


def _trained_before(settings: Settings) -> None:
    """Take over the dialogue model that another of the tests' folders holds: it does not depend on the knowledge."""
    wanted = model(settings)
    known = next(TEST_VAR.glob(f"*/rasa/{wanted.name}"), None)
    if known and not wanted.exists():
        wanted.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(known, wanted.with_suffix(".copying"))
        wanted.with_suffix(".copying").rename(wanted)


def _await_rasa(server: Server) -> None:
    limit = time.monotonic() + _PATIENCE
    while time.monotonic() < limit:
        if server.process.poll() is not None:
            break
        with suppress(httpx.HTTPError):
            if httpx.get(f"{server.url}/readyz", timeout=2).json()["rasa"]:
                return
        time.sleep(0.3)
    log = (server.var / "run" / "serve.log").read_text(errors="replace")
    raise AssertionError(f"the server did not become ready:\n{log[-3000:]}")
