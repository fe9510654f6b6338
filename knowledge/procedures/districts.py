"""Wording of the abolished district level: where a record uses it, and how it is read in two tiers.

The official text is never rewritten: it is quoted as it stands, with the reading beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.procedures.lines import official_lines
from knowledge.procedures.models import Procedure
from knowledge.procedures.offices import level
from knowledge.vietnamese.folding import nfc

_STREET = re.compile(r"(?:\bsố \d|\bđường\b|\bphố\b|địa chỉ|\b\d+[a-z]?(?:/\d+)* [^\W\d]+)[^.;]*,\s*$")
_NAMED_DISTRICT = re.compile(r"(?:quận|huyện|thị xã)\s[^,.;()]{1,30},")
_NEAR = 90
"""Characters around a district's name in which its address stands."""
_SECTIONS = ("component_groups", "step", "condition", "description", "times", "fees", "record")


@dataclass(frozen=True)
class Mention:
    """District wording in one official line: which wording (`id` in the YAML), the words, and what is certain today."""

    line: str
    wording: str
    words: str
    today: str


def mentions(text: str, line: str = "") -> tuple[Mention, ...]:
    """Return the district wording of one text; the longest wording counts where one holds another."""
    lower = nfc(text).lower()
    found = (match for match in _pattern().finditer(lower) if not _is_address(lower, match))
    named = {entry: identity for identity, (entries, _) in _wordings().items() for entry in entries}
    told = (Mention(line, named[match[0]], match[0], _wordings()[named[match[0]]][1]) for match in found)
    return tuple(dict.fromkeys(told))


def district_lines(record: Procedure) -> tuple[Mention, ...]:
    """Return every line of a record that speaks of the district level."""
    return tuple(found for line, text in _lines(record) for found in mentions(text, line))


def reading(record: Procedure) -> str:
    """Return in words how district wording of this record is read today; empty where it has none."""
    return str(_content()["reading"][level(record)]) if district_lines(record) else ""


def _is_address(text: str, match: re.Match[str]) -> bool:
    """Whether a district's name stands in a postal address outside Cần Thơ ("35 Đại Cồ Việt, quận Hai Bà Trưng")."""
    street = _STREET.search(text[max(0, match.start() - _NEAR) : match.start()])
    named = _NAMED_DISTRICT.match(text[match.start() :])
    return bool(street and named) and "cần thơ" not in text[match.end() : match.end() + _NEAR]


def _lines(record: Procedure) -> Iterator[tuple[str, str]]:
    return ((line, text) for section, line, text in official_lines(record) if section in _SECTIONS)


@cache
def _content() -> Any:
    return yaml.safe_load(Path(__file__).with_name("district_wording.yml").read_text(encoding="utf-8"))


@cache
def _wordings() -> dict[str, tuple[tuple[str, ...], str]]:
    return {entry["id"]: (tuple(entry["words"]), entry["today"]) for entry in _content()["wordings"]}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted((word for entries, _ in _wordings().values() for word in entries), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
