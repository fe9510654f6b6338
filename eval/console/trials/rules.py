"""The rules of a guide as they fired: each paper's condition in words, and what the facts told made of it."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import BaseModel

from eval.console.texts import t
from knowledge.guides.checklist import decide
from knowledge.guides.conditions import Condition, holds
from knowledge.guides.models import Guide, GuideComponent

Verdict = Literal["needed", "not_needed", "undecided"]
_VERDICTS: dict[bool | None, Verdict] = {True: "needed", False: "not_needed", None: "undecided"}


class Rule(BaseModel):
    """One paper: what the rule says, what became of it, and the reason that the citizen is told.

    `id`: the guide's name of it, by which the eval compares papers; "" in reasons that were kept before.
    """

    id: str = ""
    component_code: str
    name: str
    verdict: Verdict
    condition: str
    because: str


def rules(guide: Guide, facts: Mapping[str, str]) -> list[Rule]:
    """Return what `facts` made of every paper, in the guide's order. Raises `UnknownFactError`."""
    seen = decide(guide, facts).seen
    return [_rule(guide, component, _VERDICTS[holds(component.needed_if, seen)]) for component in guide.components]


def in_words(guide: Guide, condition: Condition | None) -> str:
    """Return a condition as a sentence that names the guide's questions and answers; always needed where there is none."""
    return " ".join(_terms(guide, condition)) if condition else t("try.rule_always")


def _rule(guide: Guide, component: GuideComponent, verdict: Verdict) -> Rule:
    because = component.not_needed_because if verdict == "not_needed" else component.why
    return Rule(
        id=component.id,
        component_code=component.component_code,
        name=component.name,
        verdict=verdict,
        condition=in_words(guide, component.needed_if),
        because=because,
    )


def _terms(guide: Guide, condition: Condition) -> Iterator[str]:
    for place, (key, operand) in enumerate(condition.items()):
        if place:
            yield t("try.rule_and")
        yield _term(guide, key, operand)


def _term(guide: Guide, key: str, operand: Any) -> str:
    if key in ("any", "all"):
        joint = t("try.rule_or" if key == "any" else "try.rule_and")
        return f"({f' {joint} '.join(' '.join(_terms(guide, part)) for part in operand)})"
    if key == "not":
        return t("try.rule_not", condition=" ".join(_terms(guide, operand)))
    fact = guide.fact(key)
    choices = operand if isinstance(operand, list | tuple) else [operand]
    # A guide's conditions name its own facts and choices; its model refuses any other.
    assert fact is not None
    labels = [choice.label for choice in fact.choices if choice.id in choices]
    return t("try.rule_fact", question=fact.question, answers=f" {t('try.rule_or')} ".join(labels))
