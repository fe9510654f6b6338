"""The guides against 45 situations of citizens, whose papers were read off the official records before the guides."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.checking.official import Official
from knowledge.guides.checklist import decide
from knowledge.guides.loading import Guides
from knowledge.guides.models import Guide

SITUATIONS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("situations.yml").read_text(encoding="utf-8")
)
STAYING = [situation for situation in SITUATIONS if "go_to" not in situation]
LEAVING = [situation for situation in SITUATIONS if "go_to" in situation]
MOST_QUESTIONS = 6
CODES = ["1.001193", "1.000894", "1.000656", "1.004873", "2.000635", "2.000815", "1.004222", "1.004194", "1.010041"]
CODES += ["1.001612", "1.013225", "1.001776", "1.000689"]


def each(situations: list[dict[str, Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("situation", situations, ids=lambda situation: situation["id"])


def asked(guide: Guide, situation: dict[str, Any]) -> list[str]:
    """Answer every question as this citizen would, and return what was asked, in order."""
    facts: dict[str, str] = {}
    while question := decide(guide, facts).next_fact:
        assert question.id in situation["facts"], f"{question.id} is asked, and the situation has no answer"
        facts[question.id] = situation["facts"][question.id]
    return list(facts)


@each(STAYING)
def test_a_citizen_gets_exactly_the_papers_that_the_record_asks_of_this_situation(
    guides: Guides, situation: dict[str, Any]
) -> None:
    checklist = decide(guides[situation["procedure_code"]], situation["facts"])
    assert [component.id for component in checklist.needed] == situation["expect"]
    assert (checklist.undecided, checklist.next_fact, checklist.go_to) == ((), None, None)


@each(STAYING)
def test_every_paper_points_at_the_official_lines_that_ask_for_it(guides: Guides, situation: dict[str, Any]) -> None:
    seen = {component.id: component.seen_in for component in guides[situation["procedure_code"]].components}
    for paper in situation["papers"]:
        references = {f"{situation['procedure_code']}#{line}" for line in paper["lines"]}
        assert references <= set(seen[paper["component"]]), paper["name"]
    assert {paper["component"] for paper in situation["papers"]} == set(situation["expect"])


@each(STAYING)
def test_papers_of_other_situations_are_refused_with_a_reason(guides: Guides, situation: dict[str, Any]) -> None:
    checklist = decide(guides[situation["procedure_code"]], situation["facts"])
    refused = {component.id: component for component in checklist.not_needed}
    for paper in situation["not_papers"]:
        component = refused[paper["component"]]
        assert component.not_needed_because
        assert any(f"{situation['procedure_code']}#{line}" in component.seen_in for line in paper["lines"]), paper[
            "name"
        ]


@each(LEAVING)
def test_a_citizen_who_needs_another_procedure_first_is_sent_there(guides: Guides, situation: dict[str, Any]) -> None:
    checklist = decide(guides[situation["procedure_code"]], situation["facts"])
    assert checklist.go_to is not None
    assert checklist.go_to.procedure_code == situation["go_to"]


@each(SITUATIONS)
def test_the_list_is_reached_by_few_questions_and_none_is_asked_in_vain(
    guides: Guides, situation: dict[str, Any]
) -> None:
    questions = asked(guides[situation["procedure_code"]], situation)
    assert set(questions) == set(situation["facts"])
    assert len(questions) <= MOST_QUESTIONS


@each(SITUATIONS)
def test_the_lines_of_a_situation_stand_in_the_official_record(record: Official, situation: dict[str, Any]) -> None:
    named = {line for paper in situation["papers"] + situation["not_papers"] for line in paper["lines"]}
    assert named <= set(record.lines(situation["procedure_code"]))


@pytest.mark.parametrize("procedure_code", CODES)
def test_every_guide_is_played_by_at_least_three_situations(procedure_code: str) -> None:
    assert Counter(situation["procedure_code"] for situation in SITUATIONS)[procedure_code] >= 3


def test_what_was_not_right_at_first_says_why() -> None:
    assert {situation["verdict"] for situation in SITUATIONS} <= {"right", "guide_wrong", "situation_wrong"}
    assert [
        situation["id"] for situation in SITUATIONS if (situation["verdict"] == "right") == ("why" in situation)
    ] == []
