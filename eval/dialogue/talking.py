"""Holding a dialogue with a running assistant, through its public chat API."""

from uuid import uuid4

import httpx
from pydantic import BaseModel

from bot.answers.messages import Decision
from eval.outcomes import Reply
from eval.questions import Dialogue, Turn
from eval.server import connect, send

CHANNEL = "web"
_HANDED_OVER = "handoff"


class _Message(BaseModel):
    type: str


class _Said(BaseModel):
    decision: Decision
    procedures: list[str]
    messages: list[_Message] = []


def held(dialogue: Dialogue, url: str) -> tuple[Reply, ...]:
    """Return the reply to each turn: one conversation, one client with its cookies. A failed turn ends nothing."""
    conversation = str(uuid4())
    with connect(url) as client:
        return tuple(_said(client, conversation, turn) for turn in dialogue.turns)


def _said(client: httpx.Client, conversation: str, turn: Turn) -> Reply:
    message = {"conversation_id": conversation, "channel": CHANNEL, "text": turn.question}
    response = send(client, _Said, "POST", "/api/v1/chat", json=message)
    if response.body is None:
        return Reply(None, (), (), response.milliseconds, response.error)
    procedures = tuple(response.body.procedures)
    handed_over = any(shown.type == _HANDED_OVER for shown in response.body.messages)
    return Reply(response.body.decision, procedures, procedures[:5], response.milliseconds, handed_over=handed_over)
