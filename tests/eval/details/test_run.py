"""Detail questions are measured by the lines that are quoted for them."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.details.run import DetailAsked, DetailOutcome, DetailReport, figures, read_questions
from eval.errors import BadQuestionsError
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import ROOT
from tests.catalogue import IMPORTED, need

QUESTIONS = ROOT / "eval" / "questions"
SETS = ("dev_details.jsonl", "blind_details.jsonl")


def asked(lines: list[str], number: int = 1) -> DetailAsked:
    behaviour = "answer" if lines else "decline"
    return DetailAsked.model_validate(
        {"id": f"d{number}", "question": "được không", "procedure": "1.000001", "lines": lines, "behaviour": behaviour}
    )


def outcome(lines: list[str], ranked: tuple[str, ...], quoted: tuple[str, ...], number: int = 1) -> DetailOutcome:
    return DetailOutcome(asked(lines, number), ranked, quoted, 1.0)


def test_a_quote_of_any_line_that_answers_is_right() -> None:
    found = figures([outcome(["a", "b"], ("x", "b"), ("x", "b"))])
    assert {name: figure.value for name, figure in found.items()} == {
        "first": 0.0,
        "in_three": 1.0,
        "answered": 1.0,
        "quoted_right": 1.0,
        "declined": None,
    }


def test_a_quote_where_no_line_answers_is_wrong_and_silence_is_right() -> None:
    found = figures([outcome([], ("x",), ("x",)), outcome([], ("x",), (), 2)])
    assert (found["declined"].value, found["quoted_right"].value, found["first"].n) == (0.5, 0.0, 0)


def test_silence_where_a_line_answers_is_a_miss() -> None:
    assert figures([outcome(["a"], ("a",), ())])["answered"].value == 0.0


def test_the_report_names_questions_by_id_only(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(asked(["a"]).model_dump_json() + "\n")
    outcomes = (outcome(["a"], ("a",), ("a",)),)
    told = DetailReport(file, "release", outcomes, figures(outcomes))
    assert "được không" not in json.dumps(told.json(), ensure_ascii=False)
    assert "| line that answers comes first | 100.0% |" in told.markdown()
    assert "nothing quoted" not in told.markdown()


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("", "holds no question"),
        ("{", ":1:"),
        (json.dumps({"id": "a"}), ":1:"),
        (json.dumps({"id": "a", "question": "q", "procedure": "1", "lines": [], "behaviour": "answer"}), "has lines"),
    ],
)
def test_a_bad_file_is_refused_by_file_and_line(tmp_path: Path, content: str, place: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(content)
    with pytest.raises(BadQuestionsError, match=place):
        read_questions(file)


def test_a_missing_file_is_an_error_with_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = ["details", "--questions", str(tmp_path / "none.jsonl"), "--json", str(tmp_path / "out.json")]
    assert main(told) == 2
    assert "none.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize("name", SETS)
def test_every_line_of_a_set_stands_in_its_record(name: str) -> None:
    need(IMPORTED)
    from knowledge.procedures.lines import official_lines

    catalogue = Catalogue(IMPORTED)
    for question in read_questions(QUESTIONS / name):
        known = {line for _, line, _ in official_lines(catalogue.get(question.procedure))}
        assert set(question.lines) <= known, question.id


def test_no_procedure_is_asked_about_in_training_and_in_both_sets() -> None:
    import yaml

    trained: list[dict[str, Any]] = yaml.safe_load((ROOT / "knowledge/phrasings/details.yml").read_text("utf-8"))
    sets = [{question.procedure for question in read_questions(QUESTIONS / name)} for name in SETS]
    assert not sets[0] & sets[1]
    assert not {item["procedure"] for item in trained} & (sets[0] | sets[1])
