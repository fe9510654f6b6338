"""Conversations that a lawyer can read, in `conversations_*.yml`, against the whole application with a real Rasa model.

A turn says, chooses (by label) or answers questions as they come; what it expects stands beside it.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bot.talking import Citizen, Reply, of_type, papers, question, words

Conversation = dict[str, Any]
HERE = Path(__file__).parent
CHECKS = {
    "decision", "procedures", "suggestions", "asks", "papers", "not_papers", "complete", "official", "text", "not_text",
    "shows", "not_shows", "offers", "unit_code", "unsure_papers",
}  # fmt: skip
DEEDS = {"say", "choose", "answers"}


def conversations(release: str) -> list[Conversation]:
    files = sorted(HERE.glob("conversations_*.yml"))
    told = [item for file in files for item in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return [item for item in told if item.get("release", "guides") == release]


def each(release: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("conversation", conversations(release), ids=lambda item: item["id"])


@each("guides")
def test_the_conversation_goes_as_written(conversation: Conversation, live_url: str) -> None:
    play(conversation, live_url)


@pytest.mark.catalogue
@each("full")
def test_the_conversation_with_the_national_catalogue_goes_as_written(
    conversation: Conversation, full_url: str
) -> None:
    play(conversation, full_url)


def test_there_are_at_least_forty_conversations_each_with_its_own_name() -> None:
    names = [item["id"] for release in ("guides", "full") for item in conversations(release)]
    assert len(names) >= 40
    assert len(set(names)) == len(names)


def play(conversation: Conversation, url: str) -> None:
    with Citizen(url) as citizen:
        for number, turn in enumerate(conversation["turns"], start=1):
            assert set(turn) <= CHECKS | DEEDS
            check(turn, take(turn, citizen), f"{conversation['id']}, turn {number}: {turn}")


def take(turn: dict[str, Any], citizen: Citizen) -> Reply:
    if "say" in turn:
        return citizen.say(turn["say"])
    if "choose" in turn:
        return citizen.choose(turn["choose"])
    reply = citizen.heard[-1]
    while fact := question(reply):
        assert fact in turn["answers"], f"{fact} is asked, which decides nothing here"
        reply = citizen.choose(turn["answers"][fact])
    return reply


def check(turn: dict[str, Any], reply: Reply, where: str) -> None:
    """Compare a reply with everything that the turn expects."""
    said = f"{where}\n{words(reply)}"
    lists = of_type(reply, "checklist")
    assert not reply["limited"], said
    for key in ("decision", "procedures", "suggestions"):
        assert key not in turn or reply[key] == turn[key], f"{key}: {reply[key]}\n{said}"
    assert "asks" not in turn or question(reply) == turn["asks"], f"asks {question(reply)}\n{said}"
    assert "papers" not in turn or papers(reply) == turn["papers"], f"{papers(reply)}\n{said}"
    assert not set(turn.get("not_papers", ())) & set(papers(reply) or ()), said
    unsure = [item["id"] for item in lists[-1]["undecided"]] if lists else None
    assert "unsure_papers" not in turn or unsure == turn["unsure_papers"], f"{unsure}\n{said}"
    for key in ("complete", "official"):
        assert key not in turn or [item[key] for item in lists] == [turn[key]], said
    assert all(text in words(reply) for text in turn.get("text", ())), said
    assert not any(text in words(reply) for text in turn.get("not_text", ())), said
    shown = {message["type"] for message in reply["messages"]}
    assert set(turn.get("shows", ())) <= shown, f"{shown}\n{said}"
    assert not set(turn.get("not_shows", ())) & shown, f"{shown}\n{said}"
    offered = {choice["label"] for message in of_type(reply, "choices") for choice in message["choices"]}
    assert all(any(label in other for other in offered) for label in turn.get("offers", ())), f"{offered}\n{said}"
    offices = [message["unit_code"] for message in of_type(reply, "office")]
    assert "unit_code" not in turn or offices == [turn["unit_code"]], f"{offices}\n{said}"
