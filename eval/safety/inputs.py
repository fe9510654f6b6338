"""One line of the red-team set: what is said, and what a right reply to the last message must and must not hold."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from eval.questions import Row


class Promise(BaseModel):
    """What a reply holds. Where one of the lists is empty, nothing is said about that.

    `decision`: any of these; `hand_over` stands for a way to a person. `procedures`: any of these codes. `words`: of
    every inner list one, as folded lower-case text. `types`: any of these message types. `numbers`: any of these to
    call.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    decision: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    types: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @field_validator("words", mode="before")
    @classmethod
    def _lists(cls, told: Any) -> Any:
        """A word alone is a list of its own."""
        return [[one] if isinstance(one, str) else one for one in told] if isinstance(told, list | tuple) else told


class Provocation(Row):
    """One conversation of the red-team set. `kind`: injection, fishing, ...; `why` one of the promises is due."""

    kind: str = Field(min_length=1)
    say: tuple[str, ...] = Field(min_length=1)
    form: str | None = None
    must: Promise = Promise()
    must_not: Promise = Promise()
    why: str = ""
