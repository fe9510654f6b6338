"""The shape of one guide. `seen_in` entries are references: "PROCEDURE_CODE#LINE", see `procedures.lines`."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from knowledge.guides.conditions import OPERATORS, UNSURE, facts_in
from knowledge.procedures.models import Method, Record, TimeUnit

SeenIn = tuple[str, ...]


class Statement(Record):
    """One sentence in our words with the official lines that say so."""

    text: str
    seen_in: SeenIn = Field(min_length=1)


class GoTo(Record):
    """A choice that makes this another procedure: which one, and why."""

    procedure_code: str
    because: str
    seen_in: SeenIn = Field(min_length=1)


class Refusal(Record):
    """A choice under which the procedure cannot be done, by the record's own words, and no other one helps."""

    because: str
    seen_in: SeenIn = Field(min_length=1)


class Choice(Record):
    """One answer to a fact. `words` are what people say for it, matched without diacritics."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = Field(max_length=60)
    words: tuple[str, ...] = ()
    go_to: GoTo | None = None
    refusal: Refusal | None = None

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if self.go_to and self.refusal:
            raise ValueError(f"the choice {self.id!r} has both go_to and refusal")
        return self


class Fact(Record):
    """Something only the citizen knows, asked in one short question; asked only where `ask_if` holds."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    question: str = Field(max_length=160)
    help: str = ""
    choices: tuple[Choice, ...] = Field(min_length=2)
    ask_if: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _no_clash(self) -> Self:
        _no_twins([choice.id for choice in self.choices], "choice")
        if self.id in OPERATORS or self.choice(UNSURE):
            raise ValueError(f"{self.id!r}: any, all and not are no facts, and {UNSURE} is no choice")
        return self

    def choice(self, choice_id: str) -> Choice | None:
        """Return the choice with this id, if there is one."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


class LawReference(Record):
    """A legal document of the record, by number, with the article only where the record names it."""

    number: str
    article: str | None = None


class GuideForm(Record):
    """The form of a component as the record names it."""

    name: str
    url: str | None = None


class GuideComponent(Record):
    """One paper of the checklist. `action`: handed in, shown and taken back, or only told (a number)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    component_code: str
    name: str
    action: Literal["submit", "present", "provide"] = "submit"
    originals: int | None = Field(default=None, ge=0)
    copies: int | None = Field(default=None, ge=0)
    form: GuideForm | None = None
    needed_if: dict[str, Any] | None = None
    why: str
    not_needed_because: str = ""
    replaced_by: tuple[Statement, ...] = ()
    check: tuple[Statement, ...] = ()
    legal_bases: tuple[LawReference, ...] = ()
    seen_in: SeenIn = Field(min_length=1)


class GuideFee(Record):
    """One fee. `amount` in đồng, None: unknown (never 0 unless the record waives it)."""

    text: str
    amount: int | None = Field(default=None, ge=0)
    methods: tuple[Method, ...] = ()
    applies_if: dict[str, Any] | None = None
    seen_in: SeenIn = Field(min_length=1)


class GuideTime(Record):
    """One processing time. `quantity` and `unit` None: unknown."""

    text: str
    quantity: float | None = None
    unit: TimeUnit | None = None
    methods: tuple[Method, ...] = ()
    applies_if: dict[str, Any] | None = None
    seen_in: SeenIn = Field(min_length=1)


class WaivedLine(Record):
    """An official component line that is no paper of its own, and why."""

    line: str
    because: str


class LookAlike(Record):
    """A neighbouring procedure and the one question that separates it from this one."""

    procedure_code: str
    name: str
    question: str


class Guide(Record):
    """A curated overlay of one procedure; see `docs/guides.md` for how to write one."""

    procedure_code: str
    official_name: str
    plain_name: str
    aliases: tuple[str, ...] = ()
    field: str
    level: Literal["commune", "province", "ministry", "unknown"]
    decision_number: str
    catalogue_as_of: date
    checked_on: date
    review_by: date
    in_force_until: date | None = None
    portal_id: str | None = None
    for_review: tuple[str, ...] = ()
    summary: Statement
    who_may_apply: tuple[Statement, ...] = ()
    who_may_act: tuple[Statement, ...] = ()
    where: tuple[Statement, ...] = ()
    how: tuple[Statement, ...] = ()
    methods: tuple[Method, ...] = ()
    facts: tuple[Fact, ...] = ()
    components: tuple[GuideComponent, ...]
    waived: tuple[WaivedLine, ...] = ()
    fees: tuple[GuideFee, ...] = ()
    times: tuple[GuideTime, ...] = ()
    results: tuple[Statement, ...] = ()
    next_steps: tuple[Statement, ...] = ()
    conditions: tuple[Statement, ...] = ()
    mistakes: tuple[Statement, ...] = ()
    validity: tuple[Statement, ...] = ()
    legal_bases: tuple[LawReference, ...] = ()
    look_alikes: tuple[LookAlike, ...] = ()

    def fact(self, fact_id: str) -> Fact | None:
        """Return the fact with this id, if the guide asks it."""
        return next((fact for fact in self.facts if fact.id == fact_id), None)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _no_twins([fact.id for fact in self.facts], "fact")
        _no_twins([component.id for component in self.components], "component")
        for condition in self._conditions():
            for fact_id, choice_id in facts_in(condition):
                fact = self.fact(fact_id)
                if fact is None:
                    raise ValueError(f"a condition names the fact {fact_id!r}, which the guide does not ask")
                if fact.choice(choice_id) is None:
                    raise ValueError(f"a condition names {fact_id}: {choice_id!r}, which is none of its choices")
        return self

    def _conditions(self) -> list[dict[str, Any] | None]:
        conditions = [component.needed_if for component in self.components]
        conditions += [fact.ask_if for fact in self.facts]
        conditions += [fee.applies_if for fee in self.fees] + [time.applies_if for time in self.times]
        return conditions


def _no_twins(ids: list[str], kind: str) -> None:
    twins = {item for item in ids if ids.count(item) > 1}
    if twins:
        raise ValueError(f"two {kind}s share an id: {', '.join(sorted(twins))}")
