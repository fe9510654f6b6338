"""Asking for the papers of a case: by facts over the checklist API, or in words over the chat API."""

import httpx

from bot.answers.chat import ChatReply
from eval.checklists.asked import Case
from eval.checklists.given import Given, ListReply, by_facts, in_words
from eval.conversation import Conversation
from eval.server import Response, send


def asked(client: httpx.Client, case: Case) -> Given:
    """Ask for one case. `client`: of the server, for the checklist API; a conversation has a client of its own."""
    if case.facts is not None:
        return _with_facts(client, case.procedure, case.facts)
    with Conversation(str(client.base_url)) as conversation:
        return _told(conversation, case.say or "", case.tells)


def _with_facts(client: httpx.Client, procedure: str, facts: dict[str, str]) -> Given:
    path = f"/api/v1/procedures/{procedure}/checklist"
    response = send(client, ListReply, "POST", path, json={"facts": facts})
    if response.body is None:
        return Given(response.milliseconds, error=response.error)
    return by_facts(response.body, response.milliseconds)


def _told(conversation: Conversation, opening: str, tells: dict[str, str]) -> Given:
    """Open the conversation and answer each question once, as long as the case has an answer."""
    found, untold = _read(conversation.says(opening)), dict(tells)
    while answer := untold.pop(found.asks or "", None):
        found = _read(conversation.says(answer))
    return found


def _read(response: Response[ChatReply]) -> Given:
    if response.body is None:
        return Given(response.milliseconds, error=response.error)
    return in_words(response.body, response.milliseconds)
