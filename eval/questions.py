"""Reading and checking files of questions and dialogues: JSON Lines, see DESIGN "Public contracts"."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.answers.messages import Decision
from eval.errors import BadQuestionsError

_WITH_EXPECTATION = (Decision.ANSWER, Decision.CLARIFY)


class _Line(BaseModel):
    """Base of what stands in a file; unknown keys are let pass."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Turn(_Line):
    """What a citizen says and what it should lead to.

    `expect`: groups of procedure codes; every group must be met, any code in a group meets it. Not looked at
    where `behaviour` is decline or dialogue. `carries`: what a dialogue's turn does to the procedure in hand.
    """

    question: str = Field(min_length=1)
    expect: tuple[tuple[str, ...], ...] = ()
    behaviour: Decision
    form: str | None = None
    level: str | None = None
    carries: str | None = None

    @model_validator(mode="after")
    def _can_be_met(self) -> "Turn":
        if self.behaviour in _WITH_EXPECTATION and (not self.expect or not all(self.expect)):
            raise ValueError(f"behaviour {self.behaviour} needs `expect` with at least one code in every group")
        return self


class Question(Turn):
    """One question that stands alone."""

    id: str = Field(min_length=1)
    behaviour: Literal[Decision.ANSWER, Decision.CLARIFY, Decision.DECLINE]


class Dialogue(_Line):
    """One conversation, turn by turn."""

    id: str = Field(min_length=1)
    title: str = ""
    turns: tuple[Turn, ...] = Field(min_length=1)


Entry = TypeVar("Entry", Question, Dialogue)


def read_questions(path: Path) -> list[Question]:
    """Read a file of questions. Raises `BadQuestionsError` by file, line and field."""
    return _read(path, Question, "task dialogue reads those", turns_wanted=False)


def read_dialogues(path: Path) -> list[Dialogue]:
    """Read a file of dialogues. Raises `BadQuestionsError` by file, line and field."""
    return _read(path, Dialogue, "task retrieval reads those", turns_wanted=True)


def sha256(path: Path) -> str:
    """Return the file's hash, as `sha256sum` prints it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(path: Path, kind: type[Entry], elsewhere: str, *, turns_wanted: bool) -> list[Entry]:
    entries: dict[str, Entry] = {}
    for place, content in _objects(path):
        if ("turns" in content) != turns_wanted:
            found = "has no `turns`, so it is a question" if turns_wanted else "has `turns`, so it is a dialogue"
            raise BadQuestionsError(f"{place}: {found}: {elsewhere}")
        entry = _entry(place, content, kind)
        if entry.id in entries:
            raise BadQuestionsError(f"{place}: id: {entry.id} is there already")
        entries[entry.id] = entry
    if not entries:
        raise BadQuestionsError(f"{path}: is empty")
    return list(entries.values())


def _entry(place: str, content: dict[str, Any], kind: type[Entry]) -> Entry:
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "line"
        raise BadQuestionsError(f"{place}: {field}: {first['msg']}") from error


def _objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionsError(f"{path}: cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            content = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadQuestionsError(f"{place}: is not JSON: {error}") from error
        if not isinstance(content, dict):
            raise BadQuestionsError(f"{place}: must be a JSON object")
        yield place, content
