"""The tables that a reader sees."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.outcomes import Outcome, Run
from eval.report import report
from eval.tables import markdown

Made = Callable[..., Outcome]
Written = Callable[[Sequence[Any]], Path]


@pytest.fixture
def told(made: Made, written: Written) -> str:
    outcomes = (
        made("d1.1", "answer", [["1"]], "answer", ["1"], dialogue="d1", carries="first"),
        made("d1.2", "answer", [["1"]], "answer", ["2"], dialogue="d1", carries="keep"),
        made("d1.3", "decline", [], None, dialogue="d1"),
    )
    return markdown(report(Run("dialogue", outcomes, None), written([{}])))


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_head_names_the_task_the_file_and_what_is_not_known(told: str) -> None:
    assert told.startswith("# dialogue: questions.jsonl\n")
    assert "release unknown" in told
    assert "3 turns, 1 without an answer" in told


def test_each_figure_stands_with_its_interval_and_count(told: str) -> None:
    rows = [cells(line) for line in told.splitlines() if line.startswith("|")]
    assert ["right decision and procedures", "33.3 %", "33.3 to 33.3", "3"] in rows
    assert ["answer", "2", "0", "0", "0", "0"] in rows
    assert ["decline", "0", "0", "0", "0", "1"] in rows


def test_what_was_not_asked_is_left_out(told: str) -> None:
    assert "clarified" not in told
    assert "| form" not in told


def test_a_figure_about_nothing_is_a_dash_in_a_breakdown(made: Made, written: Written) -> None:
    outcomes = (made("a", "decline", [], "decline", level="none"),)
    told = markdown(report(Run("retrieval", outcomes, "abc"), written([{}])))
    assert ["none", "100.0 % (100.0 to 100.0)", "-", "-", "1"] in [cells(line) for line in told.splitlines()]


def test_the_lines_of_a_table_are_equally_long(told: str) -> None:
    for block in told.split("\n\n"):
        assert len({len(line) for line in block.splitlines() if line.startswith("|")}) <= 1


def test_nothing_but_failures_can_be_told_too(made: Made, written: Written) -> None:
    told = markdown(report(Run("retrieval", (made("a", "decline", [], None),), "abc"), written([{}])))
    assert ["median", "-"] in [cells(line) for line in told.splitlines()]
