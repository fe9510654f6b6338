"""Gibberish: a message of which no word is Vietnamese, known to the catalogue, or a slip of one that is."""

import re
from collections.abc import Collection

from knowledge.vietnamese.aspects import asked
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import syllables

_SYLLABLE = re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
_MOSTLY = 0.6
_SHORTEST, _SHORT = 3, 4
"""Letters from which a word is looked at, and from which a slip of it would be seen."""


def is_gibberish(text: str, known: Collection[str]) -> bool:
    """Whether `text` says nothing in any word. `known`: folded words of all procedures, their names and questions."""
    said = asked(text)
    # Beside enough words that only go along ("lậpp giúp tôi cái bảg giấy tờ đi") what is unknown is a slip.
    spoken = len(said.rest) >= len(syllables(standardise(text))) * _MOSTLY
    return bool(said.rest) and not said.aspects and spoken and all(_means_nothing(word, known) for word in said.rest)


def _means_nothing(word: str, known: Collection[str]) -> bool:
    if len(word) < _SHORTEST or not word.isalpha() or word in known or _SYLLABLE.fullmatch(word):
        return False
    return len(word) < _SHORT or not any(_is_slip(word, other) for other in known)


def _is_slip(word: str, other: str) -> bool:
    """Whether one letter more, less or other makes `word` of `other`, of which slips can be told."""
    if abs(len(word) - len(other)) > 1 or len(other) < _SHORT:
        return False
    short, long = sorted((word, other), key=len)
    start = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    return short[start:] == long[start + 1 :] or (len(short) == len(long) and short[start + 1 :] == long[start + 1 :])
