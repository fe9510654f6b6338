"""Names of units taken apart: words, kinds, numerals, and spellings that mean the same."""

import re
import unicodedata
from dataclasses import dataclass

from knowledge.vietnamese.folding import fold

_WORD = re.compile(r"[^\W_]+")
_SHORT = re.compile(r"(p|f|q|tt|tx|tp)([0-9]{1,2})")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_Y = re.compile(r"(?<=[bcdghklmnpqrstvx])y$|(?<=qu)y$")
"""The "y" that may also be written "i": "Mỹ" and "Mĩ", "Quý" and "Quí", but not the one of "Thủy"."""
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
UNIT_KINDS = {
    ("phuong",): "phuong",
    ("p",): "phuong",
    ("f",): "phuong",
    ("xa",): "xa",
    ("x",): "xa",
    ("thi", "tran"): "thi tran",
    ("tt",): "thi tran",
}
DISTRICT_KINDS = {
    ("quan",): "quan",
    ("q",): "quan",
    ("huyen",): "huyen",
    ("h",): "huyen",
    ("thi", "xa"): "thi xa",
    ("tx",): "thi xa",
    ("thanh", "pho"): "thanh pho",
    ("tp",): "thanh pho",
    ("tinh",): "tinh",
}
_KINDS = UNIT_KINDS | DISTRICT_KINDS


@dataclass(frozen=True)
class Word:
    """A word as written, and folded: lower case, no diacritics."""

    written: str
    folded: str

    @property
    def spelling(self) -> tuple[str, frozenset[str]]:
        """The same for "hòa" and "hoà", "Mỹ" and "Mĩ": letters with their marks, and the tone apart from its place."""
        decomposed = unicodedata.normalize("NFD", self.written.lower())
        letters = "".join(char for char in decomposed if char not in _TONES)
        return _Y.sub("i", letters), frozenset(char for char in decomposed if char in _TONES)


def words(text: str) -> list[Word]:
    """Return the words of `text`; "P1" is two of them."""
    written = _WORD.findall(unicodedata.normalize("NFC", text))
    return [Word(part, fold(part)) for word in written for part in _parts(word)]


def split_kind(name: list[Word]) -> tuple[str, list[Word]]:
    """Return the kind of a unit or district that `name` begins with ("" for none), and the rest."""
    for length in (2, 1):
        kind = _KINDS.get(tuple(word.folded for word in name[:length]))
        if kind and len(name) > length:
            return kind, name[length:]
    return "", name


def key(name: list[Word]) -> tuple[str, ...]:
    """Return what `name` is found by; a last Roman numeral of a unit is the same as the number."""
    folded = [_Y.sub("i", word.folded) for word in name]
    return (*folded[:-1], _Y.sub("i", numeral(name[-1])))


def numeral(word: Word) -> str:
    """Return a Roman numeral as a number; everything else folded."""
    return _ROMAN.get(word.written.lower(), word.folded)


def is_written_like(found: list[Word], name: list[Word]) -> bool:
    """Tell whether two names that fold to the same are also the same with diacritics, or the numeral the same."""
    return [word.spelling for word in found] == [word.spelling for word in name]


def has_diacritics(found: list[Word]) -> bool:
    """Tell whether any word carries a mark, or is "đ"."""
    return any(word.written.lower() != word.folded for word in found)


def _parts(word: str) -> tuple[str, ...]:
    short = _SHORT.fullmatch(fold(word))
    return (word[: short.end(1)], word[short.end(1) :]) if short else (word,)
