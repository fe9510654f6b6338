"""Reading and checking files of labelled messages: JSON Lines `{"id", "text", "act", "aspects", "form"?, "also"?}`."""

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from eval.errors import BadQuestionsError
from knowledge.vietnamese.aspects import ASPECTS

WITH_ASPECTS = frozenset({"ask", "start_checklist"})
"""The acts that ask something of a procedure."""


class Labelled(BaseModel):
    """One message as a citizen types it. `also`: acts that are as right as `act`; `form`: of writing."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)
    act: str = Field(min_length=1)
    aspects: tuple[str, ...]
    form: str | None = None
    also: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _agrees(self) -> "Labelled":
        if unknown := set(self.aspects) - set(ASPECTS):
            raise ValueError(f"unknown aspects {sorted(unknown)}: of {', '.join(ASPECTS)}")
        if self.aspects and not self.asks:
            raise ValueError(f"only {' and '.join(sorted(WITH_ASPECTS))} have aspects")
        return self

    @property
    def asks(self) -> bool:
        """Whether its aspects are measured."""
        return self.act in WITH_ASPECTS


def read_messages(path: Path) -> list[Labelled]:
    """Read a file of labelled messages. Raises `BadQuestionsError` by file, line and field, never by text."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionsError(f"{path}: cannot be read: {error}") from error
    found: dict[str, Labelled] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            message = _message(f"{path}:{number}", line)
            if message.id in found:
                raise BadQuestionsError(f"{path}:{number}: id: {message.id} is there already")
            found[message.id] = message
    if not found:
        raise BadQuestionsError(f"{path}: is empty")
    return list(found.values())


def _message(place: str, line: str) -> Labelled:
    try:
        return Labelled.model_validate(json.loads(line))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "line"
        raise BadQuestionsError(f"{place}: {field}: {first['msg']}") from error
    except ValueError as error:
        raise BadQuestionsError(f"{place}: is not JSON: {error}") from error
