"""What came of one question, in the words that every task shares."""

import json

from eval.verdicts import Judged, Verdict
from eval.wording import VERDICTS, verdict


def test_what_is_empty_is_left_out_of_the_json_and_zero_is_not() -> None:
    told = Judged("q1", Verdict.WRONG, False, 0.0, confidence=0.0, answer_right=False).json()
    assert told == {
        "id": "q1", "verdict": "wrong", "right": False, "milliseconds": 0.0, "confidence": 0.0, "answer_right": False,
    }  # fmt: skip


def test_what_the_task_tells_stands_beside_the_rest() -> None:
    told = Judged("q1", Verdict.PARTLY, False, 1.0, missing=("a",), told={"kind": "fishing"}).json()
    assert (told["missing"], told["kind"]) == (("a",), "fishing")
    assert json.loads(json.dumps(told))["verdict"] == "partly"


def test_a_question_is_independent_unless_it_is_a_turn() -> None:
    assert Judged("q1", Verdict.RIGHT, True, 1.0).independent == "q1"
    assert Judged("d1.2", Verdict.RIGHT, True, 1.0, unit="d1").independent == "d1"


def test_every_verdict_has_its_words() -> None:
    assert set(VERDICTS) == set(Verdict)
    assert verdict("handed_over") == "handed over to a person"
