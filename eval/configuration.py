"""What is told beside every result: the version, and the settings that change answers."""

import tomllib
from functools import cache
from typing import Any

from knowledge.settings import ROOT, settings

ANSWERING = ("embedding_model", "province", "local_file", "officer_hours", "max_message_chars", "rasa_timeout", "today")
"""Settings that can change what is answered; all others change where, how fast or how often."""


def answering_settings() -> dict[str, Any]:
    """Return the value of each setting that changes answers, as this process has it."""
    present = settings()
    return {name: getattr(present, name) for name in ANSWERING}


@cache
def version() -> str:
    """Return the application's version, as `pyproject.toml` names it."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])
