"""Finding the office that a text names: by today's name, by a former one, or several that had the name.

Old names outlive their units. Where a name is that of today's unit and was that of another one that went
elsewhere as a whole ("Xã Long Phú" of Long Mỹ is Phường Long Phú 1 today), the citizen has to be asked.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from knowledge.offices.loading import offices
from knowledge.offices.mentions import Mention, Reading, mentions
from knowledge.offices.models import District, Office, OldUnit
from knowledge.offices.names import Word, has_diacritics, is_written_like, key, numeral, words

_FORMER_WORDS = {"cu", "xua", "truoc"}
_CURRENT_WORDS = {"moi"}


class Match(Enum):
    """How an office was found."""

    EXACT = "exact"
    FORMER = "former"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True)
class Candidate:
    """An office that may be meant; `old`: the old unit through which, None for today's name."""

    office: Office
    old: OldUnit | None = None


@dataclass(frozen=True)
class Found:
    """`office`: the one that is meant, None where several are or none is.

    `candidates`: one for each office that may be meant, the likeliest first. Where `match` is ambiguous ask by
    `old.full_name`; where an office is found the others are those that got only a part of an old namesake.
    """

    match: Match
    office: Office | None = None
    candidates: tuple[Candidate, ...] = ()


def find(text: str) -> Found:
    """Return the office that `text` names, in any spelling, with or without diacritics and kinds.

    >>> find("phuong An Hoà cũ giờ lên đâu?").office.name
    'Phường Cái Khế'
    """
    said = words(text)
    named = mentions(said)
    units = [mention for mention in named if mention.readings and not _only_qualifies(mention, named)]
    readings = [reading for mention in units for reading in _meant(mention, named, said)]
    if readings:
        return _found(readings)
    if _names_the_centre(said):
        return Found(Match.EXACT, offices().centre, (Candidate(offices().centre),))
    return _in_districts([district for mention in named for district in mention.districts])


def _only_qualifies(mention: Mention, named: list[Mention]) -> bool:
    # "An Bình, Ninh Kiều": the second name is also a ward's, but here it is the first one's district.
    told = {*mention.districts, *mention.provincial}
    before = named[: named.index(mention)]
    return not mention.kind and any(told & _districts_of(reading) for other in before for reading in other.readings)


def _meant(mention: Mention, named: list[Mention], said: list[Word]) -> list[Reading]:
    name, after = list(mention.name), said[mention.end].folded if mention.end < len(said) else ""
    told, provincial = _told_districts([other for other in named if other is not mention])
    exact = has_diacritics(name) or numeral(name[-1]) != name[-1].folded
    readings = _prefer(mention.readings, lambda one: one.kind == mention.kind)
    readings = _prefer(readings, lambda one: exact and is_written_like(name, list(one.name)))
    readings = _prefer(readings, lambda one: after in _FORMER_WORDS and one.old is not None)
    readings = _prefer(readings, lambda one: after in _CURRENT_WORDS and one.old is None)
    return _in_told_district(_in_told_district(readings, told), provincial)


def _in_told_district(readings: list[Reading], told: set[District]) -> list[Reading]:
    # Whoever names a district speaks of the time when there were districts.
    readings = _prefer(readings, lambda one: one.old is not None and one.old.district in told)
    return _prefer(readings, lambda one: bool(told & _districts_of(one)))


def _told_districts(named: list[Mention]) -> tuple[set[District], set[District]]:
    # "Phường 1, Ngã Năm, Sóc Trăng": after one of its districts, "Sóc Trăng" is the province, not the town.
    told: set[District] = set()
    for mention in named:
        if not told & set(mention.provincial):
            told.update(mention.districts)
    return told, {district for mention in named for district in mention.provincial}


def _prefer(readings: Iterable[Reading], wanted: Callable[[Reading], bool]) -> list[Reading]:
    every = list(readings)
    return [reading for reading in every if wanted(reading)] or every


def _districts_of(reading: Reading) -> set[District]:
    return {old.district for old in ((reading.old,) if reading.old else reading.office.formed_from)}


def _found(readings: list[Reading]) -> Found:
    by_office: dict[str, list[Reading]] = {}
    for reading in sorted(readings, key=lambda one: one.old is not None):
        by_office.setdefault(reading.office.unit_code, []).append(reading)
    first, *others = by_office.values()
    if not others:
        today = any(_is_todays(reading) for reading in first)
        old = None if today else first[0].old
        return Found(Match.EXACT if today else Match.FORMER, first[0].office, (Candidate(first[0].office, old),))
    candidates = tuple(Candidate(group[0].office, group[-1].old) for group in by_office.values())
    if first[0].old is None and all(one.old and one.old.part for group in others for one in group):
        return Found(Match.EXACT, first[0].office, (Candidate(first[0].office), *candidates[1:]))
    return Found(Match.AMBIGUOUS, None, candidates)


def _is_todays(reading: Reading) -> bool:
    return reading.old is None or reading.old.name == reading.office.name


def _names_the_centre(said: list[Word]) -> bool:
    told = " ".join(word.folded for word in said)
    return any(f" {' '.join(key(words(name)))} " in f" {told} " for name in offices().centre.also_called)


def _in_districts(districts: list[District]) -> Found:
    candidates = tuple(
        Candidate(office)
        for office in offices().values()
        if any(old.district in districts for old in office.formed_from)
    )
    return Found(Match.AMBIGUOUS if candidates else Match.NONE, None, candidates)
