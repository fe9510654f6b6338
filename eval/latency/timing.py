"""How long one question takes: the whole turn and the search alone over HTTP, or the retriever alone in this process."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import httpx
from pydantic import AliasChoices, BaseModel, Field

from eval.conversation import Conversation
from eval.questions import Row
from eval.server import send

IN_TIME = 1000.0
"""Milliseconds that do not interrupt a train of thought (Nielsen, Usability Engineering, 1993, section 5.5)."""


class Spoken(Row):
    """One line of any file of single questions or messages; only what is said matters."""

    question: str = Field(min_length=1, validation_alias=AliasChoices("question", "text"))
    form: str | None = None


@dataclass(frozen=True)
class Timed:
    """Milliseconds of the slowest step that was wanted, and of each step; `error`: why there is no reply."""

    milliseconds: float
    steps: dict[str, float] = field(default_factory=dict)
    error: str = ""


_FOUND = 5
"""Results asked for, as many as a citizen may see."""


class _Found(BaseModel):
    decision: str


def over_http(url: str, client: httpx.Client, spoken: Spoken) -> Timed:
    """Say it in a conversation of its own, then search for it alone; `client`: of the same server."""
    with Conversation(url) as conversation:
        turn = conversation.says(spoken.question)
    if turn.body is None:
        return Timed(turn.milliseconds, error=turn.error)
    search = send(client, _Found, "GET", "/api/v1/procedures/search", params={"q": spoken.question, "k": _FOUND})
    told = {"turn": turn.milliseconds} | ({"search": search.milliseconds} if search.body else {})
    return Timed(turn.milliseconds, told, search.error)


def in_process(search: Callable[[str], Any], spoken: Spoken) -> Timed:
    """Search without a server around."""
    started = perf_counter()
    search(spoken.question)
    milliseconds = (perf_counter() - started) * 1000
    return Timed(milliseconds, {"retrieval": milliseconds})
