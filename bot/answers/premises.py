"""Premises: what a citizen takes for true and wants confirmed: "nghe nói khỏi cần chứng sinh", "mất 500 ngàn phải hông".

Only what is claimed is heard here, as papers, money, time, place or person; `refuting` holds it against the record.
The words that frame a premise are in `premises.yml`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from bot.answers.said_amounts import Said, amount, duration
from knowledge.vietnamese.aspects import asked
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold

_DECIMAL = re.compile(r"(?<=\d) ([.,]) (?=\d)")
_LETTERS = re.compile(r"[^\W\d_]+")
_STOPS = frozenset(".;!?…")
_PAPER_WORDS = 7
_FRAME = 2
"""Words of a message beside its claim that only frame it: "nghe nói"."""
_BEFORE = 2
"""Words before a length of time that may make it one to keep; so may the one behind it."""
_BACK_HOME = re.compile(r" phai ve (?:do |(?:\S+ ){1,5}moi )")
_PAPER_ENDS = frozenset(
    ["la", "thi", "moi", "nua", "roi", "duoc", "dung", "phai", "ma", "neu", "khi", ",", ";", ".", "cho"]
)
_COSTS = r"(?:(?:phai|mat|dong|ton|het|phi|le|gia|thu|lay|tra|cho|doi|toi|tan|can|thi|la|cung|khoang|chung) )*"


@dataclass(frozen=True)
class Premise:
    """One premise. `claim`: its words, folded; `about`: what is left of them beside the point, to search with.

    `paper`: the words for a paper, which is claimed to be needed or, where `denied`, not to be; `place`: the kind of
    place one is said to have to go to (home, district, offices), `office` its words; `said`: the claim as it was typed;
    `alone`: that the message says nothing else.
    """

    claim: str
    about: str
    money: Said | None = None
    free: bool = False
    time: Said | None = None
    at_once: bool = False
    paper: str = ""
    denied: bool = False
    place: str = ""
    office: str = ""
    who: bool = False
    said: str = ""
    alone: bool = True

    @property
    def has_point(self) -> bool:
        """Whether anything is claimed that a record may decide."""
        told = (self.money, self.free, self.time, self.at_once, self.paper, self.place, self.who)
        return any(told)

    @property
    def paper_as_typed(self) -> str:
        """The citizen's own words for the paper, letters alone."""
        start = self.claim.find(f" {self.paper} ") + 1
        return " ".join(_LETTERS.findall(self.said[start : start + len(self.paper)]))

    def words(self, said: Said) -> str:
        """Return the citizen's own words for a quantity."""
        return self.said[said.start : said.end]


def heard(text: str) -> Premise | None:
    """Return the premise that `text` tells, with at least one point; none where nothing is claimed."""
    words = _DECIMAL.sub(r"\1", standardise(text)).split()
    marked = fold(text) != text.lower()
    for sentence in _sentences(words):
        claim = _claim(sentence)
        if claim is None:
            continue
        claim = _open_part(claim, marked)
        premise = _points(f" {fold(' '.join(claim))} ", f" {' '.join(claim)} ")
        if claim and premise.has_point:
            return replace(premise, alone=len(asked(text).rest) - len(asked(premise.claim).rest) <= _FRAME)
    return None


def _sentences(words: list[str]) -> Iterator[list[str]]:
    """Yield sentences; one that only asks whether it is so ("Có đúng không?") is joined to the one before it."""
    sentences: list[list[str]] = [[]]
    for word in words:
        if word in _STOPS:
            sentences.append([])
        else:
            sentences[-1].append(word)
    spoken = [sentence for sentence in sentences if sentence]
    for at, sentence in enumerate(spoken):
        asks_after = at + 1 < len(spoken) and _without_tag(spoken[at + 1]) == []
        yield [*sentence, *spoken[at + 1]] if asks_after else sentence


def _claim(sentence: list[str]) -> list[str] | None:
    """Return the words that are claimed, without what frames them; none where nothing does."""
    for at in [len(sentence), *(at for at, word in enumerate(sentence) if word == ",")]:
        left = _without_tag(sentence[:at])
        if left:
            return _after_hearsay([*left, *sentence[at:]]) or [*left, *sentence[at:]]
    return _after_hearsay(sentence)


def _after_hearsay(sentence: list[str]) -> list[str] | None:
    folded = f" {fold(' '.join(sentence))} "
    found = _pattern("hearsay").search(folded)
    return sentence[len(folded[: found.end()].split()) :] if found else None


def _open_part(claim: list[str], marked: bool) -> list[str]:
    """Return the claim, or its first clause where the citizen asks on: "nghe nói mất 500 ngàn, vậy cần giấy gì"."""
    first = claim[: claim.index(",")] if "," in claim else []
    return next((part for part in (claim, first) if not _asks_openly(part, marked)), [])


def _asks_openly(words: list[str], marked: bool) -> bool:
    said = f" {' '.join(words)} "
    for kind in ("free", "not_open"):
        said = _pattern(kind, marked).sub(" ", said)
    return bool(_pattern("open" if marked else "open_folded", marked).search(said))


def _without_tag(words: list[str]) -> list[str] | None:
    """Return the words without those that ask whether it is so; none where they end otherwise."""
    folded = [fold(word) for word in words]
    while folded and (folded[-1] in _set("address") or folded[-1] == ","):
        folded.pop()
    if " ".join(folded).endswith(_sayings("not_tag")):
        return None
    for tag in (tag.split() for tag in _sayings("tag")):
        if folded[-len(tag) :] == tag:
            left = words[: len(folded) - len(tag)]
            return left[:-1] if left and left[-1] == "," else left
    return None


def _points(claim: str, said: str) -> Premise:
    money = None if _pattern("not_fee").search(claim) else amount(claim)
    free = _pattern("free").search(claim) is not None
    time = duration(claim)
    if time and not _is_of_office(claim, time):
        time = None
    at_once = not time and _pattern("at_once").search(claim) is not None
    denied, paper = ("", "") if money or free or time else _paper(claim)
    place, office = _place(claim)
    who = _pattern("who").search(claim) is not None
    about = _about(claim, (money, time), paper, place)
    return Premise(claim, about, money, free, time, at_once, paper, denied == "denied", place, office, who, said)


def _is_of_office(claim: str, time: Said) -> bool:
    """Whether a length of time is one that an office takes, rather than one to keep, or an age."""
    before, after = claim[: time.start].split(), claim[time.end :].split()[:1]
    near = {*before[-_BEFORE:], *after}
    takes = _set("takes_before") & set(before[-_BEFORE - 1 :]) or _set("takes_after") & set(after)
    return bool(takes) and not (_set("deadline") & near or _pattern("deadline_anywhere").search(claim))


def _paper(claim: str) -> tuple[str, str]:
    """Return how a paper is spoken of ("denied", "required") and its words; empty where none is."""
    if found := _pattern("denied_after").search(claim):
        before = claim[: found.start()].split(",")[-1].split()
        named = next((at for at, word in enumerate(before) if _is_paper(word)), None)
        if named is not None:
            return "denied", " ".join(before[named:][:_PAPER_WORDS])
    for kind in ("denied", "required"):
        if found := _pattern(kind).search(claim):
            words = claim[found.end() - 1 :].split()[:_PAPER_WORDS]
            stop = next((at for at, word in enumerate(words) if at and word in _PAPER_ENDS), len(words))
            return kind, " ".join(words[:stop])
    return "", ""


def _is_paper(word: str) -> bool:
    return any(saying.split()[0] == word for saying in _sayings("paper"))


def names_paper(words: str) -> bool:
    """Whether `words`, folded, begin with a word for papers."""
    return any(f"{words} ".startswith(f"{saying} ") for saying in _sayings("paper"))


def anywhere(line: str) -> bool:
    """Whether an official line, folded, says that it may be done anywhere."""
    return any(saying in line for saying in _sayings("anywhere"))


def _place(claim: str) -> tuple[str, str]:
    if _pattern("district_to").search(claim):
        return "district", ""
    for kind in ("district", "offices", "home"):
        found = _moves(kind).search(claim)
        if found:
            return kind, found.group(1)
    return ("home", "") if _BACK_HOME.search(claim) else ("", "")


def _about(claim: str, quantities: Iterable[Said | None], paper: str, place: str) -> str:
    """Return what the premise is about: its words without the point and without what only frames it."""
    left = claim
    for quantity in filter(None, quantities):
        left = re.sub(rf" {_COSTS}{re.escape(claim[quantity.start : quantity.end])} ", " ", left)
    left = left.replace(f" {paper} ", " ") if paper else left
    for kind in ("free", "at_once", *(("denied", "denied_after", "required") if paper else ())):
        left = _pattern(kind).sub(" ", left)
    if place in ("district", "offices"):
        return " ".join(_moves(place).sub(" ", left).split())
    _, _, only_then = left.partition(" moi ")
    return " ".join((only_then if place and len(only_then.split()) > 1 else left).split())


@cache
def _told() -> dict[str, list[str]]:
    told: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("premises.yml").read_text(encoding="utf-8"))
    return told


@cache
def _sayings(kind: str, marked: bool = False) -> tuple[str, ...]:
    """Return the sayings of one kind in standard spelling, folded unless `marked`, longest first."""
    told = {form for saying in _told()[kind] for form in (saying, standardise(saying))}
    return tuple(sorted({saying if marked else fold(saying) for saying in told}, key=len, reverse=True))


@cache
def _set(kind: str) -> frozenset[str]:
    return frozenset(_sayings(kind))


@cache
def _pattern(kind: str, marked: bool = False) -> re.Pattern[str]:
    return re.compile(" (?:" + "|".join(map(re.escape, _sayings(kind, marked))) + ") ")


@cache
def _moves(kind: str) -> re.Pattern[str]:
    moves, places = "|".join(_sayings("move")), "|".join(map(re.escape, _sayings(kind)))
    return re.compile(rf" (?:{moves}) (?:\S+ ){{0,3}}?({places}) (?:(?:xa|phuong|huyen|quan|tinh) )?")
