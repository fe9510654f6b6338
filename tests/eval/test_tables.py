"""The tables that a reader sees."""

from typing import Any

import pytest

from eval.tables import markdown, table
from tests.eval.conftest import Resulted, question, replied


@pytest.fixture
def told(small: dict[str, Any]) -> str:
    return markdown(small)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def rows(told: str) -> list[list[str]]:
    return [cells(line) for line in told.splitlines() if line.startswith("|")]


def test_the_head_names_the_task_the_file_the_release_and_what_is_not_known(told: str, resulted: Resulted) -> None:
    assert told.startswith("# retrieval: questions.jsonl\n")
    assert "release abc;" in told
    assert "7 questions, 1 without an answer" in told
    assert "release unknown" in markdown(resulted([(question("a", "decline", []), replied(None))], release=None))


def test_a_sample_is_said_to_be_one(resulted: Resulted) -> None:
    told = markdown({**resulted([(question("a", "decline", []), replied("decline"))]), "questions": {
        "file": "x.jsonl", "sha256": "0", "rows": 9, "asked": 1, "count": 1}})  # fmt: skip
    assert "1 questions (a sample: 1 of 9 rows)" in told


def test_every_outcome_has_a_row_of_its_own(told: str) -> None:
    assert ["answered right", "14.3 %", "0.0 to 42.9", "1", "1"] in rows(told)
    assert ["declined", "28.6 %", "0.0 to 57.1", "2", "1"] in rows(told)
    assert "handed over" not in told


def test_each_figure_stands_with_its_interval_and_count(told: str) -> None:
    assert ["right procedure first", "40.0 %", "0.0 to 80.0", "5"] in rows(told)
    assert ["decline", "0", "0", "1", "0", "0"] in rows(told)


def test_what_was_not_asked_is_left_out(told: str) -> None:
    assert "dialogues right" not in told
    assert "level" not in told


def test_fields_are_too_many_for_a_table_here(told: str) -> None:
    assert "Hộ tịch" not in told
    assert any(row[0] == "form" for row in rows(told))


def test_a_figure_about_nothing_is_a_dash_in_a_breakdown(resulted: Resulted) -> None:
    told = markdown(resulted([(question("a", "decline", [], level="none"), replied("decline"))]))
    assert ["none", "100.0 % (100.0 to 100.0)", "-", "-", "1"] in rows(told)


def test_the_lines_of_a_table_are_equally_long(told: str) -> None:
    for block in told.split("\n\n"):
        assert len({len(line) for line in block.splitlines() if line.startswith("|")}) <= 1


def test_nothing_but_failures_can_be_told_too(resulted: Resulted) -> None:
    told = markdown(resulted([(question("a", "decline", []), replied(None))]))
    assert ["all", "-", "-"] in rows(told)


def test_a_table_without_rows_is_its_head() -> None:
    assert table(["name", "of"], []).splitlines() == ["| name | of |", "| ---- | -: |"]
