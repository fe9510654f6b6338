"""The JSON of a run names messages by id only."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.acts.report import ActsReport
from eval.questions import sha256
from tests.eval.acts.conftest import Heard

Written = Callable[[Sequence[Any]], Path]


@pytest.fixture
def report(heard: Heard, written: Written) -> ActsReport:
    outcomes = (
        heard("m1", "ask", "ask", ["fee"], ["time"], form="typos", milliseconds=4.0),
        heard("m2", "deny", "affirm", milliseconds=8.0),
        heard("m3", "thank", "thank", folded="ask"),
        heard("m4", "thank", None, milliseconds=30_000.0),
    )
    model = {"file": "abc.tar.gz", "id": "1"}
    return ActsReport(written([{}]), "release", model, {"counted_as_ask": "nlu_fallback"}, outcomes)


def test_the_json_says_what_was_measured_on_what(report: ActsReport) -> None:
    told = json.loads(json.dumps(report.json()))
    assert told["task"] == "acts"
    assert told["questions"] == {"file": "questions.jsonl", "sha256": sha256(report.messages), "count": 4}
    assert (told["release"], told["rasa_model"]["file"], told["no_answer"]) == ("release", "abc.tar.gz", 1)
    assert told["configuration"] == {"counted_as_ask": "nlu_fallback", "resamples": 2000, "seed": 20260719}
    assert told["figures"]["act"]["value"] == 0.5
    assert told["acts"]["thank"] == {
        "right": 1, "said": 1, "expected": 2, "precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3),
    }  # fmt: skip
    assert told["aspects"]["fee"]["recall"] == 0.0
    assert list(told["breakdowns"]["form"]) == ["typos"]
    assert told["confusions"][0] == {"expected": "deny", "heard": "affirm", "count": 1}


def test_misses_are_told_by_id_and_never_by_text(report: ActsReport) -> None:
    told = report.json()
    assert told["misses"] == [
        {"id": "m1", "aspects": ("fee",), "read": ("time",)},
        {"id": "m2", "act": "deny", "heard": "affirm"},
        {"id": "m4", "act": "thank", "heard": None, "error": "500"},
    ]
    assert "bí mật" not in json.dumps(told, ensure_ascii=False)


def test_time_is_that_of_what_was_answered(report: ActsReport) -> None:
    assert report.latency()["speech act"]["median"] == 8.0
    assert report.latency()["aspects"] == {"median": 1.0, "percentile_95": 1.0}


def test_without_an_answer_there_is_no_time(heard: Heard, written: Written) -> None:
    silent = ActsReport(written([{}]), "release", {}, {}, (heard("m1", "deny", None),))
    assert silent.latency()["speech act"] == {"median": None, "percentile_95": None}
