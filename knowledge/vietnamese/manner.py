"""How a text is put, beside which words it holds: how it opens and closes, and which words stand apart in it.

"Chưa có giấy khai sinh thì sao" and "có giấy khai sinh rồi" hardly differ in their words and pairs.
"""

from itertools import pairwise

from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import syllables

_EDGE = 3
"""Syllables at either end that open or close a text."""
_APART = (2, 3)
"""How far apart two syllables may stand to be told together."""


def manner(text: str) -> list[str]:
    """Return what `text` opens and closes with, and its pairs of syllables that stand apart, folded."""
    said = syllables(standardise(text))
    if not said:
        return []
    found = [*(f"^{one}" for one in said[:_EDGE]), *(f"{one}$" for one in said[-_EDGE:])]
    for size in range(2, _EDGE + 1):
        found += [f"^{'_'.join(said[:size])}", f"{'_'.join(said[-size:])}$"]
    for size in _APART:
        found += [f"{left}..{right}" for left, right in zip(said, said[size:], strict=False)]
    return found


def written(text: str) -> list[str]:
    """Return the words of `text` in standard spelling with the diacritics that were typed, and their pairs."""
    words = standardise(text).split()
    return [*words, *(f"{left}={right}" for left, right in pairwise(words))]
