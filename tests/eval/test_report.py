"""What the JSON of a run holds."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.outcomes import Outcome, Run
from eval.questions import sha256
from eval.report import report

Made = Callable[..., Outcome]
Written = Callable[[Sequence[Any]], Path]


def test_the_json_says_what_was_measured_on_what_and_when(made: Made, written: Written) -> None:
    path = written([{}])
    run = Run("retrieval", (made("q1", "answer", [["1"]], "answer", ["1"], form="plain"),), "abc", {"url": "http://x"})
    told = json.loads(json.dumps(report(run, path).json()))
    assert told["task"] == "retrieval"
    assert told["questions"] == {"file": "questions.jsonl", "sha256": sha256(path), "count": 1}
    assert told["release"] == "abc"
    assert told["configuration"] == {"url": "http://x", "resamples": 2000, "seed": 20260719}
    assert told["date"].startswith("20")
    assert told["figures"]["right"] == {"value": 1.0, "n": 1, "low": 1.0, "high": 1.0}
    assert told["figures"]["clarify_right"] == {"value": None, "n": 0, "low": None, "high": None}
    assert list(told["breakdowns"]) == ["form"]
    assert told["latency_ms"] == {"median": 10.0, "percentile_95": 10.0}


def test_the_json_holds_every_outcome_and_never_the_question(made: Made, written: Written) -> None:
    run = Run("dialogue", (made("d1.1", "answer", [["1"]], "dialogue", ["1"], dialogue="d1", carries="first"),), None)
    told = report(run, written([{}])).json()
    assert told["outcomes"] == [
        {
            "id": "d1.1",
            "behaviour": "answer",
            "expect": (("1",),),
            "decision": "dialogue",
            "procedures": ("1",),
            "ranking": ("1",),
            "milliseconds": 10.0,
            "error": "",
            "counted_as": "answer",
            "right": True,
        }
    ]


def test_what_got_no_answer_is_counted(made: Made, written: Written) -> None:
    run = Run("retrieval", (made("a", "decline", [], None), made("b", "decline", [], "decline")), None)
    assert report(run, written([{}])).json()["no_answer"] == 1
