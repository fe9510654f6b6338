"""Reading phrasings: `{procedure_code: {aspect: [question, ...]}}` per field, and the lists of what nothing answers.

Phrasings of procedures that are not loaded are left out and counted: a clone without the national
catalogue works on its guides alone.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
NOTHING, VAGUE = "nothing", "vague"


class BadPhrasingError(Exception):
    """A phrasings file is malformed."""


@dataclass(frozen=True)
class Phrasing:
    """One everyday question of one procedure."""

    text: str
    procedure_code: str
    aspect: str


@dataclass(frozen=True)
class Phrasings:
    """All phrasings of loaded procedures; `nothing`: no procedure answers; `vague`: too vague; `left_out`: counted."""

    asked: tuple[Phrasing, ...]
    nothing: tuple[str, ...]
    vague: tuple[str, ...]
    left_out: int


def load(procedure_codes: Container[str], folder: Path = FOLDER) -> Phrasings:
    """Load `folder`, keeping phrasings of `procedure_codes`. Raises `BadPhrasingError` by file and place."""
    every = [phrasing for path in sorted(folder.glob("*.yml")) if path.stem not in (NOTHING, VAGUE) for phrasing in _field(path)]
    kept = tuple(phrasing for phrasing in every if phrasing.procedure_code in procedure_codes)
    return Phrasings(kept, _list(folder / f"{NOTHING}.yml"), _list(folder / f"{VAGUE}.yml"), len(every) - len(kept))


def _field(path: Path) -> Iterator[Phrasing]:
    content = _read(path)
    if not isinstance(content, dict):
        raise BadPhrasingError(f"{path}: must map procedure codes to aspects")
    for code, aspects in content.items():
        if not isinstance(code, str) or not isinstance(aspects, dict):
            raise BadPhrasingError(f"{path}: {code}: must be a quoted code with a mapping of aspects")
        for aspect, texts in aspects.items():
            for text in texts or []:
                if not isinstance(text, str) or not text.strip():
                    raise BadPhrasingError(f"{path}: {code}.{aspect}: {text!r} is no question")
                yield Phrasing(text, code, aspect)


def _list(path: Path) -> tuple[str, ...]:
    content = _read(path) if path.exists() else []
    if not isinstance(content, list) or not all(isinstance(text, str) for text in content):
        raise BadPhrasingError(f"{path}: must be a list of questions")
    return tuple(content)


def _read(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise BadPhrasingError(f"{path}: is not YAML: {error}") from error
