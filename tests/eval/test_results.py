"""What the JSON of a run holds, for every task alike."""

import json
from typing import Any

import pytest

from eval.configuration import version
from eval.outcomes import Reply
from eval.questions import Question
from eval.results import Asked, result
from eval.retrieval.task import Retrieval
from eval.task import Assistant
from eval.verdicts import Verdict
from tests.eval.conftest import PROCEDURES, SMALL, Resulted, Written, question, replied


def test_the_json_says_what_was_measured_on_what_when_and_with_what(small: dict[str, Any]) -> None:
    assert (small["task"], small["unit"], small["release"], small["version"]) == (
        "retrieval", "questions", "abc", version(),
    )  # fmt: skip
    asked = small["questions"]
    assert (asked["file"], asked["count"], asked["rows"], asked["asked"]) == ("questions.jsonl", 7, 7, 7)
    assert len(asked["sha256"]) == 64
    assert small["configuration"] == {"settings": {}, "resamples": 2000, "seed": 20260719}
    assert small["date"].startswith("20")


def test_outcomes_are_told_apart_and_never_added_up(small: dict[str, Any]) -> None:
    told = {name: (found["count"], found["as_wanted"]) for name, found in small["verdicts"].items()}
    assert told == {
        "right": (1, 1),
        "partly": (1, 0),
        "wrong": (1, 0),
        "declined": (2, 1),
        "clarified": (1, 1),
        "handed_over": (0, 0),
        "none": (1, 0),
    }
    assert sum(found["value"] for found in small["verdicts"].values()) == pytest.approx(1)
    assert small["no_answer"] == 1


def test_each_outcome_is_told_by_id_and_never_by_text(small: dict[str, Any]) -> None:
    assert "bí mật" not in json.dumps(small, ensure_ascii=False)
    by_id = {one["id"]: one for one in small["outcomes"]}
    assert by_id["q3"]["missing"] == ["3"]
    assert (by_id["q2"]["missing"], by_id["q2"]["extra"], by_id["q2"]["mistaken"]) == (["1"], ["2"], ["1", "2"])
    assert (by_id["q2"]["decision"], by_id["q2"]["expect"]) == ("answer", [["1"]])
    assert by_id["q1"]["values"]["first"] == 1.0


def test_look_alikes_are_named_with_how_often_and_where(small: dict[str, Any]) -> None:
    assert small["mistaken"] == [{"wanted": "1", "said": "2", "count": 1, "ids": ["q2"]}]
    assert small["names"] == {"1": "Đăng ký khai sinh", "2": "Đăng ký lại khai sinh"}


def test_figures_are_broken_down_by_form_and_field(small: dict[str, Any]) -> None:
    assert list(small["breakdowns"]) == ["field", "form"]
    assert small["breakdowns"]["field"]["Hộ tịch"]["right"]["n"] == 3
    assert small["breakdowns"]["form"]["plain"]["right"]["value"] == pytest.approx(2 / 3)


def test_risk_leaves_out_what_is_to_be_asked_back_and_what_has_no_confidence(small: dict[str, Any]) -> None:
    found = small["risk_coverage"]
    assert found["of"] == 5
    assert found["curve"][0] == [0.2, 0.0]
    assert found["own"] == [pytest.approx(3 / 5), pytest.approx(1 / 3)]


def test_without_confidence_there_is_no_risk(resulted: Resulted) -> None:
    told = resulted([(question("q1", "decline", []), replied("decline"))])
    assert told["risk_coverage"] is None


def test_time_is_that_of_what_was_answered(small: dict[str, Any]) -> None:
    assert small["latency_ms"]["median"] == 10.0
    assert small["latency_ms"]["percentile_95"] <= 30.0


def test_a_release_that_is_not_on_this_machine_leaves_fields_out(written: Written) -> None:
    assistant = Assistant[Question, Reply](lambda _: replied("decline"), None)
    told = result(Retrieval(), Asked(written([{}]), 7, 7), assistant, SMALL, {})
    assert list(told["breakdowns"]) == ["form"]
    assert (told["release"], told["rasa_model"], told["names"]) == (None, None, {})


def test_every_verdict_is_named_even_where_it_never_came(resulted: Resulted) -> None:
    told = resulted([(question("q1", "decline", []), replied("decline"))])
    assert list(told["verdicts"]) == list(Verdict)
    assert PROCEDURES.keys() >= set(told["names"])
