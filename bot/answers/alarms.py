"""What is heard before anything else, whatever the speech act: danger, and what nobody helps with; see `alarms.yml`."""

import re
from functools import cache
from pathlib import Path

import yaml

from bot.answers.replies import Reply
from bot.answers.understanding import Heard
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold

_GAP = r"(?: \S+){0,4}? "
_APART = re.compile(r" \.\. ")


def warn(reply: Reply, heard: Heard) -> bool:
    """Say what nobody helps with, unless it is complained of, and whom to call; return whether somebody is in danger."""
    if heard.speech_act != "complain" and unlawful(heard.text):
        reply.text("unlawful")
    sentences = danger(heard.text)
    for key in sentences:
        reply.text(key)
    return bool(sentences)


def danger(text: str) -> list[str]:
    """Return the keys of the sentences for who is in danger, for a child too; none where nothing tells of it."""
    if _stands("danger_english", text):
        return ["distress_danger_english"]
    if not _stands("danger", text):
        return []
    return ["distress_danger", *(["distress_child"] if _stands("child", text) else [])]


def unlawful(text: str) -> bool:
    """Whether `text` speaks of forging, lying to an office, bribes, or buying what is not for sale."""
    return _stands("unlawful", text)


def _stands(kind: str, text: str) -> bool:
    # Whether diacritics were typed is asked before everyday forms ("k", "hong") are written out with them.
    folded = fold(text) == text.lower()
    said = f" {fold(standardise(text)) if folded else standardise(text)} "
    if f"{kind}_not" in _told():
        said = _pattern(f"{kind}_not", folded).sub(" ", said)
    return bool(_pattern(kind, folded).search(said))


@cache
def _told() -> dict[str, list[str]]:
    told: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("alarms.yml").read_text(encoding="utf-8"))
    return told


@cache
def _pattern(kind: str, folded: bool) -> re.Pattern[str]:
    told = [*_told()[kind], *([] if folded else _told().get(f"{kind}_marked", []))]
    sayings = (_GAP.join(_words(part, folded) for part in _APART.split(saying)) for saying in told)
    return re.compile(" (?:" + "|".join(sayings) + ") ")


def _words(saying: str, folded: bool) -> str:
    said = standardise(saying)
    return re.escape(fold(said) if folded else said)
