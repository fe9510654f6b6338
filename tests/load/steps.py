"""Processor time of a turn by step: real services in this process, every step's thread measured, Rasa left out.

Rasa's share, HTTP and the loop are what remains of the processor time that the running processes use for a turn.
"""

import asyncio
import functools
import logging
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.answers.assistant import Assistant
from bot.conversations.hand_overs import HandOvers
from bot.conversations.store import Conversations
from channels.gateway import Gateway
from channels.rasa_client import RasaClient
from channels.services import put_together
from channels.switches import Switches
from channels.turns import Turn
from knowledge.dossiers.sealing import Seal
from knowledge.settings import Settings
from retriever.engine import Retriever

STEPS: dict[str, tuple[type, str]] = {
    "switches": (Switches, "off"),
    "open the conversation": (Conversations, "open"),
    "seal": (Seal, "seal"),
    "store the turn": (Conversations, "begin"),
    "read the turn": (Conversations, "taking"),
    "find procedures": (Retriever, "search"),
    "compose the reply": (Assistant, "respond"),
    "store state and reply": (Conversations, "composed"),
    "hand-over state": (HandOvers, "state"),
    "close the turn": (Conversations, "finish"),
}
"""What is measured, in the order of a turn. Finding procedures is a part of composing, and is told apart from it."""
_PART, _WHOLE = "find procedures", "compose the reply"


def milliseconds_by_step(settings: Settings, messages: list[str], warm: int = 20) -> dict[str, float]:
    """Take a turn for each message; return the mean processor milliseconds of each step, and of all together."""
    spent: Counter[str] = Counter()
    logging.getLogger("channels.gateway").setLevel(logging.ERROR)
    originals = {(kind, method): getattr(kind, method) for kind, method in STEPS.values()}
    for step, (kind, method) in STEPS.items():
        setattr(kind, method, _measured(step, originals[kind, method], spent))
    try:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'motcua.sqlite'}"
            told = {"database_url": url, "rasa_port": 9, "rasa_timeout": 1.0, "turns_per_minute": 10**6}
            gateway = put_together(settings.model_copy(update=told)).gateway
            asyncio.run(_talk(gateway, messages[:warm]))
            spent.clear()
            before = time.process_time()
            asyncio.run(_talk(_anew(gateway), messages[warm:]))
            spent["all but Rasa and HTTP"] = time.process_time() - before
    finally:
        for (kind, method), original in originals.items():
            setattr(kind, method, original)
    spent[_WHOLE] -= spent[_PART]
    turns = len(messages) - warm
    return {step: round(1000 * spent[step] / turns, 3) for step in (*STEPS, "all but Rasa and HTTP")}


def _measured(step: str, method: Callable[..., Any], spent: "Counter[str]") -> Callable[..., Any]:
    @functools.wraps(method)
    def measured(*arguments: Any, **named: Any) -> Any:
        before = time.thread_time()
        try:
            return method(*arguments, **named)
        finally:
            spent[step] += time.thread_time() - before  # type: ignore[assignment]

    return measured


async def _talk(gateway: Gateway, messages: list[str]) -> None:
    for message in messages:
        await gateway.take(Turn(str(uuid.uuid4()), "api", "an owner's secret", message))


def _anew(gateway: Gateway) -> Gateway:
    """Return the same gateway with a client of Rasa for another loop."""
    rasa = RasaClient("http://127.0.0.1:9", 1.0)
    parts = (gateway.conversations, gateway.hand_overs, gateway.assistant, gateway.seal, rasa, gateway.settings)
    return Gateway(*parts)
