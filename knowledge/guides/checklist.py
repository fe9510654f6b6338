"""Which papers this citizen needs: a guide's components against the facts told so far.

Cost is microseconds a call: a guide has at most some dozens of components and facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.guides.conditions import IDLE, UNSURE, facts_in, holds
from knowledge.guides.errors import UnknownFactError
from knowledge.guides.models import Choice, Fact, GoTo, Guide, GuideComponent, Refusal


@dataclass(frozen=True)
class Checklist:
    """A guide decided as far as the facts reach.

    `undecided` holds components that an unknown fact may still add; `next_fact` is the one question
    worth asking now, None when nothing is left to ask; `go_to` is set when the facts lead elsewhere, `refusal` when
    they lead nowhere: then no paper is listed. `seen`: the facts, with `IDLE` for questions that are never asked.
    """

    guide: Guide
    facts: Mapping[str, str]
    needed: tuple[GuideComponent, ...]
    not_needed: tuple[GuideComponent, ...]
    undecided: tuple[GuideComponent, ...]
    next_fact: Fact | None
    go_to: GoTo | None
    refusal: Refusal | None
    seen: Mapping[str, str]

    @property
    def complete(self) -> bool:
        """Whether nothing is left to ask."""
        return self.next_fact is None


def decide(guide: Guide, facts: Mapping[str, str]) -> Checklist:
    """Decide every component of `guide`. Raises `UnknownFactError` for a fact or choice it does not know."""
    _check(guide, facts)
    told, seen = _relevant(guide, facts)
    decided = {component.id: holds(component.needed_if, seen) for component in guide.components}
    by_value = {
        value: tuple(component for component in guide.components if decided[component.id] is value)
        for value in (True, False, None)
    }
    end = _end(guide, told)
    go_to, refusal = (end.go_to, end.refusal) if end else (None, None)
    next_fact = None if end else _next_fact(guide, seen, by_value[None])
    if refusal:
        by_value = dict.fromkeys(by_value, ())
    return Checklist(guide, told, by_value[True], by_value[False], by_value[None], next_fact, go_to, refusal, seen)


def implied(guide: Guide, facts: Mapping[str, str]) -> dict[str, str]:
    """Return `facts` with the answers that they imply: a fact asked only after one answer implies that answer."""
    told = dict(facts)
    for fact in reversed(guide.facts):
        for gate_id, answer in (fact.ask_if or {}).items():
            gate = guide.fact(gate_id)
            single = answer[0] if isinstance(answer, list) and len(answer) == 1 else answer
            if fact.id in told and gate and gate_id not in told and isinstance(single, str) and gate.choice(single):
                told[gate_id] = single
    return told


def _check(guide: Guide, facts: Mapping[str, str]) -> None:
    for fact_id, choice_id in facts.items():
        fact = guide.fact(fact_id)
        if fact is None:
            known = ", ".join(fact.id for fact in guide.facts) or "none"
            raise UnknownFactError(f"{guide.procedure_code} asks no fact {fact_id!r}; it asks: {known}")
        if choice_id != UNSURE and fact.choice(choice_id) is None:
            known = ", ".join(choice.id for choice in fact.choices)
            raise UnknownFactError(f"{fact_id} has no choice {choice_id!r}; it has: {known}, {UNSURE}")


def _relevant(guide: Guide, facts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the answers to questions that are asked, and these with `IDLE` for questions that never will be."""
    seen = dict(facts)
    while idle := [fact.id for fact in guide.facts if seen.get(fact.id) != IDLE and holds(fact.ask_if, seen) is False]:
        seen.update(dict.fromkeys(idle, IDLE))
    return {fact: choice for fact, choice in seen.items() if choice != IDLE}, seen


def _end(guide: Guide, facts: Mapping[str, str]) -> Choice | None:
    """Return the first told choice with which this procedure ends: another one, or none."""
    chosen = (fact.choice(facts.get(fact.id, "")) for fact in guide.facts)
    return next((choice for choice in chosen if choice and (choice.go_to or choice.refusal)), None)


def _next_fact(guide: Guide, facts: Mapping[str, str], undecided: tuple[GuideComponent, ...]) -> Fact | None:
    """Return the open question that decides most: first those that may end it here, then by components."""
    waiting = {fact_id: _weight(guide, fact_id, undecided) for fact_id in _open(guide, facts)}
    useful = [fact_id for fact_id, weight in waiting.items() if weight > 0]
    return guide.fact(max(useful, key=waiting.__getitem__)) if useful else None


def _open(guide: Guide, facts: Mapping[str, str]) -> list[str]:
    return [fact.id for fact in guide.facts if fact.id not in facts and holds(fact.ask_if, facts)]


def _weight(guide: Guide, fact_id: str, undecided: tuple[GuideComponent, ...]) -> int:
    leads_away = any(
        choice.go_to or choice.refusal for fact in guide.facts if fact.id == fact_id for choice in fact.choices
    )
    gates = {fact.id for fact in guide.facts if fact_id in dict(facts_in(fact.ask_if))}
    deciding = {fact_id, *gates}
    touched = sum(bool(deciding & set(dict(facts_in(component.needed_if)))) for component in undecided)
    return touched + (1000 if leads_away else 0)
