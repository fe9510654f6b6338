"""Messages labelled with act and aspects: JSON Lines `{"id", "text", "act", "aspects", "form"?, "also"?}`."""

from pydantic import Field, model_validator

from eval.questions import Row
from knowledge.vietnamese.aspects import ASPECTS

WITH_ASPECTS = frozenset({"ask", "start_checklist"})
"""The acts that ask something of a procedure."""


class Labelled(Row):
    """One message as a citizen types it. `also`: acts that are as right as `act`; `form`: of writing."""

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
