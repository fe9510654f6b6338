"""What a citizen learns from a reply of the chat API, as facts that can be compared between channels."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from tests.bot.talking import Reply

Message = dict[str, Any]
_PARAGRAPH = re.compile(r"\n\s*\n")
_ASPECTS = {"fee": "fee", "time": "time", "where": "office"}
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SCREEN: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("screen.yml").read_text(encoding="utf-8"))
"""Words that stand around facts on a chat app's screen."""

HANDED: dict[str, str] = SCREEN["handed"]


@dataclass(frozen=True, order=True)
class Fact:
    """One thing to know. `kind`: decision, procedure, words, question, offer, needed, ...; `text`: as it is told."""

    kind: str
    text: str


def learned(reply: Reply) -> list[Fact]:
    """Return the facts of a reply in the order in which they are told."""
    return [fact for message in reply["messages"] for fact in _OF[message["type"]](message) if fact.text.strip()]


def decided(reply: Reply) -> list[Fact]:
    """Return what stands beside the messages: clients of the API read it, citizens have it in words."""
    told = [Fact("decision", reply["decision"])]
    return told + [Fact("decision", code) for code in [*reply["procedures"], *reply["suggestions"]]]


def _paragraphs(kind: str, text: str) -> Iterator[Fact]:
    yield from (Fact(kind, part) for part in _PARAGRAPH.split(text))


def _lines(kind: str, lines: list[Message]) -> Iterator[Fact]:
    for line in lines:
        yield Fact(kind, line["label"])
        yield Fact(kind, line["text"])
        yield Fact("source", line["source"]["title"])


def _text(message: Message) -> Iterator[Fact]:
    yield from _paragraphs("words", message["text"])
    yield from _lines("words", message["lines"])


def _choices(message: Message) -> Iterator[Fact]:
    yield from _paragraphs("question", message["text"])
    for choice in message["choices"]:
        yield Fact("offer", choice["label"])
        yield Fact("words", choice["hint"])


def _procedure(message: Message) -> Iterator[Fact]:
    yield from (Fact("procedure", message[name]) for name in ("name", "official_name", "procedure_code"))
    yield Fact("words", message["notice"])
    for section in message["sections"]:
        yield Fact("detail", section["title"])
        yield from _lines(_ASPECTS.get(section["aspect"], "detail"), section["lines"])


def _checklist(message: Message) -> Iterator[Fact]:
    yield Fact("procedure", message["name"])
    yield Fact("words", message["title"])
    yield from (Fact("answer", fact["answer"]) for fact in message["facts"])
    for kind in ("needed", "undecided", "not_needed"):
        for paper in message[kind]:
            yield Fact(_list(message, kind), paper["name"])
            yield from (Fact("detail", told) for told in [paper["why"], *_how(paper, kind)])
            yield Fact("source", paper["source"]["title"])
    yield from _lines("detail", message["notes"])


def _list(message: Message, kind: str) -> str:
    """Return the list that a paper stands in; the lines of a record without a guide are one list."""
    return "official" if message["official"] and kind != "not_needed" else kind


def _how(paper: Message, kind: str) -> list[str]:
    """Return how a paper is handed in: how many, right after its name, the form, what may stand for it, the grounds."""
    if kind == "not_needed":
        return []
    laws = [law["number"] for law in paper["legal_bases"]]
    return [_handed(paper), paper["form"] or "", *paper["replaced_by"], *paper["check"], *laws]


def _handed(paper: Message) -> str:
    """Return the paper's name with what is done with it and how many, "" where the record leaves a number open."""
    if None in (paper["originals"], paper["copies"]):
        return ""
    told = [HANDED[name].format(count=paper[name]) for name in ("originals", "copies") if paper[name]]
    return (
        HANDED["line"].format(name=paper["name"], action=HANDED[paper["action"]], count=", ".join(told)) if told else ""
    )


def _dossier(message: Message) -> Iterator[Fact]:
    for name in ("dossier_code", "status_text", "procedure_name", "meaning", "what_to_do", "timing", "by_when"):
        yield Fact("dossier", message[name])
    for name in ("received_at", "due_at", "finished_at"):
        yield Fact("dossier", _day(message[name]))
    yield from (Fact("dossier", asked["text"]) for asked in message["supplements"])
    yield from (Fact("dossier", result["name"]) for result in message["results"])


def _day(moment: str | None) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(_VIETNAM):%d/%m/%Y}" if moment else ""


def _office(message: Message) -> Iterator[Fact]:
    yield Fact("office", message["name"])
    yield from (Fact("office", name) for name in message["former_names"])
    yield from (Fact("office", message[name]["text"]) for name in ("address", "hours", "phone"))
    yield from _paragraphs("office", message["note"])


def _handoff(message: Message) -> Iterator[Fact]:
    yield from _paragraphs("person", message["text"])
    yield from _paragraphs("person", message["summary"])
    yield from _lines("person", message["contacts"])


_OF: dict[str, Callable[[Message], Iterator[Fact]]] = {
    "text": _text,
    "choices": _choices,
    "procedure": _procedure,
    "checklist": _checklist,
    "dossier": _dossier,
    "office": _office,
    "handoff": _handoff,
}
