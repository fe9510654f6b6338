"""The shape of one life event (CPSV-AP: cv:LifeEvent)."""

from typing import Self

from pydantic import Field, model_validator

from knowledge.guides.models import SeenIn, Statement
from knowledge.procedures.models import Record


class Step(Record):
    """One procedure of the event. `when` it is due and what it goes `together` with, by official lines."""

    procedure_code: str
    name: str = Field(max_length=80)
    for_whom: str = ""
    when: Statement | None = None
    together: Statement | None = None
    optional: bool = False
    seen_in: SeenIn = Field(min_length=1)


class SamePaper(Record):
    """Papers of several guides that are one: "CODE#component_id" each, shown once under `name`."""

    name: str
    components: tuple[str, ...] = Field(min_length=2)


class LifeEvent(Record):
    """What happens to a person, in the order in which the procedures are done.

    `words`: what people say for it, matched without diacritics; `facts`: answers that the event itself gives to
    questions of the guides ("CODE#fact": choice).
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: str = Field(max_length=60)
    intro: str = Field(max_length=300)
    words: tuple[str, ...] = Field(min_length=5)
    steps: tuple[Step, ...] = Field(min_length=2)
    same_papers: tuple[SamePaper, ...] = ()
    facts: dict[str, str] = {}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        codes = [step.procedure_code for step in self.steps]
        if len(set(codes)) != len(codes):
            raise ValueError("a procedure stands twice among the steps")
        named = [reference for paper in self.same_papers for reference in paper.components]
        if len(set(named)) != len(named):
            raise ValueError("a component is part of two papers")
        for reference in (*named, *self.facts):
            if reference.partition("#")[0] not in codes:
                raise ValueError(f"{reference} belongs to none of the steps")
        return self
