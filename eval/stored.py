"""Reading results back that `python -m eval TASK` wrote."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.errors import BadResultError
from eval.results import FORMAT


class _Questions(BaseModel):
    model_config = ConfigDict(extra="ignore")

    file: str
    sha256: str
    rows: int
    asked: int


class _Result(BaseModel):
    """What every reader of a result relies on."""

    model_config = ConfigDict(extra="ignore")

    format: int
    task: str
    questions: _Questions
    measures: dict[str, Any]
    figures: dict[str, Any]
    verdicts: dict[str, Any]
    outcomes: list[dict[str, Any]]


def read_result(path: Path) -> dict[str, Any]:
    """Return the JSON of a run. Raises `BadResultError` by file where it is none, or of another format."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        found = _Result.model_validate(content)
    except (OSError, ValueError, ValidationError) as error:
        raise BadResultError(f"{path}: {BadResultError.__doc__} ({_first_line(error)})") from error
    if found.format != FORMAT:
        raise BadResultError(f"{path}: format {found.format}, this version reads {FORMAT}: measure again")
    return dict(content)


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error).partition("\n")[0]
