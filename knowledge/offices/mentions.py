"""Where a text mentions units and old districts by name."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.offices.loading import offices
from knowledge.offices.models import District, Office, OldUnit
from knowledge.offices.names import (
    DISTRICT_KINDS,
    UNIT_KINDS,
    Word,
    has_diacritics,
    is_written_like,
    key,
    split_kind,
    words,
)

_LONGEST = 4
_PLACE_WORDS = {"o", "tai", "ve", "thuoc", "ubnd", "ub", "ban", "tam", "den", "la"}


@dataclass(frozen=True)
class Reading:
    """One thing that a name may mean: `office` by today's name, or through the unit `old`."""

    office: Office
    old: OldUnit | None
    kind: str
    name: tuple[Word, ...]


@dataclass(frozen=True)
class Mention:
    """A name in a text. `kind`: the folded word before it that says what it is, or empty; `end`: the word after.

    `readings`: the units it may mean; `districts`: the old districts that it names, `provincial` the ones that
    it only names through their province.
    """

    kind: str
    name: tuple[Word, ...]
    end: int
    readings: tuple[Reading, ...]
    districts: tuple[District, ...]
    provincial: tuple[District, ...]


def mentions(said: list[Word]) -> list[Mention]:
    """Return the mentions in `said`, in order; at each place the longest name counts."""
    found: list[Mention] = []
    start = 0
    while start < len(said):
        mention = next(_at(said, start), None)
        if mention:
            found.append(mention)
        start = mention.end if mention else start + 1
    return found


def _at(said: list[Word], start: int) -> Iterator[Mention]:
    kind = _kind_before(said, start)
    for end in range(min(start + _LONGEST, len(said)), start, -1):
        name = tuple(said[start:end])
        readings = _readings().get(key(list(name)), ())
        if kind not in UNIT_KINDS.values() and (kind or not _stands_alone(said, start, end, readings)):
            readings = ()
        named, provincial = _districts(key(list(name)), kind)
        if readings or named or provincial:
            yield Mention(kind, name, end, readings, named, provincial)


def _kind_before(said: list[Word], start: int) -> str:
    for length in (2, 1):
        before = tuple(word.folded for word in said[max(0, start - length) : start])
        if kind := (UNIT_KINDS | DISTRICT_KINDS).get(before):
            return kind
    return ""


def _stands_alone(said: list[Word], start: int, end: int, readings: tuple[Reading, ...]) -> bool:
    # Without a kind, names are also everyday words: "an ninh", and "tại văn phòng" without its diacritics.
    name = said[start:end]
    if name[0].folded.isdigit():
        return False
    if len(name) == len(said):
        return True
    if has_diacritics(name):
        return any(is_written_like(name, list(reading.name)) for reading in readings)
    named = all(not word.written[0].islower() for word in name)
    return named or len(name) > 2 or (start > 0 and said[start - 1].folded in _PLACE_WORDS)


def _districts(name: tuple[str, ...], kind: str) -> tuple[tuple[District, ...], tuple[District, ...]]:
    if kind in UNIT_KINDS.values():
        return (), ()
    by_name, by_province = _district_names()
    of_the_kind = [district for word, district in by_name.get(name, ()) if kind in ("", word)]
    return tuple(of_the_kind), () if kind not in ("", "tinh") else by_province.get(name, ())


@cache
def _readings() -> dict[tuple[str, ...], tuple[Reading, ...]]:
    readings: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    for office in offices().values():
        if office.kind == "city_centre":
            continue
        for old in (None, *office.formed_from):
            for name in (office.name,) if old is None else (old.name, *old.earlier):
                kind, bare = split_kind(words(name))
                readings[key(bare)].append(Reading(office, old, kind, tuple(bare)))
    return {name: tuple(found) for name, found in readings.items()}


@cache
def _district_names() -> tuple[
    dict[tuple[str, ...], tuple[tuple[str, District], ...]], dict[tuple[str, ...], tuple[District, ...]]
]:
    every = {old.full_name: old.district for office in offices().values() for old in office.formed_from}
    by_name: dict[tuple[str, ...], tuple[tuple[str, District], ...]] = defaultdict(tuple)
    by_province: dict[tuple[str, ...], tuple[District, ...]] = defaultdict(tuple)
    for district in dict.fromkeys(every.values()):
        kind, bare = split_kind(words(district.name))
        by_name[key(bare)] += ((kind, district),)
        # Where desks are spoken of, "Cần Thơ" is today's whole city and says nothing about the old one.
        if district.province != offices().city:
            by_province[key(words(district.province))] += (district,)
    return by_name, by_province
