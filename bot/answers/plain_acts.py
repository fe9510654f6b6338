"""What very short messages mean by their words alone, from `plain_acts.yml`: no classifier is asked."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.answers.sayings import Sayings
from knowledge.vietnamese.aspects import asked
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold, syllables

_ORDINALS = {"dau": 1, "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4}
_OPENED = 2
"""Syllables that may stand before what a message opens with: "rồi", "à mà"."""
_NOT_THAT = (("chu", "khong", "phai"), ("cho", "khong", "phai"))
_ASKING_ENDS = frozenset({"khong", "chua", "ha", "sao", "gi", "dau", "nao", "may", "bao"})
_MARKS = ",.;:!?"
_POINTING = frozenset({"cai", "so", "thu", "viec", "chon", "lay"})


@cache
def _words() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("plain_acts.yml").read_text(encoding="utf-8"))
    return told


@cache
def _acts() -> dict[tuple[str, ...], str]:
    return {key(phrase): act for act, phrases in _words()["acts"].items() for phrase in phrases}


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(key(_words()[name]))


@cache
def _openings() -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(map(key, _words()["opening"]), key=len, reverse=True))


@cache
def _correcting() -> tuple[tuple[str, ...], ...]:
    return tuple(map(key, _words()["correcting"]))


@cache
def _none() -> tuple[tuple[str, ...], ...]:
    return tuple(map(key, _words()["none_of"]))


@cache
def _returning() -> tuple[tuple[str, ...], ...]:
    return tuple(map(key, _words()["returning"]))


@cache
def _recalling() -> tuple[tuple[str, ...], ...]:
    return tuple(map(key, _words()["recalling"]))


@cache
def _of_two() -> tuple[Sayings, ...]:
    words = _words()
    return tuple(Sayings(words[name], words[f"{name}_marked"]) for name in ("first_of_two", "second_of_two"))


def key(text: str) -> tuple[str, ...]:
    """Return the folded syllables of `text` in standard spelling."""
    return tuple(syllables(standardise(text)))


def speech_act(text: str, sealed: bool = False) -> str:
    """Return the speech act of a whole short message, "ask" where none is known."""
    return "look_up_dossier" if sealed else _acts().get(key(text), "ask")


def stops(text: str) -> bool:
    """Whether a message that sounds like a stop is nothing but one."""
    return bool(key(text)) and set(key(text)) <= _set("stopping")


def none_of(text: str) -> bool:
    """Whether the message says that none of what was offered is meant: "không phải mấy cái này", "cái khác"."""
    words = key(text)
    return any(words[: len(phrase)] == phrase and set(words[len(phrase) :]) <= _set("closing") for phrase in _none())


def resumes(text: str) -> bool:
    """Whether the message asks to go on with what is open."""
    return speech_act(text) == "resume"


def asks(text: str) -> bool:
    """Whether the message asks or wishes something."""
    return "?" in text or bool(asked(text).aspects) or bool(set(key(text)) & _set("asking"))


def tells(text: str) -> bool:
    """Whether the message tells something: it asks for no aspect and does not end like a question."""
    return "?" not in text and not asked(text).aspects and not _ASKING_ENDS & set(bare(text)[-1:])


def corrects(text: str) -> bool:
    """Whether the message opens by taking back what was said: "à lộn, nộp ở quầy"."""
    words = key(text)
    return any(words[: len(opening)] == opening for opening in _correcting())


def restated(text: str) -> str:
    """Return what a correction says now: "à lộn, tui nói khai tử chứ không phải khai sinh" -> "tui nói khai tử"."""
    words = standardise(text).split()
    folded = [fold(word).strip(_MARKS) for word in words]
    start = max((len(one) for one in _correcting() if tuple(folded[: len(one)]) == one), default=0)
    for place in range(start + 1, len(words)):
        if tuple(folded[place : place + 3]) in _NOT_THAT:
            return " ".join(words[start:place]).lstrip(_MARKS + " ")
    return " ".join(words[start:]).lstrip(_MARKS + " ") or text


def returns(text: str) -> bool:
    """Whether the message opens by going back to something earlier: "ok, quay lại cái khai sinh hồi nãy"."""
    words = key(text)
    opened = (words[start:] for start in range(_OPENED + 1))
    return any(rest[: len(phrase)] == phrase for rest in opened for phrase in _returning())


def recalls(text: str) -> bool:
    """Whether the message points to something said before: "vụ sang tên hồi nãy thuế bao nhiêu"."""
    said = f" {' '.join(key(text))} "
    return any(f" {' '.join(phrase)} " in said for phrase in _recalling())


def of_two(text: str) -> int | None:
    """Return which of two the message points to, from 0: "cái đầu mấy ngày", "còn việc thứ hai thì sao"."""
    pointed = [place for place, sayings in enumerate(_of_two()) if sayings.stand_in(text)]
    return pointed[0] if len(pointed) == 1 else None


def bare(text: str) -> list[str]:
    """Return the syllables of an answer without what opens and closes it: "à lộn, nộp ở quầy thôi em"."""
    words = list(key(text))
    for opening in _openings():
        if len(words) > len(opening) and tuple(words[: len(opening)]) == opening:
            words = words[len(opening) :]
            break
    while len(words) > 1 and words[-1] in _set("closing"):
        words.pop()
    return words


def picked(text: str, count: int) -> int | None:
    """Return which of `count` offered choices is named by number, from 0: "2", "cái thứ hai", "cái đầu"."""
    words = [word for word in key(text) if word not in _POINTING]
    if len(words) != 1:
        return None
    number = int(words[0]) if words[0].isdigit() else _ORDINALS.get(words[0], 0)
    return number - 1 if 1 <= number <= count else None
