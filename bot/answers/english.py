"""A short answer in English for who asks in English: the procedure's Vietnamese name, fee, time and place.

Which English words mean which procedure stands in `english.yml`; the facts are the same as in every other answer.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.answers.messages import Decision, TextMessage
from bot.answers.replies import Reply
from bot.answers.sections import section
from bot.answers.topics import Library
from bot.answers.wording import say
from bot.conversations.state import Choice, ConversationState

_ASPECTS = ("fee", "time", "where")
_APOSTROPHE = re.compile(r"['’`]")
_WORD = re.compile(r"[a-z]+")
_BETWEEN = re.compile(r"[?;&\n]|\b(?:and|also|plus)\b", re.IGNORECASE)
"""What stands between two things that are asked at once."""
_LEFT_OUT = frozenset(["a", "an", "the", "my", "our", "your", "his", "her", "their", "s"])
_SPELLINGS = {"licence": "license", "licences": "license", "labour": "labor"}
_NO_PLURAL = ("ss", "us", "is")
_MOST = 4
_THINGS = 3


@dataclass(frozen=True)
class _Phrase:
    words: tuple[str, ...]
    length: int
    procedure_code: str


@cache
def _told() -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("english.yml").read_text(encoding="utf-8"))
    return told


@cache
def _phrases() -> tuple[_Phrase, ...]:
    said = ((_words(phrase), item["procedure_code"]) for item in _told() for phrase in item["words"])
    return tuple(_Phrase(words, len(" ".join(words)), code) for words, code in said)


def answer(library: Library, state: ConversationState, reply: Reply, text: str) -> None:
    """Answer in English about each thing that `text` asks, offer what it may mean, or say how to ask."""
    things = [[code for code in codes if code in library.retriever.names] for codes in things_meant(text)]
    sure = list(dict.fromkeys(codes[0] for codes in things if len(codes) == 1))
    for code in sure:
        _tell(library, state, reply, code)
    if sure:
        _offer_papers(state, reply, sure)
    unsure = [codes[:_MOST] for codes in things if len(codes) > 1]
    for codes in unsure:
        choices = [Choice(do="english", procedure_code=code, label=_label(library, code)) for code in codes]
        reply.about(Decision.CLARIFY, *codes).offer(state, say("english_which"), choices)
    if not sure and not unsure:
        reply.text("english")


def one(library: Library, state: ConversationState, reply: Reply, procedure_code: str) -> None:
    """Answer in English about one procedure."""
    _tell(library, state, reply, procedure_code)
    _offer_papers(state, reply, [procedure_code])


def things_meant(text: str) -> list[list[str]]:
    """Return the things that `text` asks for, three at most, each as the codes that it may mean.

    What stands on both sides of "and" is two things, unless one phrase spans it, or one side only says the other
    more loosely.
    """
    whole = _best(text)
    parts = [found for part in _BETWEEN.split(text) if (found := _best(part))]
    if whole and all(whole[0] > length for length, _ in parts):
        return [whole[1]]
    things: list[list[str]] = []
    for _, codes in parts:
        same = next((thing for thing in things if set(thing) & set(codes)), None)
        if same is None:
            things.append(codes)
        else:
            same[:] = [code for code in same if code in codes]
    return things[:_THINGS]


def meant(text: str) -> list[str]:
    """Return the codes of the procedures that the longest English phrase in `text` means."""
    found = _best(text)
    return found[1] if found else []


def _best(text: str) -> tuple[int, list[str]] | None:
    said = _words(text)
    found = [phrase for phrase in _phrases() if _stands(phrase.words, said)]
    best = max((phrase.length for phrase in found), default=0)
    codes = dict.fromkeys(phrase.procedure_code for phrase in found if phrase.length == best)
    return (best, [*codes]) if codes else None


def _stands(phrase: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return any(said[start : start + len(phrase)] == phrase for start in range(len(said) - len(phrase) + 1))


def _words(text: str) -> tuple[str, ...]:
    """Return the words that carry meaning, in one spelling and in the singular."""
    words = _WORD.findall(_APOSTROPHE.sub("", text.lower()))
    return tuple(_singular(_SPELLINGS.get(word, word)) for word in words if word not in _LEFT_OUT)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith(_NO_PLURAL) else word


def _tell(library: Library, state: ConversationState, reply: Reply, code: str) -> None:
    topic = library.topic(code)
    state.talk_about(code)
    reply.about(Decision.ANSWER, code)
    if topic.status != "current":
        warning = say(f"english_{topic.status}", notice=topic.notice)
        reply.add(TextMessage(text=warning, procedure_code=code, tone="warning"))
    lines = [
        line.model_copy(update={"label": say(f"english_{aspect}")})
        for aspect in _ASPECTS
        for line in section(topic, aspect).lines
    ]
    text = say("english_answer", english=_name(code), name=topic.name)
    reply.add(TextMessage(text=text, procedure_code=code, lines=lines))


def _offer_papers(state: ConversationState, reply: Reply, codes: list[str]) -> None:
    alone = len(codes) == 1
    choices = [
        Choice(
            do="checklist",
            procedure_code=code,
            label=say("english_list") if alone else say("english_list_of", english=_name(code)),
        )
        for code in codes
    ]
    reply.offer(state, say("english_next"), choices, codes[0] if alone else None)


def _label(library: Library, code: str) -> str:
    return say("english_label", english=_name(code), name=library.topic(code).name)


def _name(code: str) -> str:
    name: str = next(item["name"] for item in _told() if item["procedure_code"] == code)
    return name
