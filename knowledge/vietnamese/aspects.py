"""Aspects of a procedure that a question names, and what the question says beyond them."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import syllables

ASPECTS = (
    "components", "fee", "time", "where", "how", "who", "result", "legal_basis", "forms", "validity", "conditions",
    "mistakes", "next_steps",
)  # fmt: skip
_LONGEST = 6
_AT_ONCE = 32
"""Texts whose reading is remembered: one turn reads the same few many times."""


@dataclass(frozen=True)
class Asked:
    """Aspects in the order asked; `rest`: folded syllables that are neither aspect nor filler."""

    aspects: tuple[str, ...]
    rest: tuple[str, ...]


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for line in _lines("aspects.txt"):
        aspect, phrases = line.split(":", 1)
        for phrase in phrases.split("|"):
            found[tuple(syllables(standardise(phrase)))] = aspect.strip()
    return found


@cache
def _filler() -> frozenset[str]:
    return frozenset(syllable for line in _lines("filler.txt") for syllable in syllables(line))


def _lines(name: str) -> list[str]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@lru_cache(_AT_ONCE)
def asked(question: str) -> Asked:
    """Return the aspects of `question` and its remaining content.

    >>> asked("còn phí bao nhiêu, mấy ngày có?").aspects
    ('fee', 'time')
    """
    words = syllables(standardise(question))
    aspects: list[str] = []
    rest: list[str] = []
    position = 0
    while position < len(words):
        length, aspect = _longest(words, position)
        if aspect:
            aspects.append(aspect)
        elif words[position] not in _filler():
            rest.append(words[position])
        position += length
    return Asked(tuple(dict.fromkeys(aspects)), tuple(rest))


def _longest(words: list[str], position: int) -> tuple[int, str | None]:
    for length in range(min(_LONGEST, len(words) - position), 0, -1):
        aspect = _phrases().get(tuple(words[position : position + length]))
        if aspect:
            return length, aspect
    return 1, None
