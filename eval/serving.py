"""A whole application of our own for one measurement: the current release and Rasa on free ports of this machine.

It has a database of its own and none of the chat apps, so that nothing of a measurement reaches citizens or figures.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from bot.training import model
from eval.errors import UnreachableServerError
from knowledge.settings import ROOT, Settings
from retriever import release

_PATIENCE = 400.0
"""Seconds until the application has to be ready; some thirty on an idle machine."""
_UNLIMITED = "1000000"
_LIMITS = ("TURNS_PER_MINUTE", "LOOK_UPS_PER_HOUR", "ADDRESS_LOOK_UPS_PER_HOUR", "GUESSES_PER_HOUR", "GUESSES_PER_DAY")
_NOBODY = ("TELEGRAM_TOKEN", "ZALO_APP_ID", "DOSSIER_SOURCES", "REDIS_URL")
"""Settings that name others: the application of a measurement talks to nobody."""


@contextmanager
def application(settings: Settings, python: Path = Path(sys.executable)) -> Iterator[str]:
    """Serve the current release and today's dialogue model of `settings` with `python`; yield the URL.

    Raises `BadReleaseError` where there is no release, or `UnreachableServerError` where there is no dialogue model or
    the application does not start.
    """
    current, dialogue = release.current(settings.releases), model(settings)
    if not dialogue.exists():
        raise UnreachableServerError(f"{dialogue.name}: the dialogue model is not trained yet: run `make build`")
    with tempfile.TemporaryDirectory(prefix="motcua-eval-") as made:
        folder = Path(made)
        _furnish(folder, settings, current, dialogue)
        ports = _free_ports(3)
        log = folder / "serve.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [str(python), "-m", "channels", "serve"],
                cwd=ROOT, env=os.environ | _environment(folder, ports), stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            )  # fmt: skip
        url = f"http://127.0.0.1:{ports[0]}"
        try:
            if not _ready(url, process):
                ended = "did not start" if process.poll() is not None else f"is not ready after {_PATIENCE:.0f} s"
                raise UnreachableServerError(f"the application {ended}: {log.read_text(errors='replace')[-1000:]}")
            yield url
        finally:
            _stop(process)


def _furnish(folder: Path, settings: Settings, current: Path, dialogue: Path) -> None:
    """Link what answers depend on into `folder`; a switch of the release elsewhere does not reach it."""
    for name in ("releases", "rasa"):
        (folder / name).mkdir()
    (folder / "releases" / current.name).symlink_to(current.resolve())
    (folder / "releases" / "current").write_text(current.name + "\n")
    (folder / "rasa" / dialogue.name).symlink_to(dialogue.resolve())
    if (offices := settings.var / "offices").exists():
        (folder / "offices").symlink_to(offices.resolve())


def _environment(folder: Path, ports: list[int]) -> dict[str, str]:
    names = ("PORT", "INTERNAL_PORT", "RASA_PORT")
    told = {
        "VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'motcua.sqlite'}",
        "HOST": "127.0.0.1",
        **dict.fromkeys(_LIMITS, _UNLIMITED),
        **dict.fromkeys(_NOBODY, ""),
        **dict(zip(names, map(str, ports), strict=True)),
    }
    return {f"MOTCUA_{name}": value for name, value in told.items()}


def _ready(url: str, process: subprocess.Popen[bytes]) -> bool:
    limit = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < limit:
        with suppress(httpx.HTTPError, ValueError, LookupError):
            if httpx.get(f"{url}/readyz", timeout=2).json()["rasa"]:
                return True
        time.sleep(0.3)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_ports(count: int) -> list[int]:
    """Return ports that were free a moment ago, all different."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()
