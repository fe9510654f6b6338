"""The shape of a guide: contradictions inside one file are refused."""

from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.guides.models import Guide
from tests.knowledge.guides.samples import component, fact, guide


def refused(**changes: Any) -> str:
    with pytest.raises(ValidationError) as error:
        Guide.model_validate(guide(**changes))
    return str(error.value)


def test_a_whole_guide_is_accepted() -> None:
    made = Guide.model_validate(guide())
    assert made.fact("birth_place") is not None
    assert made.fact("colour") is None


def test_a_condition_on_a_fact_that_is_not_asked_is_refused() -> None:
    assert "names the fact 'colour'" in refused(components=[component("form", {"colour": "red"})])


@pytest.mark.parametrize("choice", ["car", "unsure"])
def test_a_condition_on_a_choice_that_is_not_offered_is_refused(choice: str) -> None:
    assert f"birth_place: '{choice}'" in refused(components=[component("form", {"birth_place": choice})])


def test_conditions_of_questions_fees_and_times_are_checked_too() -> None:
    line = {"text": "phí", "applies_if": {"colour": "red"}, "seen_in": ["1.000001#fees.direct"]}
    assert "'colour'" in refused(fees=[line])
    assert "'colour'" in refused(times=[line])
    assert "'colour'" in refused(facts=[fact("a", "x", "y", ask_if={"colour": "red"})], components=[component("form")])


def test_twin_facts_and_twin_papers_are_refused() -> None:
    assert "two facts share an id: a" in refused(facts=[fact("a", "x", "y")] * 2, components=[component("form")])
    assert "two components share an id: form" in refused(components=[component("form")] * 2)


def test_twin_choices_are_refused() -> None:
    assert "share an id" in refused(facts=[fact("a", "x", "x")], components=[component("form")])


@pytest.mark.parametrize("word", ["any", "all", "not"])
def test_a_fact_named_like_an_operator_is_refused(word: str) -> None:
    assert word in refused(facts=[fact(word, "x", "y")], components=[component("form")])


def test_a_choice_named_unsure_is_refused_because_it_means_unknown() -> None:
    assert "unsure" in refused(facts=[fact("a", "x", "unsure")], components=[component("form")])


@pytest.mark.parametrize(
    "changes", [{"summary": {"text": "Thử", "seen_in": []}}, {"components": [component("form", seen_in=[])]}]
)
def test_nothing_is_said_without_a_source(changes: dict[str, Any]) -> None:
    assert "seen_in" in refused(**changes)


def test_a_question_needs_two_choices_and_fits_a_phone() -> None:
    assert "choices" in refused(facts=[fact("a", "x")], components=[component("form")])
    assert "question" in refused(facts=[fact("a", "x", "y", question="?" * 161)], components=[component("form")])


def test_a_misspelt_key_is_refused() -> None:
    assert "lookalikes" in refused(lookalikes=[])


def test_a_negative_fee_is_refused() -> None:
    assert "amount" in refused(fees=[{"text": "phí", "amount": -1, "seen_in": ["1.000001#fees.direct"]}])
