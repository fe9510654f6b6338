"""Holding every dialogue of a file with a running assistant, through its public chat API."""

import argparse
from collections.abc import Iterator
from uuid import uuid4

import httpx
from pydantic import BaseModel
from tqdm import tqdm

from bot.answers.messages import Decision
from eval.outcomes import Outcome, Reply, Run
from eval.questions import Dialogue, Turn, read_dialogues
from eval.server import URL, connect, release_name, send

CHANNEL = "web"


class _Said(BaseModel):
    decision: Decision
    procedures: list[str]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this task's options."""
    parser.add_argument("--url", metavar="URL", default=URL, help=f"the server to talk to (default {URL})")


def run(options: argparse.Namespace) -> Run:
    """Hold the dialogues of `options.questions`. Raises `BadQuestionsError` or `UnreachableServerError`."""
    dialogues = read_dialogues(options.questions)
    with connect(options.url) as client:
        release = release_name(client)
    turns = (outcome for dialogue in dialogues for outcome in held(dialogue, options.url))
    count = sum(len(dialogue.turns) for dialogue in dialogues)
    outcomes = tuple(tqdm(turns, total=count, desc="dialogue", unit="turn", disable=None))
    return Run("dialogue", outcomes, release, {"url": options.url, "channel": CHANNEL})


def held(dialogue: Dialogue, url: str) -> Iterator[Outcome]:
    """Yield the outcome of each turn: one conversation, one client with its cookies. A failed turn ends nothing."""
    conversation = str(uuid4())
    with connect(url) as client:
        for number, turn in enumerate(dialogue.turns, start=1):
            yield Outcome(f"{dialogue.id}.{number}", turn, _said(client, conversation, turn), dialogue.id)


def _said(client: httpx.Client, conversation: str, turn: Turn) -> Reply:
    message = {"conversation_id": conversation, "channel": CHANNEL, "text": turn.question}
    response = send(client, _Said, "POST", "/api/v1/chat", json=message)
    if response.body is None:
        return Reply(None, (), (), response.milliseconds, response.error)
    procedures = tuple(response.body.procedures)
    return Reply(response.body.decision, procedures, procedures[:5], response.milliseconds)
