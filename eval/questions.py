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


class Row(_Line):
    """One line of a file of questions. `id` is unique in its file."""

    id: str = Field(min_length=1)


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


class Question(Turn, Row):
    """One question that stands alone."""

    behaviour: Literal[Decision.ANSWER, Decision.CLARIFY, Decision.DECLINE]


class Dialogue(Row):
    """One conversation, turn by turn."""

    title: str = ""
    turns: tuple[Turn, ...] = Field(min_length=1)


R = TypeVar("R", bound=Row)


def read_questions(path: Path) -> list[Question]:
    """Read a file of questions. Raises `BadQuestionsError` by file, line and field."""
    _refuse(path, dialogues=True, why="has `turns`, so it is a dialogue: task dialogue reads those")
    return read_rows(path, Question)


def read_dialogues(path: Path) -> list[Dialogue]:
    """Read a file of dialogues. Raises `BadQuestionsError` by file, line and field."""
    _refuse(path, dialogues=False, why="has no `turns`, so it is a question: task retrieval reads those")
    return read_rows(path, Dialogue)


def read_rows(path: Path, kind: type[R]) -> list[R]:
    """Read a file of rows. Raises `BadQuestionsError` by file, line and field, never by what is asked."""
    rows: dict[str, R] = {}
    for place, content in _objects(path):
        row = _row(place, content, kind)
        if row.id in rows:
            raise BadQuestionsError(f"{place}: id: {row.id} is there already")
        rows[row.id] = row
    if not rows:
        raise BadQuestionsError(f"{path}: is empty")
    return list(rows.values())


def sha256(path: Path) -> str:
    """Return the file's hash, as `sha256sum` prints it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _refuse(path: Path, *, dialogues: bool, why: str) -> None:
    for place, content in _objects(path):
        if ("turns" in content) == dialogues:
            raise BadQuestionsError(f"{place}: {why}")


def _row(place: str, content: dict[str, Any], kind: type[R]) -> R:
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
