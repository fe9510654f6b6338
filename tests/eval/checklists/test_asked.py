"""A case is told in one way, and every paper of it has one verdict."""

from typing import Any

import pytest
from pydantic import ValidationError

from eval.checklists.asked import Case, Need
from eval.questions import read_rows
from knowledge.guides.loading import Guides, load
from knowledge.settings import ROOT

FILE = ROOT / "eval" / "questions" / "dev_checklists.jsonl"
FEWEST_CASES = 80
FEWEST_PROCEDURES = 40


def case(**told: Any) -> Case:
    return Case.model_validate({"id": "c1", "procedure": "1.1", **told})


def test_papers_are_needed_not_needed_or_hang_on_a_fact() -> None:
    papers = case(facts={}, needed=["form"], not_needed=["proxy"], depends=["proof"]).papers
    assert papers == {"form": Need.NEEDED, "proxy": Need.NOT_NEEDED, "proof": Need.DEPENDS}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"needed": ["form"]}, "in `facts` or in words"),
        ({"facts": {}, "say": "cần gì", "needed": ["form"]}, "in `facts` or in words"),
        ({"facts": {}, "tells": {"parents": "rồi"}, "needed": ["form"]}, "which `say` opens"),
        ({"facts": {}}, "a case ends"),
        ({"facts": {}, "needed": ["form"], "refused": True}, "a case ends"),
        ({"facts": {}, "leads_to": "1.2", "refused": True}, "a case ends"),
        ({"facts": {}, "needed": ["form"], "depends": ["form"]}, "two verdicts"),
    ],
)
def test_a_case_that_cannot_be_judged_is_refused(told: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        case(**told)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return read_rows(FILE, Case)


@pytest.fixture(scope="module")
def guides() -> Guides:
    return load()


def test_the_cases_cover_many_procedures_by_facts_and_in_words(cases: list[Case]) -> None:
    assert len(cases) >= FEWEST_CASES
    assert len({case.procedure for case in cases}) >= FEWEST_PROCEDURES
    assert {case.facts is None for case in cases} == {True, False}
    assert any(case.depends for case in cases)
    assert any(case.leads_to for case in cases)
    assert any(case.refused for case in cases)


def test_the_cases_speak_of_papers_facts_and_choices_that_the_guides_have(cases: list[Case], guides: Guides) -> None:
    for case in cases:
        guide = guides[case.procedure]
        papers = {component.id for component in guide.components}
        assert set(case.papers) <= papers, case.id
        assert not case.papers or set(case.papers) == papers, f"{case.id}: a paper without a verdict"
        known = {fact.id: {choice.id for choice in fact.choices} for fact in guide.facts}
        assert all(choice in known.get(name, ()) for name, choice in (case.facts or {}).items()), case.id
        assert set(case.tells) <= set(known), case.id


def test_every_case_says_which_official_lines_it_was_read_off(cases: list[Case]) -> None:
    assert [case.id for case in cases if not case.why] == []
