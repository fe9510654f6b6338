"""A Rasa server of our own for one measurement: the present model, its HTTP API on a free port of this machine.

The application runs Rasa without that API (channels/rasa_process.py), for it lets anybody on the machine change
the model, so that a running application cannot be asked.
"""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from bot.training import PYTHON
from eval.acts.errors import NoRasaError
from knowledge.settings import ROOT

_PATIENCE = 400.0
"""Seconds until Rasa has to be ready; some ten on an idle machine."""
_QUIET = {
    "LOG_LEVEL": "WARNING",
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


@contextmanager
def serving(model: Path, python: Path = PYTHON) -> Iterator[str]:
    """Serve `model`; yield the URL. Raises `NoRasaError` where there is no model or Rasa does not start."""
    if not model.exists():
        raise NoRasaError(f"{model.name}: the dialogue model is not trained yet: run `make build`")
    port = _free_port()
    arguments = ["run", "--enable-api", "--model", str(model), "--port", str(port), "--interface", "127.0.0.1"]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [str(python), "-m", "bot.nlu.rasa_cli", *arguments],
            cwd=ROOT, env=os.environ | _QUIET, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
        url = f"http://127.0.0.1:{port}"
        try:
            if not _ready(url, process):
                log.seek(0)
                raise NoRasaError(f"Rasa did not start: {log.read().decode(errors='replace')[-1000:]}")
            yield url
        finally:
            _stop(process)


def _ready(url: str, process: subprocess.Popen[bytes]) -> bool:
    limit = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < limit:
        with suppress(httpx.HTTPError):
            if httpx.get(f"{url}/status", timeout=2).is_success:
                return True
        time.sleep(0.3)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
