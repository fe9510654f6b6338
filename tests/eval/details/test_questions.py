"""Detail questions: what a file of them may hold, and that the sets keep to the records."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.details.questions import DetailAsked
from eval.errors import BadQuestionsError
from eval.questions import read_rows
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import ROOT
from tests.catalogue import IMPORTED, need

QUESTIONS = ROOT / "eval" / "questions"
SETS = ("dev_details.jsonl", "blind_details.jsonl")


def read_questions(path: Path) -> list[DetailAsked]:
    return read_rows(path, DetailAsked)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("", "is empty"),
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
