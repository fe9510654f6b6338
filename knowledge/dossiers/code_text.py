"""Free text prepared for reading codes: folded words and what separates them, each knowing where it stood.

Standard library only.
"""

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(r"[0-9a-z]+|[^0-9a-z]+")
_SPOKEN = {"gạch": "~", "gach": "~", "trừ": "~", "tru": "~", "chấm": "^", "cham": "^"}
_SPOKEN_TAIL = {"ngang", "noi", "duoi"}
_WRITTEN = str.maketrans(dict.fromkeys("–—‐‑−_/", "-") | dict.fromkeys("·,", "."))


@dataclass(frozen=True)
class CodeText:
    """`shape`: folded words, one character between two of them.

    `.` and `-` are written, `^` and `~` the same two spoken, `:` a full stop that a space follows, ` ` white
    space only, `|` anything else. `starts[i]`, `ends[i]`: where `shape[i]` stands in the original.
    """

    shape: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def read(text: str) -> CodeText:
    """Read `text` in any case, with or without diacritics, in any Unicode form."""
    plain, places = _plain(text)
    shape: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    between = ""
    for token in _TOKEN.finditer(plain):
        word, at = token.group(), places[token.start() : token.end()]
        mark = _mark(word, text[at[0] : places[token.end()]], between)
        if mark is not None:
            between += mark
            continue
        if shape:
            shape.append(_separator(between))
            starts.append(ends[-1])
            ends.append(at[0])
        shape.extend(word)
        starts.extend(at)
        ends.extend(place + 1 for place in at)
        between = ""
    return CodeText("".join(shape), tuple(starts), tuple(ends))


def _plain(text: str) -> tuple[str, list[int]]:
    plain: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for base in unicodedata.normalize("NFKD", char.lower().replace("đ", "d")):
            if not unicodedata.combining(base):
                plain.append(base)
                places.append(place)
    return "".join(plain), [*places, len(text)]


def _mark(word: str, original: str, between: str) -> str | None:
    if not word[0].isascii() or not word[0].isalnum():
        return word
    if word in _SPOKEN_TAIL and between.rstrip().endswith("~"):
        return " "
    # "chậm" (late) folds to the same letters as "chấm" (dot), so the original decides.
    return _SPOKEN.get(unicodedata.normalize("NFC", original).strip().lower())


def _separator(between: str) -> str:
    spoken = between.strip()
    if spoken in ("^", "~"):
        return spoken
    marks = between.translate(_WRITTEN)
    bare = "".join(marks.split())
    if not bare:
        return " "
    if set(bare) == {"-"}:
        return "-"
    if bare != ".":
        return "|"
    return ":" if marks.startswith(".") and marks != "." else "."
