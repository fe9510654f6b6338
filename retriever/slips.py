"""Slips of the finger and of the ear, as people make them: training and calibration read questions with and without.

Dropped diacritics, swapped, missing and doubled letters, and the sounds that southern speech does not tell apart.
"""

import random

from knowledge.vietnamese.folding import fold

_UNMARKED = 0.35
"""Share of texts that lose all diacritics."""
_SLIP, _MISHEARD = 0.10, 0.03
"""Chance of each word to be mistyped, or to be written as it sounds."""
_SOUNDS = (
    ("ng", "n"), ("n", "ng"), ("s", "x"), ("x", "s"), ("ch", "tr"), ("tr", "ch"), ("gi", "d"), ("v", "d"), ("d", "v"),
    ("qu", "w"), ("ph", "f"), ("c", "k"), ("t", "c"), ("c", "t"), ("y", "i"), ("i", "y"), ("r", "g"), ("ươ", "ư"),
    ("ả", "ã"), ("ã", "ả"), ("ẻ", "ẽ"), ("ẽ", "ẻ"), ("ủ", "ũ"), ("ũ", "ủ"), ("ổ", "ỗ"), ("ỗ", "ổ"), ("ể", "ễ"),
)  # fmt: skip


def slipped(text: str, chance: random.Random) -> str:
    """Return `text` as somebody in a hurry might have typed it."""
    words = [fold(word) for word in text.split()] if chance.random() < _UNMARKED else text.split()
    return " ".join(_word(word, chance) for word in words)


def _word(word: str, chance: random.Random) -> str:
    drawn = chance.random()
    if drawn < _SLIP and len(word) > 2:
        return _mistyped(word, chance.randrange(len(word) - 1), chance.random())
    if drawn < _SLIP + _MISHEARD:
        heard = [(sound, written) for sound, written in _SOUNDS if sound in word]
        return word.replace(*chance.choice(heard), 1) if heard else word
    return word


def _mistyped(word: str, at: int, kind: float) -> str:
    if kind < 0.35:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind < 0.70:
        return word[:at] + word[at + 1 :]
    return word[:at] + word[at] + word[at:] if kind < 0.85 else fold(word)
