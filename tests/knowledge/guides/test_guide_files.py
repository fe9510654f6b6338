"""Every guide in the repository: sourced, complete, and decided after at most seven short questions."""

import random
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from pydantic import BaseModel

from knowledge.guides.checklist import Checklist, decide
from knowledge.guides.conditions import facts_in
from knowledge.guides.loading import FOLDER, Guides, load, read
from knowledge.guides.models import Guide, GuideComponent
from knowledge.vietnamese.folding import syllables
from tests.knowledge.guides.conftest import Record

CODES = sorted(load())
MOST_QUESTIONS = 7
PATHS = 300

each_guide = pytest.mark.parametrize("code", CODES)


def sources(item: Any) -> Iterator[str]:
    """Yield every `seen_in` entry below `item`."""
    if isinstance(item, BaseModel):
        yield from getattr(item, "seen_in", ())
        for field in type(item).model_fields:
            yield from sources(getattr(item, field))
    elif isinstance(item, tuple):
        for part in item:
            yield from sources(part)


def path(guide: Guide, choose: random.Random) -> Checklist:
    """Answer every question at random until nothing is left to ask."""
    facts: dict[str, str] = {}
    while (question := decide(guide, facts).next_fact) is not None:
        facts[question.id] = choose.choice(question.choices).id
    return decide(guide, facts)


def paths(guide: Guide) -> list[Checklist]:
    choose = random.Random(guide.procedure_code)
    return [path(guide, choose) for _ in range(PATHS)]


def needing(guide: Guide, paper: GuideComponent) -> Iterator[Checklist]:
    """Yield checklists that need `paper`, over all answers to the facts that may decide it."""
    deciding = {fact for fact, _ in facts_in(paper.needed_if)}
    while (
        more := {other for fact in guide.facts if fact.id in deciding for other, _ in facts_in(fact.ask_if)} - deciding
    ):
        deciding |= more
    facts = [fact for fact in guide.facts if fact.id in deciding]
    for choices in product(*(fact.choices for fact in facts)):
        found = decide(guide, {fact.id: choice.id for fact, choice in zip(facts, choices, strict=True)})
        if paper in found.needed and not found.go_to:
            yield found


def laws(guide: Guide) -> set[str]:
    return {law.number for law in guide.legal_bases} | {
        law.number for paper in guide.components for law in paper.legal_bases
    }


@each_guide
def test_every_source_exists_in_the_catalogue(guides: Guides, record: Record, code: str) -> None:
    missing = []
    for reference in sorted(set(sources(guides[code]))):
        procedure_code, _, line = reference.partition("#")
        if procedure_code not in record.catalogue or line not in record.lines(procedure_code):
            missing.append(reference)
    assert missing == []


@each_guide
def test_every_official_line_with_a_quantity_is_covered_or_waived(guides: Guides, record: Record, code: str) -> None:
    guide = guides[code]
    told = {reference for paper in guide.components for reference in sources(paper)} | {
        item.line for item in guide.waived
    }
    papers = {f"{code}#{item.line}" for item in record.get(code).components if not item.is_note}
    assert papers - told == set()


@each_guide
def test_every_waived_line_exists_and_is_no_paper_of_the_guide(guides: Guides, record: Record, code: str) -> None:
    guide = guides[code]
    official = {f"{code}#{line}" for line in record.lines(code)}
    assert {item.line for item in guide.waived} <= official
    assert {item.line for item in guide.waived}.isdisjoint(line for paper in guide.components for line in paper.seen_in)


@each_guide
def test_every_neighbour_is_offered(guides: Guides, record: Record, code: str) -> None:
    guide = guides[code]
    away = {choice.go_to.procedure_code for fact in guide.facts for choice in fact.choices if choice.go_to}
    neighbours = away | {neighbour.procedure_code for neighbour in guide.look_alikes}
    assert [other for other in neighbours if other not in record.catalogue or not record.get(other).offered] == []
    assert code not in neighbours


@each_guide
def test_a_guide_names_its_procedure_as_the_record_does(guides: Guides, record: Record, code: str) -> None:
    guide, procedure = guides[code], record.get(code)
    assert (guide.official_name, guide.level, guide.decision_number) == (
        procedure.name,
        procedure.level,
        procedure.decision_number,
    )
    assert guide.portal_id in (None, procedure.portal_id)


@each_guide
def test_every_paper_has_the_code_of_an_official_component(guides: Guides, record: Record, code: str) -> None:
    references = [reference.partition("#")[0] for paper in guides[code].components for reference in paper.seen_in]
    official = {item.component_code for other in {code, *references} for item in record.get(other).components}
    lines = {line for other in {code, *references} for line in record.lines(other)}
    assert [paper.id for paper in guides[code].components if paper.component_code not in official | lines] == []


@each_guide
def test_every_law_stands_in_the_record(guides: Guides, record: Record, code: str) -> None:
    told = record.get(code).model_dump_json()
    assert [number for number in sorted(laws(guides[code])) if number not in told] == []


@each_guide
def test_every_number_of_a_fee_or_a_time_stands_in_its_official_lines(
    guides: Guides, record: Record, code: str
) -> None:
    def stated(seen_in: tuple[str, ...]) -> set[float]:
        return {number for reference in seen_in for number in record.numbers(*reference.split("#", 1))}

    numbers: list[tuple[str, float, tuple[str, ...]]] = [
        (item.text, item.amount, item.seen_in) for item in guides[code].fees if item.amount
    ]
    numbers += [(item.text, item.quantity, item.seen_in) for item in guides[code].times if item.quantity]
    assert [text for text, number, seen_in in numbers if number not in stated(seen_in)] == []


@each_guide
def test_no_fee_is_waived_without_official_words_for_it(guides: Guides, record: Record, code: str) -> None:
    waived = [fee for fee in guides[code].fees if fee.amount == 0]
    silent = [
        fee.text for fee in waived if not any(record.waives(*reference.split("#", 1)) for reference in fee.seen_in)
    ]
    assert silent == []


@each_guide
def test_every_path_of_answers_ends_decided_within_seven_questions(guides: Guides, code: str) -> None:
    for checklist in paths(guides[code]):
        assert checklist.go_to or not checklist.undecided, dict(checklist.facts)
        assert len(checklist.facts) <= MOST_QUESTIONS, dict(checklist.facts)


@each_guide
def test_every_path_that_stays_here_needs_some_paper(guides: Guides, code: str) -> None:
    assert [dict(found.facts) for found in paths(guides[code]) if not found.go_to and not found.needed] == []


@each_guide
def test_every_paper_is_needed_by_somebody_and_says_why_not_to_the_others(guides: Guides, code: str) -> None:
    guide = guides[code]
    met = {paper.id for found in paths(guide) for paper in found.needed}
    assert [paper.id for paper in guide.components if paper.id not in met and not any(needing(guide, paper))] == []
    assert [paper.id for paper in guide.components if paper.needed_if and not paper.not_needed_because] == []


@each_guide
def test_a_guide_that_is_checked_is_reviewed_later_and_knows_its_snapshot(guides: Guides, code: str) -> None:
    guide = guides[code]
    assert guide.catalogue_as_of <= guide.checked_on < guide.review_by


@each_guide
def test_words_for_an_answer_point_to_one_answer_of_its_question(guides: Guides, code: str) -> None:
    for fact in guides[code].facts:
        owner: dict[tuple[str, ...], str] = {}
        for choice in fact.choices:
            for word in choice.words:
                assert owner.setdefault(tuple(syllables(word)), choice.id) == choice.id, f"{fact.id}: {word}"


@each_guide
def test_every_answer_can_be_said(guides: Guides, code: str) -> None:
    assert [(fact.id, choice.id) for fact in guides[code].facts for choice in fact.choices if not choice.words] == []


def test_every_guide_file_is_loaded(guides: Guides) -> None:
    files = list(FOLDER.rglob("*.yml"))
    assert len(files) == len(guides) > 0
    assert {read(file).procedure_code for file in files} == set(guides)
