"""The commands `compare` and `gate`: what they print, write and return."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.writing import write_json, write_text

RULES = "rules: [{task: retrieval, figure: first, least: LEAST, why: because it is a test}]"


@pytest.fixture
def stored(small: dict[str, Any], tmp_path: Path) -> str:
    write_json(tmp_path / "small.json", small)
    return str(tmp_path / "small.json")


def thresholds(folder: Path, least: str) -> str:
    write_text(folder / "thresholds.yml", RULES.replace("LEAST", least))
    return str(folder / "thresholds.yml")


def test_a_gate_that_is_passed_returns_0(stored: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", stored, "--thresholds", thresholds(tmp_path, "0.4")]) == 0
    assert "the gate is passed: 0 of 1 rules broken" in capsys.readouterr().out


def test_a_broken_rule_returns_1_and_is_named_last(
    stored: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gate", stored, "--thresholds", thresholds(tmp_path, "0.5")]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[-2].startswith("BROKEN retrieval: first at least 0.5: 0.4")
    assert said[-1] == "the gate is not passed: 1 of 1 rules broken"


def test_a_gate_without_a_rule_about_the_results_is_not_passed(
    stored: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_text(tmp_path / "t.yml", RULES.replace("LEAST", "0").replace("retrieval", "acts"))
    assert main(["gate", stored, "--thresholds", str(tmp_path / "t.yml")]) == 1
    assert "no rule is about retrieval: questions.jsonl" in capsys.readouterr().out


def test_a_comparison_is_printed_and_written(stored: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, html = tmp_path / "out.json", tmp_path / "out.html"
    assert main(["compare", stored, stored, "--json", str(out), "--html", str(html)]) == 0
    assert "two results compared" in capsys.readouterr().out
    assert json.loads(out.read_text("utf-8"))["better"] == []
    assert html.read_text("utf-8").startswith("<!doctype html>")


def test_unlike_results_are_one_clear_line(
    stored: str, small: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_json(tmp_path / "other.json", {**small, "task": "acts"})
    assert main(["compare", stored, str(tmp_path / "other.json")]) == 2
    assert capsys.readouterr().err == "error: one result is of task retrieval, the other of acts\n"


@pytest.mark.parametrize("command", [["gate"], ["compare", "x.json"]])
def test_what_is_no_result_is_one_clear_line(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_text(tmp_path / "no.json", "{}")
    assert main([*command[:1], *[str(tmp_path / "no.json")] * 2]) == 2
    assert "measure again" in capsys.readouterr().err
