"""Questions about a detail of one procedure with the official lines that answer them, and what is quoted for them."""

from dataclasses import dataclass
from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from eval.questions import Row


class DetailAsked(Row):
    """One question of the file; `lines`: every official line that answers it, none where none does."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str = Field(min_length=1)
    procedure: str
    lines: tuple[str, ...]
    behaviour: Literal["answer", "decline"]

    @model_validator(mode="after")
    def _agrees(self) -> "DetailAsked":
        if bool(self.lines) != (self.behaviour == "answer"):
            raise ValueError("only a question to answer has lines")
        return self


@dataclass(frozen=True)
class Quoted:
    """Ids of the ranked lines, and of those quoted. `says`: belief that the best line answers; `error`: why none could."""

    ranked: tuple[str, ...]
    quoted: tuple[str, ...]
    milliseconds: float
    says: float | None = None
    error: str = ""
