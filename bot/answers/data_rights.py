"""Rights over one's own data, heard by rule beside the speech act: to erase it, to have a copy, to know who reads it.

Only a button erases, hands over or orders notices: a typed yes is told where the button is, and offered it again.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.answers.plain_acts import key
from bot.answers.replies import Reply
from bot.answers.sayings import Sayings
from bot.answers.understanding import Heard
from bot.answers.wording import say
from bot.conversations.state import Choice, ConversationState
from knowledge.settings import settings

_BUTTON_ALONE = ("erase", "hand_over", "notify")
"""What a choice does that no typed word may do."""
_NEWEST = 2


def listen(state: ConversationState, reply: Reply, heard: Heard) -> bool:
    """Answer a message about one's own data, or a typed yes to what only a button does; return whether it was one."""
    if says_yes(heard.text) and (choices := _awaited(state)):
        reply.offer(state, say("button_alone"), choices)
        return True
    right = named(heard.text)
    if not right:
        return False
    kind, english = right.removesuffix("_english"), "_english" if right.endswith("_english") else ""
    key_of = {"erase": "consent_withdrawn", "copy": "data_copy", "who": "data_kept"}[kind]
    text = say(f"{key_of}{english}", days=settings().retention_days)
    reply.offer(state, text, [Choice(do="erase", label=say(f"erase_now{english}"))])
    return True


def named(text: str) -> str:
    """Return which right `text` claims: erase, copy or who, with "_english" where it is written so; empty for none."""
    return next((kind for kind, sayings in _rights().items() if sayings.stand_in(text)), "")


def says_yes(text: str) -> bool:
    """Whether the whole message is a yes: "ừ", "ừ xóa đi, chắc chắn"."""
    parts = [key(part) for part in text.split(",") if key(part)]
    return bool(parts) and all(part in _yes() for part in parts)


def _awaited(state: ConversationState) -> list[Choice]:
    """Return what was offered last, where only a button does it."""
    newest = [*state.choices.values()][-_NEWEST:]
    return [choice for choice in newest if choice.do in _BUTTON_ALONE] if newest and _is_open(newest) else []


def _is_open(newest: list[Choice]) -> bool:
    """Whether the newest choice belongs to such an offer: to do it, or to leave it."""
    return newest[-1].do in _BUTTON_ALONE or (newest[-1].value == "stay" and newest[0].do in _BUTTON_ALONE)


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("data_rights.yml").read_text(encoding="utf-8"))
    return told


@cache
def _rights() -> dict[str, Sayings]:
    return {kind: Sayings(sayings) for kind, sayings in _told().items() if kind != "agreed"}


@cache
def _yes() -> frozenset[tuple[str, ...]]:
    return frozenset(map(key, _told()["agreed"]))
