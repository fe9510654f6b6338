"""Training the dialogue model in Rasa's own environment; kept under its inputs' hash, so guides need no training."""

import hashlib
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from knowledge.settings import ROOT, Settings

PYTHON = ROOT / ".venv-rasa/bin/python"
_INPUTS = ("config.yml", "bot/domain", "bot/data", "bot/nlu", "knowledge/vietnamese")
_SUFFIXES = (".yml", ".py", ".txt", ".lock")
_SERVING_ONLY = frozenset({"action_calls.py", "rasa_cli.py", "trackers.py", "turn_header.py", "turn_logging.py"})
"""How a Rasa server runs; the model is the same whatever stands there."""


class TrainingFailedError(Exception):
    """Rasa could not train the dialogue model."""


def fingerprint() -> str:
    """Return the hash of everything that the dialogue model is made from."""
    digest = hashlib.sha256()
    files = sorted(path for name in _INPUTS for path in _files(ROOT / name) if path.name not in _SERVING_ONLY)
    for path in files:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def model(settings: Settings) -> Path:
    """Return where the dialogue model of today's inputs lies, trained or not."""
    return settings.var / "rasa" / f"{fingerprint()}.tar.gz"


def train(settings: Settings, say: Callable[[str], None] = lambda _: None, python: Path = PYTHON) -> Path:
    """Train the dialogue model unless it is there already. Raises `TrainingFailedError` with Rasa's own last words."""
    path = model(settings)
    if path.exists():
        return path
    say("training the dialogue model ...")
    path.parent.mkdir(parents=True, exist_ok=True)
    arguments = ["--domain", "bot/domain", "--data", "bot/data", "--config", "config.yml"]
    arguments += ["--out", str(path.parent), "--fixed-model-name", f"{fingerprint()}-new"]
    environment = os.environ | _QUIET | {"RASA_CACHE_DIRECTORY": str(path.parent / "cache")}
    done = subprocess.run(
        [str(python), "-m", "bot.nlu.rasa_cli", "train", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    made = path.with_name(f"{fingerprint()}-new.tar.gz")
    if done.returncode or not made.exists():
        raise TrainingFailedError("\n".join((done.stdout + done.stderr).splitlines()[-20:]))
    made.rename(path)
    return path


_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else [file for file in path.rglob("*") if file.suffix in _SUFFIXES]
