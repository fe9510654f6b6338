"""All tasks one after the other on a real release: results, progress, the gate, and what need not be run again."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.running_all import Progress, planned
from eval.tasks import RUNS, Planned

OPEN = "rules: [{task: retrieval, figure: no_answer, most: 0, why: because it is a test}]"
SHUT = "rules: [{task: retrieval, figure: latency.median, most: 0, why: because it is a test}]"


def run_all(out: Path, rules: str) -> int:
    (out.parent / "thresholds.yml").write_text(rules)
    arguments = [
        "--out",
        str(out),
        "--tasks",
        "retrieval",
        "--quick",
        "--thresholds",
        str(out.parent / "thresholds.yml"),
    ]
    return main(["run-all", *arguments])


def test_results_progress_and_gate_are_written(released: str, tmp_path: Path) -> None:
    out = tmp_path / "runs"
    assert run_all(out, OPEN) == 0
    assert {path.name for path in out.iterdir()} == {
        "gate.json", "progress.json",
        *(f"retrieval-{name}.{suffix}" for name in ("dev", "dev_wide", "dev_unclear") for suffix in ("json", "md", "html")),
    }  # fmt: skip
    result = json.loads((out / "retrieval-dev_wide.json").read_text("utf-8"))
    assert (result["release"], result["questions"]["asked"], result["questions"]["rows"]) == (released, 60, 570)
    assert json.loads((out / "progress.json").read_text()) == {
        "runs_done": 3, "runs": 3, "rows_done": 0, "rows": 0, "running": None,
    }  # fmt: skip
    assert json.loads((out / "gate.json").read_text())["passed"] is True
    asked_again_only_where_it_has_to_be(out)


def asked_again_only_where_it_has_to_be(out: Path) -> None:
    dates = {path.name: path.stat().st_mtime_ns for path in out.glob("*.html")}
    (out / "retrieval-dev.json").write_text("{}")
    assert run_all(out, SHUT) == 1
    assert json.loads((out / "gate.json").read_text())["passed"] is False
    again = {path.name for path in out.glob("*.html") if path.stat().st_mtime_ns != dates[path.name]}
    assert again == {"retrieval-dev.html"}


@pytest.mark.usefixtures("var")
def test_without_a_release_it_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_all(tmp_path / "runs", OPEN) == 2
    assert "make build" in capsys.readouterr().err


def test_bad_thresholds_are_told_before_anything_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_all(tmp_path / "runs", "rules: []") == 2
    assert "thresholds.yml" in capsys.readouterr().err
    assert not (tmp_path / "runs").exists()


def test_only_the_tasks_that_are_named_are_planned() -> None:
    assert {run.task for run in planned(["acts", "details"])} == {"acts", "details"}
    assert planned(run.task for run in RUNS) == list(RUNS)


def test_progress_is_written_at_the_ends_and_not_for_every_row(tmp_path: Path) -> None:
    progress = Progress(tmp_path / "progress.json", [Planned("retrieval", "dev.jsonl")])

    def told() -> dict[str, Any]:
        return dict(json.loads((tmp_path / "progress.json").read_text()))

    progress.tell(0, 0, 9)
    assert told() == {"runs_done": 0, "runs": 1, "rows_done": 0, "rows": 9, "running": "retrieval-dev"}
    progress.tell(0, 1, 9)
    assert told()["rows_done"] == 0
    progress.tell(0, 9, 9)
    assert told()["rows_done"] == 9
