"""What is heard before anything else, whatever the speech act: danger, and what nobody helps with; see `alarms.yml`."""

from functools import cache
from pathlib import Path

import yaml

from bot.answers.replies import Reply
from bot.answers.sayings import Sayings
from bot.answers.understanding import Heard


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
    return _sayings()[kind].stand_in(text)


@cache
def _sayings() -> dict[str, Sayings]:
    told: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("alarms.yml").read_text(encoding="utf-8"))
    kinds = [kind for kind in told if not kind.endswith(("_marked", "_not"))]
    return {kind: Sayings(told[kind], told.get(f"{kind}_marked", ()), told.get(f"{kind}_not", ())) for kind in kinds}
