"""The tables that a reader sees."""

from collections.abc import Callable, Sequence

import pytest

from eval.bench.asking import Answered, Asked
from eval.bench.comparison import Comparison, QuestionSet, compare
from eval.bench.machine import machine
from eval.bench.tables import markdown

TOLD = {"date": "2026-07-19T08:00:00+00:00", "release": "abc", "machine": machine()}


@pytest.fixture
def tables(compared: Comparison) -> str:
    return markdown(compared, TOLD, {"Risk": "risk.png"})


def rows(tables: str, after: str) -> list[list[str]]:
    """Return the cells of the first table after a heading."""
    lines = tables.split(f"{after}\n", 1)[1].splitlines()
    first = next(row for row, line in enumerate(lines) if line.startswith("|"))
    found: list[list[str]] = []
    for line in lines[first:]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def test_the_head_names_release_files_and_machine(tables: str) -> None:
    assert tables.startswith("# Ways to find a procedure, compared\n")
    assert "2026-07-19, release abc; dev.jsonl (4); " in tables
    assert "cores" in tables


def test_what_is_left_out_is_said_with_the_reason(tables: str) -> None:
    assert "rank-bm25 is left out: needs rank-bm25" in tables


def test_figures_that_were_drawn_are_shown(tables: str) -> None:
    assert "![Risk](risk.png)" in tables


def test_each_system_has_shares_with_intervals_and_its_distance_to_ours(tables: str) -> None:
    head, _, other, ours = rows(tables, "## dev.jsonl")
    assert head[:4] == ["system", "first", "in five", "MRR"]
    assert other[:3] == ["bm25s", "50.0 (0.0 to 100.0)", "100.0 (100.0 to 100.0)"]
    assert other[4] == "+50.0 (+0.0 to +100.0)"
    assert (ours[0], ours[4]) == ("ours", "-")


def test_forms_stand_side_by_side(tables: str) -> None:
    found = rows(tables, "### Right procedure first, by form")
    assert found[0] == ["system", "standard (1)", "no_diacritics (1)"] or found[0] == [
        "system",
        "no_diacritics (1)",
        "standard (1)",
    ]
    assert "### Right procedure first, by level" not in tables


def test_the_change_without_diacritics_is_told_for_ours_and_the_best_other(tables: str) -> None:
    found = rows(tables, "### The same questions without diacritics")
    assert found[2:] == [
        ["ours", "+0.0 (+0.0 to +0.0)", "1"],
        ["bm25s", "-100.0 (-100.0 to -100.0)", "1"],
    ]


def test_risk_and_coverage_name_the_own_decisions(tables: str) -> None:
    found = {row[0]: row[1:] for row in rows(tables, "### Risk and coverage")}
    assert found["bm25s"] == ["0.722", "0.0 %", "-", "-"]
    assert found["ours"] == ["0.111", "66.7 %", "66.7 %", "0.0 %"]


def test_costs_stand_in_seconds_mebibytes_and_milliseconds(tables: str) -> None:
    found = rows(tables, "## Cost")
    assert found[2:] == [["bm25s", "0.2", "12", "2.0 / 2.0"], ["ours", "2.0", "-", "2.0 / 2.0"]]


def test_every_row_is_as_wide_as_its_head(tables: str) -> None:
    blocks: Sequence[str] = [block for block in tables.split("\n\n") if block.startswith("|")]
    for block in blocks:
        assert len({line.count("|") for line in block.splitlines()}) == 1


def test_without_ours_nothing_is_compared_with_it(questions: QuestionSet, told: Callable[..., Asked]) -> None:
    alone = compare([questions], {"bm25s": Answered({}, 0.1, 1.0, [told("1.1")] * 4)}, {})
    tables = markdown(alone, TOLD, {})
    assert rows(tables, "## dev.jsonl")[2][4] == "-"
    assert "Decisions of ours" not in tables
