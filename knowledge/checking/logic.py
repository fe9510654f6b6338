"""A guide's own logic: every fact reachable and deciding, every paper decided, no case dead or contradictory."""

import random
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Any

from knowledge.checking.findings import Finding, error, warning
from knowledge.guides.checklist import Checklist, decide
from knowledge.guides.conditions import facts_in, holds
from knowledge.guides.models import Fact, Guide
from knowledge.vietnamese.folding import syllables

MOST_QUESTIONS = 8
_PATHS = 200
_MOST_COMBINATIONS = 50_000
_RULE = "logic"


def check(guide: Guide) -> Iterator[Finding]:
    """Yield what is wrong within one guide."""
    code = guide.procedure_code
    for place, condition in _conditions(guide):
        values = _values(guide, condition)
        if True not in values:
            yield error(_RULE, code, place, "the condition can never hold")
        elif False not in values:
            yield warning(_RULE, code, place, "the condition always holds: leave it out")
    for fact in guide.facts:
        yield from _fact(guide, fact)
    yield from _components(guide)
    yield from _paths(guide)


def _conditions(guide: Guide) -> Iterator[tuple[str, Mapping[str, Any]]]:
    every: list[tuple[str, Mapping[str, Any] | None]] = [
        *((f"components.{component.id}.needed_if", component.needed_if) for component in guide.components),
        *((f"facts.{fact.id}.ask_if", fact.ask_if) for fact in guide.facts),
        *((f"fees.{place}.applies_if", fee.applies_if) for place, fee in enumerate(guide.fees)),
        *((f"times.{place}.applies_if", time.applies_if) for place, time in enumerate(guide.times)),
    ]
    return ((place, condition) for place, condition in every if condition)


def _values(guide: Guide, condition: Mapping[str, Any]) -> set[bool | None]:
    """Return what a condition can become once everything that bears on it is answered."""
    return {holds(condition, decide(guide, facts).seen) for facts in _answers(guide, condition)}


def _answers(guide: Guide, condition: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    deciding = [fact for fact in guide.facts if fact.id in _closure(guide, condition)]
    if prod(len(fact.choices) for fact in deciding) <= _MOST_COMBINATIONS:
        combinations: Iterable[tuple[str, ...]] = product(
            *([choice.id for choice in fact.choices] for fact in deciding)
        )
    else:
        draw = random.Random(guide.procedure_code)
        combinations = (
            tuple(draw.choice(fact.choices).id for fact in deciding) for _ in range(_MOST_COMBINATIONS // 10)
        )
    return (dict(zip((fact.id for fact in deciding), chosen, strict=True)) for chosen in combinations)


def _closure(guide: Guide, condition: Mapping[str, Any]) -> set[str]:
    """Return the facts that a condition names, and those on which it depends whether they are asked."""
    deciding = {fact for fact, _ in facts_in(condition)}
    while more := {gate for fact in guide.facts if fact.id in deciding for gate, _ in facts_in(fact.ask_if)} - deciding:
        deciding |= more
    return deciding


def _fact(guide: Guide, fact: Fact) -> Iterator[Finding]:
    code, place = guide.procedure_code, f"facts.{fact.id}"
    if not _decides(guide, fact, frozenset()):
        yield error(_RULE, code, place, "the answer changes nothing: ask no question without need")
    owner: dict[tuple[str, ...], str] = {}
    for choice in fact.choices:
        if not choice.words:
            yield error(_RULE, code, f"{place}.{choice.id}", "nobody can say this choice: it has no words")
        for word in choice.words:
            if owner.setdefault(tuple(syllables(word)), choice.id) != choice.id:
                yield error(_RULE, code, f"{place}.{choice.id}", f"the words {word!r} stand for two choices")


def _decides(guide: Guide, fact: Fact, seen: frozenset[str]) -> bool:
    if any(choice.go_to or choice.refusal for choice in fact.choices):
        return True
    named = {name for component in guide.components for name, _ in facts_in(component.needed_if)}
    gated = [other for other in guide.facts if fact.id in dict(facts_in(other.ask_if)) and other.id not in seen]
    return fact.id in named or any(_decides(guide, other, seen | {fact.id}) for other in gated)


def _components(guide: Guide) -> Iterator[Finding]:
    for component in guide.components:
        if component.needed_if and not component.not_needed_because:
            place = f"components.{component.id}"
            yield error(_RULE, guide.procedure_code, place, "says to nobody why it is not needed (not_needed_because)")


def _paths(guide: Guide) -> Iterator[Finding]:
    """Walk many paths of answers to the end and yield each kind of trouble once."""
    draw, told = random.Random(guide.procedure_code), set()
    for _ in range(_PATHS):
        for message in _troubles(_walk(guide, draw)):
            if message not in told:
                told.add(message)
                yield error(_RULE, guide.procedure_code, "facts", message)


def _walk(guide: Guide, draw: random.Random) -> Checklist:
    facts: dict[str, str] = {}
    while (question := decide(guide, facts).next_fact) is not None:
        facts[question.id] = draw.choice(question.choices).id
    return decide(guide, facts)


def _troubles(found: Checklist) -> Iterator[str]:
    if len(found.facts) > MOST_QUESTIONS:
        yield f"a path asks more than {MOST_QUESTIONS} questions"
    if found.go_to or found.refusal:
        return
    if found.undecided:
        yield f"a path ends with undecided papers: {', '.join(component.id for component in found.undecided)}"
    if not found.needed:
        yield "a path ends without any paper"
