"""Training the dialogue model in Rasa's own environment; kept under its inputs' hash, so guides need no training.

Beside `bot/data` it learns from the questions of `knowledge/phrasings/aspects.yml` that they ask.
"""

import hashlib
import os
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from knowledge.phrasings import loading as phrasings
from knowledge.settings import ROOT, Settings

PYTHON = ROOT / ".venv-rasa/bin/python"
_INPUTS = ("config.yml", "bot/domain", "bot/data", "bot/nlu", "knowledge/vietnamese")
_ASPECTS = phrasings.FOLDER / f"{phrasings.ASPECTS_ASKED}.yml"
_SHORTEST = 4
"""Words from which a question about an aspect is somebody's own; shorter ones may be any act: "ở đâu", "mấy giờ"."""
_EVERY = 3
"""Of these questions every third is learned: all of them take twice as long and are hardly worth more."""
_MARKUP = re.compile(r"[\[\](){}\\]")
"""What Rasa reads as the name of an entity in an example."""
_SUFFIXES = (".yml", ".py", ".txt", ".lock")
_SERVING_ONLY = frozenset({"action_calls.py", "rasa_cli.py", "trackers.py", "turn_header.py", "turn_logging.py"})
"""How a Rasa server runs; the model is the same whatever stands there."""


class TrainingFailedError(Exception):
    """Rasa could not train the dialogue model."""


def fingerprint() -> str:
    """Return the hash of everything that the dialogue model is made from."""
    digest = hashlib.sha256(f"{_SHORTEST} {_EVERY}".encode())
    files = sorted(path for name in _INPUTS for path in _files(ROOT / name) if path.name not in _SERVING_ONLY)
    for path in [*files, _ASPECTS]:
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
    arguments = ["--domain", "bot/domain", "--config", "config.yml"]
    arguments += ["--out", str(path.parent), "--fixed-model-name", f"{fingerprint()}-new"]
    environment = os.environ | _QUIET | {"RASA_CACHE_DIRECTORY": str(path.parent / "cache")}
    with tempfile.TemporaryDirectory() as made_data:
        Path(made_data, "asking.yml").write_text(asking_examples(), encoding="utf-8")
        done = subprocess.run(
            [str(python), "-m", "bot.nlu.rasa_cli", "train", *arguments, "--data", "bot/data", made_data],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    made = path.with_name(f"{fingerprint()}-new.tar.gz")
    if done.returncode or not made.exists():
        raise TrainingFailedError("\n".join((done.stdout + done.stderr).splitlines()[-20:]))
    made.rename(path)
    return path


def asking_examples() -> str:
    """Return, as Rasa's training data, the questions that teach aspects: whoever asks one of these asks.

    Their shorter ones are left out, those with characters that mean something to Rasa, and two of three.
    """
    asking = [item.text for item in phrasings.aspect_questions() if item.aspects and not _MARKUP.search(item.text)]
    own = [*dict.fromkeys(text for text in asking if len(text.split()) >= _SHORTEST)][::_EVERY]
    return 'version: "3.1"\n\nnlu:\n- intent: ask\n  examples: |\n' + "".join(f"    - {text}\n" for text in own)


_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else [file for file in path.rglob("*") if file.suffix in _SUFFIXES]
