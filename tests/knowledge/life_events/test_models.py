"""The shape of a life event: what contradicts itself is refused."""

from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.life_events.models import LifeEvent
from tests.knowledge.life_events.samples import CARD, CAT, event, step


def test_a_sound_event_keeps_the_order_of_its_steps() -> None:
    made = LifeEvent.model_validate(event())
    assert [one.name for one in made.steps] == ["Khai báo mèo", "Làm thẻ thư viện", "Khai báo chó"]
    assert [one.optional for one in made.steps] == [False, False, True]


def test_an_event_needs_neither_shared_papers_nor_facts() -> None:
    made = LifeEvent.model_validate(
        {key: value for key, value in event().items() if key not in ("same_papers", "facts")}
    )
    assert (made.same_papers, made.facts) == ((), {})


def test_an_event_once_made_stays_as_it_is() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        LifeEvent.model_validate(event()).name = "khác"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"steps": [step(CAT, "a"), step(CAT, "b")]}, "a procedure stands twice among the steps"),
        (
            {"same_papers": [{"name": name, "components": [f"{CAT}#x", f"{CARD}#{name}"]} for name in "ab"]},
            "a component is part of two papers",
        ),
        (
            {"same_papers": [{"name": "a", "components": [f"{CAT}#x", "9.999999#x"]}]},
            "9.999999#x belongs to none of the steps",
        ),
        ({"facts": {"9.999999#age": "adult"}}, "9.999999#age belongs to none of the steps"),
    ],
)
def test_an_event_that_contradicts_itself_is_refused_with_the_reason(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        LifeEvent.model_validate(event(**changes))


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"id": "Nhà mới"}, ("id",)),
        ({"name": "x" * 61}, ("name",)),
        ({"intro": "x" * 301}, ("intro",)),
        ({"words": ["một", "hai", "ba", "bốn"]}, ("words",)),
        ({"steps": [step(CAT, "a")]}, ("steps",)),
        ({"steps": [step(CAT, "x" * 81), step(CARD, "b")]}, ("steps", 0, "name")),
        ({"steps": [step(CAT, "a", seen_in=[]), step(CARD, "b")]}, ("steps", 0, "seen_in")),
        ({"steps": [step(CAT, "a", when={"text": "mai", "seen_in": []}), step(CARD, "b")]}, ("steps", 0, "when", "seen_in")),
        ({"steps": [step(CAT, "a", whom="ai"), step(CARD, "b")]}, ("steps", 0, "whom")),
        ({"same_papers": [{"name": "a", "components": [f"{CAT}#x"]}]}, ("same_papers", 0, "components")),
        ({"colour": "red"}, ("colour",)),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_at_its_place(changes: dict[str, Any], place: tuple[str | int, ...]) -> None:
    with pytest.raises(ValidationError) as refused:
        LifeEvent.model_validate(event(**changes))
    assert refused.value.errors()[0]["loc"] == place


@pytest.mark.parametrize("field", ["id", "name", "intro", "words", "steps"])
def test_a_missing_field_is_named(field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        LifeEvent.model_validate({key: value for key, value in event().items() if key != field})
    assert [error["loc"] for error in refused.value.errors()] == [(field,)]
