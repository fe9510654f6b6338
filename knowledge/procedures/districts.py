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
    found = _pattern().finditer(nfc(text).lower())
    named = {entry: identity for identity, (entries, _) in _wordings().items() for entry in entries}
    told = (Mention(line, named[match[0]], match[0], _wordings()[named[match[0]]][1]) for match in found)
    return tuple(dict.fromkeys(told))


def district_lines(record: Procedure) -> tuple[Mention, ...]:
    """Return every line of a record that speaks of the district level."""
    return tuple(found for line, text in _lines(record) for found in mentions(text, line))


def reading(record: Procedure) -> str:
    """Return in words how district wording of this record is read today; empty where it has none."""
    return str(_content()["reading"][level(record)]) if district_lines(record) else ""


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
