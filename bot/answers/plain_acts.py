"""Speech acts without Rasa: whole short messages from a list, everything else is a question."""

from functools import cache
from pathlib import Path

import yaml

from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import syllables


@cache
def _acts() -> dict[tuple[str, ...], str]:
    told: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("plain_acts.yml").read_text(encoding="utf-8"))
    return {_key(phrase): act for act, phrases in told.items() for phrase in phrases}


def speech_act(text: str, sealed: bool = False) -> str:
    """Return the speech act of `text`, "ask" where none is known."""
    return "look_up_dossier" if sealed else _acts().get(_key(text), "ask")


def _key(text: str) -> tuple[str, ...]:
    return tuple(syllables(standardise(text)))
