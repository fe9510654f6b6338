"""Families and life events against the catalogue and the guides that they point into."""

from collections.abc import Iterable, Iterator, Mapping

from knowledge.checking.findings import Finding, error
from knowledge.checking.official import Official
from knowledge.families.loading import Family
from knowledge.guides.models import Guide
from knowledge.life_events.models import LifeEvent


def families(every: Iterable[Family], official: Official) -> Iterator[Finding]:
    """Yield members that are not offered, and differences that no official line makes."""
    for family in every:
        for member in family.members:
            if member.procedure_code not in official.codes:
                yield error("families", family.id, member.procedure_code, "the catalogue offers no such procedure")
            yield from _missing("families", family.id, member.procedure_code, member.seen_in, official)


def life_events(every: Iterable[LifeEvent], guides: Mapping[str, Guide], official: Official) -> Iterator[Finding]:
    """Yield steps that are not offered, lines that do not stand, and papers or facts that no guide has."""
    for event in every:
        for step in event.steps:
            if step.procedure_code not in official.codes:
                yield error("life_events", event.id, step.procedure_code, "the catalogue offers no such procedure")
            told = (step.when, step.together)
            seen_in = [*step.seen_in, *(line for statement in told if statement for line in statement.seen_in)]
            yield from _missing("life_events", event.id, step.procedure_code, seen_in, official)
        for reference in (component for paper in event.same_papers for component in paper.components):
            code, _, component = reference.partition("#")
            if code not in guides or component not in {item.id for item in guides[code].components}:
                yield error("life_events", event.id, "same_papers", f"{reference} is no paper of a guide")
        for reference, choice in event.facts.items():
            code, _, fact_id = reference.partition("#")
            fact = guides[code].fact(fact_id) if code in guides else None
            if fact is None or fact.choice(choice) is None:
                yield error("life_events", event.id, "facts", f"{reference}: {choice} is no answer that a guide knows")


def _missing(rule: str, subject: str, place: str, seen_in: Iterable[str], official: Official) -> Iterator[Finding]:
    for reference in seen_in:
        if not official.has(reference):
            yield error(rule, subject, place, f"{reference} is no official line")
