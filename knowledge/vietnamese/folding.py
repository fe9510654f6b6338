"""Folding: one spelling for text with or without diacritics, in any Unicode form."""

import re
import unicodedata
from itertools import filterfalse

_SYLLABLE = re.compile(r"[0-9a-z]+")
_SPACE = re.compile(r"\s+")


def nfc(text: str) -> str:
    """Return `text` in Unicode form NFC with runs of white space as single spaces, ends stripped."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics: "Giấy khai SINH" -> "giay khai sinh"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    return "".join(filterfalse(unicodedata.combining, decomposed))


def syllables(text: str) -> list[str]:
    """Return the folded syllables (runs of ASCII letters and digits) of `text`, in order."""
    return _SYLLABLE.findall(fold(text))
