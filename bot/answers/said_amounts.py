"""Amounts of money and lengths of time as people say them: "500k", "1tr5", "hai trăm ngàn", "nửa tháng"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "lam": 5,
}  # fmt: skip
_MANY = {"chuc": 10, "tram": 100}
_THOUSAND, _MILLION = 1_000, 1_000_000
_UNITS = {
    "k": _THOUSAND, "ka": _THOUSAND, "ngan": _THOUSAND, "nghin": _THOUSAND, "ngin": _THOUSAND,
    "tr": _MILLION, "trieu": _MILLION, "cu": _MILLION, "dong": 1, "d": 1, "vnd": 1,
}  # fmt: skip
_SPOKEN = "|".join(_DIGITS)
_NUMBER = rf"(?:\d+(?:[.,]\d+)*|(?:{_SPOKEN})(?: (?:{_SPOKEN}))*)(?: ?(?:chuc|tram)(?: (?:{_SPOKEN}))?)?"
_COUNTED = r"(?! (?:nguoi|con|cay|met|m2|khoi|tan)\b)"
_MONEY = re.compile(
    rf"\b({_NUMBER}|tram|chuc) ?(k|ka|ngan|nghin|ngin|trieu|tr|cu|dong|d|vnd)(\d)?(?: ruoi)?\b{_COUNTED}"
)
_DAYS = {"ngay": 1, "bua": 1, "hom": 1, "tuan": 7, "thang": 30}
_TIME = re.compile(rf"\b({_NUMBER}|ca|nua|nguyen|tron) (ngay|bua|hom|tuan|thang)\b(?: lam viec)?|\b(\d+) (gio|tieng)\b")
"""Hours in digits alone: "bay gio" is now, not seven o'clock."""
_PARTS = {"ca": 1.0, "nguyen": 1.0, "tron": 1.0, "nua": 0.5}
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


@dataclass(frozen=True)
class Said:
    """A quantity and the words for it: đồng, or days (hours where `hours`). `start`, `end`: its place in the text."""

    value: float
    start: int
    end: int
    hours: bool = False


def amount(text: str) -> Said | None:
    """Return the first amount of money in `text`, folded and in standard spelling; none where none is named."""
    return next(_amounts(text), None)


def amounts(text: str) -> set[float]:
    """Return every amount that `text` names, in đồng."""
    return {said.value for said in _amounts(text)}


def duration(text: str) -> Said | None:
    """Return the first length of time in `text`, folded and in standard spelling; none where none is named."""
    return next(durations(text), None)


def durations(text: str) -> Iterator[Said]:
    """Yield every length of time that `text` names."""
    for found in _TIME.finditer(text):
        number, unit, hours, _ = found.groups()
        if hours:
            yield Said(float(hours), *found.span(), hours=True)
        else:
            yield Said((_PARTS.get(number) or _number(number)) * _DAYS[unit], *found.span())


def _amounts(text: str) -> Iterator[Said]:
    for found in _MONEY.finditer(text):
        number, unit, tail = found.groups()
        value = _number(number) * _UNITS[unit]
        value += int(tail) * _UNITS[unit] / 10 if tail else 0
        value += _UNITS[unit] / 2 if found.group().endswith("ruoi") else 0
        # "ba dong 100 ngan": nobody pays three dong, the word is a verb there.
        if value >= _THOUSAND:
            yield Said(round(value), *found.span())


def _number(said: str) -> float:
    total = 0.0
    for word in said.replace("chuc", " chuc").replace("tram", " tram").split():
        if word in _MANY:
            total = (total or 1) * _MANY[word]
        elif word in _DIGITS:
            total = _joined(total, _DIGITS[word])
        else:
            total += float(_plain(word))
    return total


def _joined(before: float, digit: int) -> float:
    """Return what two spoken digits make: "hai muoi" is 20, "muoi lam" 15."""
    ten = _DIGITS["muoi"]
    return before * ten if digit == ten and before else before + digit


def _plain(number: str) -> str:
    if _GROUPED.fullmatch(number):
        return re.sub(r"[.,]", "", number)
    return number.replace(",", ".") if number.count(".") + number.count(",") == 1 else re.sub(r"[.,]", "", number)
