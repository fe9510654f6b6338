"""Families and life events that point at nothing are told by place."""

from typing import Any

from knowledge.checking.companions import families, life_events
from knowledge.checking.official import Official
from knowledge.families.loading import Family
from knowledge.life_events.models import LifeEvent
from tests.knowledge.checking.conftest import CODE, FORM, OTHER, at, guide, told


def family(**second: Any) -> Family:
    members = [
        {"procedure_code": CODE, "label": "Cái này", "seen_in": [at(FORM)]},
        {"procedure_code": OTHER, "label": "Cái kia", "seen_in": [at(FORM, OTHER)], **second},
    ]
    return Family.model_validate({"id": "thu", "question": "Cái nào?", "members": members})


def event(**changes: Any) -> LifeEvent:
    steps = [
        {
            "procedure_code": code,
            "name": code,
            "seen_in": [at(FORM, code)],
            "when": {"text": "x", "seen_in": [at(FORM)]},
        }
        for code in (CODE, OTHER)
    ]
    made = {"id": "thu", "name": "Thử", "intro": "Thử", "words": [f"lời nói {number}" for number in range(5)]}
    return LifeEvent.model_validate({**made, "steps": steps, **changes})


def test_what_points_at_what_is_there_has_no_findings(official: Official) -> None:
    assert list(families([family()], official)) == []
    sound = event(same_papers=[{"name": "Giấy", "components": [f"{CODE}#form", f"{CODE}#witness"]}])
    assert list(life_events([sound], {CODE: guide()}, official)) == []


def test_a_member_that_is_not_offered_and_a_line_that_does_not_stand_are_errors(official: Official) -> None:
    assert told(families([family(procedure_code="9.999999")], official)) == [
        "9.999999: the catalogue offers no such procedure"
    ]
    assert told(families([family(seen_in=["1.000001#0000000000"])], official)) == [
        f"{OTHER}: 1.000001#0000000000 is no official line"
    ]


def test_a_paper_or_an_answer_that_no_guide_knows_is_an_error(official: Official) -> None:
    paper = event(same_papers=[{"name": "Giấy", "components": [f"{CODE}#form", f"{OTHER}#form"]}])
    assert told(life_events([paper], {CODE: guide()}, official)) == [
        f"same_papers: {OTHER}#form is no paper of a guide"
    ]
    answers = {f"{CODE}#birth_place": "moon", f"{CODE}#weather": "sun", f"{OTHER}#a": "b"}
    assert len(told(life_events([event(facts=answers)], {CODE: guide()}, official))) == 3


def test_a_step_that_is_not_offered_is_an_error(official: Official) -> None:
    steps = [{"procedure_code": code, "name": code, "seen_in": [at(FORM)]} for code in (CODE, "9.999999")]
    assert told(life_events([event(steps=steps)], {}, official)) == ["9.999999: the catalogue offers no such procedure"]
