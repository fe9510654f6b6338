"""Detail questions are judged by the lines that are quoted for them."""

import json
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.details.questions import DetailAsked, Quoted
from eval.details.task import Details
from eval.verdicts import Judged, Verdict

TASK = Details()


def judged(lines: list[str], ranked: tuple[str, ...], quoted: tuple[str, ...], number: int = 1) -> Judged:
    behaviour = "answer" if lines else "decline"
    fields = {"id": f"d{number}", "question": "được không", "procedure": "1.000001", "lines": lines}
    asked = DetailAsked.model_validate({**fields, "behaviour": behaviour})
    return TASK.judged([(asked, Quoted(ranked, quoted, 1.0, says=0.7))])[0]


def test_a_quote_of_any_line_that_answers_is_right() -> None:
    one = judged(["a", "b"], ("x", "b"), ("x", "b"))
    assert (one.verdict, one.right) == (Verdict.RIGHT, True)
    assert {name: figure.value for name, figure in TASK.figures([one]).items()} == {
        "first": 0.0,
        "in_three": 1.0,
        "answered": 1.0,
        "quoted_right": 1.0,
        "declined": None,
    }
    assert (one.procedure, one.confidence, one.answer_right) == ("1.000001", 0.7, False)


def test_a_quote_where_no_line_answers_is_wrong_and_silence_is_right() -> None:
    told, silent = judged([], ("x",), ("x",)), judged([], ("x",), (), 2)
    assert [(one.verdict, one.right) for one in (told, silent)] == [(Verdict.WRONG, False), (Verdict.DECLINED, True)]
    found = TASK.figures([told, silent])
    assert (found["declined"].value, found["quoted_right"].value, found["first"].n) == (0.5, 0.0, 0)


def test_silence_where_a_line_answers_is_a_miss() -> None:
    one = judged(["a"], ("a",), ())
    assert (one.verdict, one.right, one.values["answered"]) == (Verdict.DECLINED, False, 0.0)


def test_the_outcome_names_questions_and_lines_by_id_only() -> None:
    told = judged(["a"], ("a",), ("a",)).json()
    assert "được không" not in json.dumps(told, ensure_ascii=False)
    assert (told["ranked"], told["quoted"]) == (("a",), ("a",))


@pytest.mark.usefixtures("released")
def test_a_release_without_the_record_gives_no_answer_and_no_crash(tmp_path: Path) -> None:
    questions, out = tmp_path / "set.jsonl", tmp_path / "out.json"
    row = {"id": "d1", "question": "mai mưa hông", "procedure": "1.001193", "lines": [], "behaviour": "decline"}
    questions.write_text(json.dumps(row) + "\n")
    assert main(["passages", "--questions", str(questions), "--json", str(out)]) == 0
    told = json.loads(out.read_text("utf-8"))
    assert (told["task"], told["no_answer"], told["outcomes"][0]["verdict"]) == ("details", 1, "none")
    assert told["figures"]["declined"]["value"] == 0.0
