"""The guides against situations of citizens, whose papers were read off the official records before the guides."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.checking.official import Official
from knowledge.guides.checklist import decide
from knowledge.guides.loading import Guides
from knowledge.guides.models import Guide

FOLDER = Path(__file__).with_name("situations")
SITUATIONS: list[dict[str, Any]] = [
    situation for file in sorted(FOLDER.glob("*.yml")) for situation in yaml.safe_load(file.read_text(encoding="utf-8"))
]
STAYING = [situation for situation in SITUATIONS if "go_to" not in situation]
LEAVING = [situation for situation in SITUATIONS if "go_to" in situation]
MOST_QUESTIONS = 8
FEWEST_SITUATIONS = 120
FEWEST_PROCEDURES = 60
VERDICTS = {"right", "guide_wrong", "situation_wrong", "record_unclear"}


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
    for paper in [paper for paper in situation["not_papers"] if paper["component"] is not None]:
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


def test_the_situations_are_many_and_of_many_procedures() -> None:
    assert len({situation["id"] for situation in SITUATIONS}) == len(SITUATIONS) >= FEWEST_SITUATIONS
    assert len({situation["procedure_code"] for situation in SITUATIONS}) >= FEWEST_PROCEDURES


def test_what_was_not_right_at_first_says_why() -> None:
    assert {situation["verdict"] for situation in SITUATIONS} <= VERDICTS
    assert [
        situation["id"] for situation in SITUATIONS if (situation["verdict"] == "right") == ("why" in situation)
    ] == []
