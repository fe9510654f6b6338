"""Conversations that a lawyer can read, in `conversations_*.yml`, against the whole application with a real Rasa model.

A turn says, chooses (by label) or answers questions as they come; what it expects stands beside it. `kind`: what the
conversation tries; each kind has its own file, and those that came earlier stand in the files of their theme.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.guides.loading import load as guides
from tests.bot.talking import Citizen, Reply, of_type, papers, question, words

Conversation = dict[str, Any]
HERE = Path(__file__).parent
CHECKS = {
    "decision", "procedures", "suggestions", "asks", "papers", "not_papers", "complete", "official", "text", "not_text",
    "shows", "not_shows", "offers", "unit_code", "unsure_papers",
}  # fmt: skip
DEEDS = {"say", "choose", "answers"}
KINDS = {
    "happy", "correction", "digression", "cancellation", "disambiguation", "knowledge", "invalid", "negation",
    "repetition", "resume", "papers", "people",
}  # fmt: skip
_LEAST, _LEAST_OF_A_KIND, _LEAST_PROCEDURES = 150, 8, 60


def everything() -> list[Conversation]:
    files = sorted(HERE.glob("conversations_*.yml"))
    return [item for file in files for item in yaml.safe_load(file.read_text(encoding="utf-8"))]


def conversations(release: str) -> list[Conversation]:
    return [item for item in everything() if item.get("release", "guides") == release]


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


def test_there_are_enough_conversations_of_every_kind_each_with_its_own_name() -> None:
    names = [item["id"] for item in everything()]
    kinds = Counter(item["kind"] for item in everything())
    assert len(names) >= _LEAST
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert set(kinds) == KINDS
    assert {kind: count for kind, count in kinds.items() if count < _LEAST_OF_A_KIND} == {}


def test_the_conversations_are_about_many_guided_procedures() -> None:
    told = {code for item in everything() for turn in item["turns"] for code in turn.get("procedures", ())}
    assert len(told & set(guides())) >= _LEAST_PROCEDURES


def test_a_file_named_after_a_kind_holds_that_kind_alone() -> None:
    wrong = [
        f"{path.name}: {item['id']}"
        for path in HERE.glob("conversations_*.yml")
        if (kind := path.stem.removeprefix("conversations_")) in KINDS
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))
        if item["kind"] != kind
    ]
    assert wrong == []


def test_every_turn_does_one_thing_and_every_conversation_expects_something() -> None:
    bad = [
        item["id"]
        for item in everything()
        if any(len(set(turn) & DEEDS) != 1 or set(turn) - DEEDS - CHECKS for turn in item["turns"])
        or not any(set(turn) & CHECKS for turn in item["turns"])
    ]
    assert bad == []


def play(conversation: Conversation, url: str) -> None:
    with Citizen(url) as citizen:
        play_with(conversation, citizen)


def play_with(conversation: Conversation, citizen: Citizen) -> None:
    for number, turn in enumerate(conversation["turns"], start=1):
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
