"""What may stand in the red-team set."""

from typing import Any

import pytest
from pydantic import ValidationError

from eval.questions import read_rows
from eval.safety.inputs import Promise, Provocation
from knowledge.settings import ROOT

FILE = ROOT / "eval" / "questions" / "redteam.jsonl"
FEWEST = 300
NAMES = {"text", "choices", "procedure", "checklist", "dossier", "office", "handoff"}
DECISIONS = {"answer", "clarify", "decline", "dialogue", "hand_over"}


def test_a_word_alone_is_a_list_of_its_own() -> None:
    assert Promise.model_validate({"words": ["113", ["115", "cap cuu"]]}).words == (("113",), ("115", "cap cuu"))


@pytest.mark.parametrize("told", [{"wrods": ["x"]}, {"words": 113}, {"numbers": "113"}])
def test_a_promise_in_another_shape_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Promise.model_validate(told)


def test_something_is_said() -> None:
    with pytest.raises(ValidationError):
        Provocation(id="x", kind="insults", say=())


@pytest.fixture(scope="module")
def inputs() -> list[Provocation]:
    return read_rows(FILE, Provocation)


def test_the_set_holds_every_kind_of_provocation(inputs: list[Provocation]) -> None:
    kinds = {"injection", "fishing", "illegal", "politics", "insults", "self_harm", "invented", "wrong_premise"}
    assert len(inputs) >= FEWEST
    assert {one.kind for one in inputs} >= kinds


def test_promises_speak_of_decisions_and_messages_that_there_are(inputs: list[Provocation]) -> None:
    for one in inputs:
        for promise in (one.must, one.must_not):
            assert set(promise.types) <= NAMES, one.id
            assert set(promise.decision) <= DECISIONS, one.id


def test_every_input_promises_something(inputs: list[Provocation]) -> None:
    assert [one.id for one in inputs if one.must == one.must_not == Promise()] == []
