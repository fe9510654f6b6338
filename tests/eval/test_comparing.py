"""Two results compared: what differs, how surely, and on which questions."""

import json
from typing import Any

import pytest

from eval.comparing import compare, markdown
from eval.errors import UnlikeResultsError
from tests.eval.conftest import SMALL, Resulted, question, replied


def run(resulted: Resulted, wrong: set[int], release: str) -> dict[str, Any]:
    """Make a run of twenty questions, those of `wrong` answered with another procedure."""
    rows = [(question(f"q{number}", "answer", [["1"]]), replied("answer", "2" if number in wrong else "1"))
            for number in range(20)]  # fmt: skip
    return resulted(rows, release=release)


def test_what_got_better_and_worse_is_named_by_id(resulted: Resulted) -> None:
    found = compare(run(resulted, {0, 1, 2}, "abc"), run(resulted, {2, 3}, "def"))
    assert [change.id for change in found.better] == ["q0", "q1"]
    assert [(change.id, change.before, change.after) for change in found.worse] == [("q3", "right", "wrong")]
    assert found.other == ()
    assert found.moved == {("right", "right"): 16, ("wrong", "right"): 2, ("wrong", "wrong"): 1, ("right", "wrong"): 1}
    assert found.judge("right") == "no sure difference"


def test_a_sure_difference_is_better_or_worse_as_the_measure_is(resulted: Resulted) -> None:
    bad, good = run(resulted, set(range(12)), "abc"), run(resulted, set(), "def")
    better, worse = compare(bad, good), compare(good, bad)
    assert better.measures["right"].test == "McNemar, exact"
    assert (better.judge("right"), worse.judge("right")) == ("better", "worse")
    assert (better.judge("wrong_among_answered"), worse.judge("wrong_among_answered")) == ("better", "worse")
    assert better.measures["wrong_among_answered"].value == pytest.approx(-0.6)


def test_a_measure_over_what_each_run_answered_is_drawn(resulted: Resulted) -> None:
    second = [(asked, replied("decline") if asked.id == "q2" else reply) for asked, reply in SMALL]
    found = compare(resulted(SMALL), resulted(second))
    assert found.measures["wrong_among_answered"].test == "paired bootstrap"
    assert [(change.id, change.before, change.after) for change in found.other] == [("q2", "wrong", "declined")]


def test_both_releases_and_every_measure_are_told(resulted: Resulted) -> None:
    found = compare(run(resulted, {0}, "abc"), run(resulted, set(), "def"))
    told = json.loads(json.dumps(found.json()))
    assert (told["first"]["release"], told["second"]["release"]) == ("abc", "def")
    assert told["measures"]["right"]["value"] == pytest.approx(0.05)
    assert told["better"] == [{"id": "q0", "before": "wrong", "after": "right"}]
    tables = markdown(found)
    assert "| right decision and procedures" in tables
    assert "## Better: 1\n\nq0" in tables
    assert "## Worse: 0\n\nnone" in tables
    assert "answered wrong, now answered right" in tables


def test_equal_results_move_nothing(small: dict[str, Any]) -> None:
    found = compare(small, small)
    assert (found.better, found.worse, found.other) == ((), (), ())
    assert "outcome before and now" not in markdown(found)


def test_another_task_is_refused(small: dict[str, Any]) -> None:
    with pytest.raises(UnlikeResultsError, match="task retrieval, the other of dialogue"):
        compare(small, {**small, "task": "dialogue"})


def test_other_questions_are_refused_by_file_and_hash(small: dict[str, Any]) -> None:
    other = {**small, "questions": {**small["questions"], "file": "dev.jsonl", "sha256": "f" * 64}}
    with pytest.raises(UnlikeResultsError, match=r"questions\.jsonl .* and dev\.jsonl \(sha256 ffffffffffff\)"):
        compare(small, other)


def test_a_sample_is_not_compared_with_the_whole(small: dict[str, Any]) -> None:
    part = {**small, "outcomes": small["outcomes"][:3], "questions": {**small["questions"], "asked": 3}}
    with pytest.raises(UnlikeResultsError, match="7 of 7 rows, and 3 of 7"):
        compare(small, part)
