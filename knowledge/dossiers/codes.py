"""Dossier codes (mã hồ sơ) in free text, also spoken, spaced, lower case or mistyped. Standard library only.

Source: Article 19 of Circular 01/2018/TT-VPCP: `000.00.04.H51-200221-0001`, a unit code, the day of receipt as
YYMMDD and a daily number. Units since 2025 are written `H13.12`; running systems give the number 4 or 5 digits.
Nothing here knows which codes exist.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from knowledge.dossiers.code_text import CodeText, read

_SEP = r"[-.:^~ ]"
_END = r"(?![0-9a-z])(?![-.][0-9])"
_UNIT = (
    rf"[0-9]{{3}}{_SEP}[0-9]{{2}}{_SEP}[0-9]{{2}}{_SEP}[a-z][0-9]{{2}}|[a-z][0-9]{{2}}(?:{_SEP}[0-9]{{1,4}}){{0,4}}?"
)
_CODE = re.compile(rf"(?<![0-9a-z])(?P<unit>{_UNIT}){_SEP}(?P<day>[0-9]{{6}}){_SEP}(?P<number>[0-9]{{4,5}}){_END}")
# Almost a code: letters that look like digits, wrong lengths, lost separators. Every group holds a digit.
_T = r"(?=[oil]*[0-9])[0-9oil]"
_ALMOST = re.compile(
    rf"(?<![0-9a-z])(?P<unit>(?:(?:{_T}{{1,4}}|oo+)[-.^]){{0,4}}[a-z]{_T}{{1,3}}(?:[-.^]{_T}{{1,4}}){{0,5}}?"
    rf"|(?:{_T}{{1,4}}[.^]){{1,4}}{_T}{{2,4}})"
    rf"(?:[-.^~ ](?P<day>{_T}{{5,8}})(?:[-.^~ ](?P<number>{_T}{{1,8}}(?:[-.][0-9]{{1,8}}){{0,3}}))?"
    rf"|[-.~](?P<glued>{_T}{{10,11}})){_END}"
)
# Almost every code in a file is written as it should be: read at once.
_WRITTEN = re.compile(
    r"(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}|[A-Z][0-9]{2}(?:\.[0-9]{1,4}){0,4})-([0-9]{6})-[0-9]{4,5}"
)
_JOINED = re.compile(r"(?:[a-z]*[0-9][0-9a-z]*|oo+)[-.^~]$")
_LONGEST_SCAN = 2000
_SCAN_PARTS = re.compile(r"[/?&=#|;,+\s]+")
_LOOKS_LIKE = str.maketrans("oil", "011")


class Problem(Enum):
    """What is wrong with an attempt; the value names its hint in `code_hints.json`."""

    LETTERS = "letters"
    UNIT = "unit"
    DATE = "date"
    FINAL_DIGITS = "final_digits"
    SEPARATORS = "separators"

    @property
    def hint(self) -> str:
        """The rule in everyday Vietnamese, with an example. Speaks of the syntax only."""
        return _hints()[self.value]


@dataclass(frozen=True)
class CodeAttempt:
    """A code, or almost one, at `text[start:end] == raw`.

    `code`: the normalised code, or None where there is a `problem`. `suggestion`: the code that was
    probably meant, where only one reading is left; ask before using it.
    """

    code: str | None
    raw: str
    start: int
    end: int
    problem: Problem | None = None
    suggestion: str | None = None


def find_codes(text: str) -> list[CodeAttempt]:
    """Return the codes and attempts in `text`, in order, none overlapping.

    >>> [found.code for found in find_codes("hồ sơ h13.12 - 250701 gạch 0001 tới đâu rồi")]
    ['H13.12-250701-0001']
    """
    prepared = read(text)
    return sorted(_spans(text, prepared), key=lambda attempt: attempt.start)


def normalise(text: str) -> str | None:
    """Return the code that `text` is, upper case with `.` and `-`, or None where it is not one code alone."""
    if (written := _WRITTEN.fullmatch(text)) and _is_day(written[1]):
        return text
    prepared = read(text)
    match = _CODE.fullmatch(prepared.shape)
    return _code(match) if match and _is_believed(match, 0) else None


def code_in_scan(content: str) -> str | None:
    """Return the code that a QR code or barcode holds: alone, or in a link (`...?mahoso=`, `tukhoa=`, a path).

    None where there is no code, or more than one. Nothing is fetched, wherever the link leads.
    """
    told = unquote(content) if len(content) <= _LONGEST_SCAN else ""
    parts = {normalise(part) for part in _SCAN_PARTS.split(told)} - {None}
    found = parts or {attempt.code for attempt in find_codes(told) if attempt.code}
    return found.pop() if len(found) == 1 else None


def unit(code: str) -> str:
    """Return the unit part of a normalised code: "H13.12" of `H13.12-250701-0001`."""
    return code.partition("-")[0]


def province(code: str) -> str:
    """Return the province or ministry part of a normalised code: "H51" of `000.00.04.H51-200221-0001`."""
    return next(part for part in unit(code).split(".") if part[0].isalpha())


def _spans(text: str, prepared: CodeText) -> Iterator[CodeAttempt]:
    shape, end = prepared.shape, 0
    for match in _CODE.finditer(prepared.shape):
        if _is_believed(match, end):
            yield CodeAttempt(_code(match), *_place(text, prepared, match))
            end = match.end()
            shape = shape[: match.start()] + "|" * len(match.group()) + shape[end:]
    for match in _ALMOST.finditer(shape):
        if problem := _problem(match):
            yield CodeAttempt(None, *_place(text, prepared, match), problem, _suggestion(match))


def _place(text: str, prepared: CodeText, match: re.Match[str]) -> tuple[str, int, int]:
    start, end = prepared.starts[match.start()], prepared.ends[match.end() - 1]
    return text[start:end], start, end


def _is_believed(match: re.Match[str], previous_end: int) -> bool:
    before = match.string[: match.start()]
    joined = bool(_JOINED.search(before)) and match.start() - 1 != previous_end
    return _is_day(match["day"]) and not joined and _is_marked(match)


def _is_marked(match: re.Match[str]) -> bool:
    # Numbers with white space only between them are a code if they start like one of a province or ministry.
    return bool(set("-.^~") & set(match.group()) or re.search(r"(?<![a-z])[gh][0-9]", match.group()))


def _code(match: re.Match[str]) -> str:
    return _write(match["unit"], match["day"], match["number"])


def _write(unit: str, day: str, number: str) -> str:
    return f"{re.sub(_SEP, '.', unit)}-{day}-{number}".upper()


def _problem(match: re.Match[str]) -> Problem | None:
    faults = _faults(match)
    certain = Problem.UNIT not in faults and bool(re.search(r"[-.^~]", match.group()))
    if match["glued"]:
        return Problem.SEPARATORS if _suggestion(match) else None
    if len(faults) > (2 if certain and match["number"] and "." in match["unit"] else 1):
        return None
    if not match["number"] and not re.search(r"[-.^~]", match.group()):
        return None
    if match.group().translate(_LOOKS_LIKE) != match.group():
        return Problem.LETTERS
    return faults[0] if faults else Problem.UNIT


def _faults(match: re.Match[str]) -> list[Problem]:
    unit, day, number = (str(match[name] or "").translate(_LOOKS_LIKE) for name in ("unit", "day", "number"))
    checks = {
        Problem.UNIT: re.fullmatch(_UNIT, unit),
        Problem.DATE: _is_day(day),
        Problem.FINAL_DIGITS: re.fullmatch("[0-9]{4,5}", number),
    }
    return [problem for problem, fine in checks.items() if not fine]


def _suggestion(match: re.Match[str]) -> str | None:
    unit = match["unit"].translate(_LOOKS_LIKE)
    rest = (match["glued"] or f"{match['day']}{match['number'] or ''}").translate(_LOOKS_LIKE)
    code = _write(unit, rest[:6], rest[6:])
    whole = match["glued"] or not _faults(match)
    alone = not _JOINED.search(match.string[: match.start()])
    return code if whole and alone and normalise(code) else None


def _is_day(digits: str) -> bool:
    try:
        date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return False
    return len(digits) == 6


@cache
def _hints() -> dict[str, str]:
    hints: dict[str, str] = json.loads(Path(__file__).with_name("code_hints.json").read_text(encoding="utf-8"))
    return hints
