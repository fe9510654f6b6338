"""What came back to the last message, as far as promises are about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.answers.chat import ChatReply
from knowledge.vietnamese.folding import fold

HAND_OVER = "hand_over"
_UNSEEN = frozenset(
    {"type", "id", "fact", "tone", "author", "aspect", "kind", "status", "level", "source", "action", "unit", "methods"}
)
"""Fields that hold no words for citizens; where a fact stands (`source`) is told, but not said."""
_REFERENCES = re.compile(r"(_code|_url|_state|^url|^as_of|^receipt)$")


@dataclass(frozen=True)
class Heard:
    """`decisions`: the reply's own, and `hand_over` where it shows or takes a way to a person. `words`: folded.

    `procedures`: what the reply is about; `error`: why there is no reply.
    """

    milliseconds: float
    decisions: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    words: str = ""
    error: str = ""


def heard(reply: ChatReply, milliseconds: float) -> Heard:
    """Read a reply."""
    types = tuple(dict.fromkeys(message.type for message in reply.messages))
    person = reply.handed_over or "handoff" in types
    return Heard(
        milliseconds,
        decisions=(str(reply.decision), *([HAND_OVER] if person else [])),
        procedures=tuple(reply.procedures),
        types=types,
        words=folded(" | ".join(_seen([message.model_dump(mode="json") for message in reply.messages]))),
    )


def folded(text: str) -> str:
    """Return text as words are compared: folded, with single spaces."""
    return " ".join(fold(text).split())


def _seen(told: Any) -> Iterator[str]:
    """Yield every string that a citizen reads."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, list):
        for one in told:
            yield from _seen(one)
    elif isinstance(told, dict):
        for name, one in told.items():
            if name not in _UNSEEN and not _REFERENCES.search(name):
                yield from _seen(one)
