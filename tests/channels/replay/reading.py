"""Reads what arrived at a chat app: finds facts in the words and on the buttons, knowing nothing of our messages."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.channels.replay.learning import SCREEN, Fact

_LISTS = {
    kind: re.compile(re.escape(told).replace(re.escape("{count}"), r"(\d+)")) for kind, told in SCREEN["lists"].items()
}
_NUMBER = re.compile(rf"\d[\d.,]* ?(?:{'|'.join(SCREEN['units'])})\b")
_MARK = re.compile(r" \[\d+\]")
_NUMBERED = re.compile(r"(\d+)\. (.+)")


@dataclass(frozen=True)
class Arrived:
    """What one turn brought to the phone: texts in order, and the answers that can be tapped or typed as a number."""

    texts: Sequence[str]
    labels: Sequence[str] = ()

    @property
    def words(self) -> str:
        """Everything that can be read, labels too."""
        return "\n".join([*self.texts, *self.labels])


@dataclass
class Papers:
    """One list of papers on the screen: what stands in it, and how many it says there are."""

    lines: list[str] = field(default_factory=list)
    count: int = 0


def missing(facts: Iterable[Fact], arrived: Arrived) -> list[Fact]:
    """Return the facts that cannot be read on the phone, each in its place: a paper in its list, an offer as one."""
    everywhere, lists = plain(arrived.words), papers(arrived)
    offers = {plain(label) for label in arrived.labels}

    def stands(fact: Fact) -> bool:
        told = plain(fact.text)
        if fact.kind == "offer":
            return told in offers
        if fact.kind in lists:
            return told in plain("\n".join(lists[fact.kind].lines))
        return told in everywhere

    return [fact for fact in facts if not stands(fact)]


def surplus(facts: Sequence[Fact], known: str, arrived: Arrived) -> list[Fact]:
    """Return what the phone says that the reply does not: answers, a number of papers, amounts and times.

    `known`: all words of the reply.
    """
    offers = {plain(fact.text) for fact in facts if fact.kind == "offer"}
    more = [Fact("offer", label) for label in arrived.labels if plain(label) not in offers]
    for kind, listed in papers(arrived).items():
        wanted = sum(fact.kind == kind for fact in facts)
        more += [Fact(kind, f"{listed.count} / {wanted}")] if listed.count != wanted else []
    return more + [Fact("number", told) for told in sorted(numbers("\n".join(arrived.texts)) - numbers(known))]


def papers(arrived: Arrived) -> dict[str, Papers]:
    """Return the lists of papers by kind, all of them, empty ones too."""
    found = {kind: Papers() for kind in _LISTS}
    current: Papers | None = None
    for line in (line for text in arrived.texts for line in text.splitlines()):
        heading = next(((kind, met) for kind, told in _LISTS.items() if (met := told.fullmatch(line.strip()))), None)
        if heading:
            current = found[heading[0]]
            current.count += int(heading[1][1])
        elif line.startswith(tuple(SCREEN["lists_end"])):
            current = None
        elif current:
            current.lines.append(line)
    return found


def numbers(text: str) -> set[str]:
    """Return amounts of money and lengths of time with their units."""
    return set(_NUMBER.findall(plain(text)))


def numbered(text: str) -> list[str]:
    """Return the answers told at the end of a text as "1. ...", "2. ...", in order; none where it ends otherwise."""
    answers, expected = list[str](), 0
    for line in reversed([line for line in text.splitlines() if line.strip()]):
        found = _NUMBERED.fullmatch(line.strip())
        if not found or expected not in (0, int(found[1])):
            return []
        answers.insert(0, found[2])
        expected = int(found[1]) - 1
        if expected == 0:
            return answers
    return []


def plain(text: str) -> str:
    """Return the words alone: without marks of sources, bullets, quotation marks and line ends."""
    text = _MARK.sub("", unicodedata.normalize("NFC", text))
    return " ".join(re.sub(r"[“”\"•]", " ", text).split())
