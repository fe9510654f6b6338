"""The whole benchmark, over a small release."""

import csv
import json
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.bench import plots
from eval.bench.run import missing, read_sets
from eval.bench.systems import SYSTEMS
from eval.errors import BadQuestionsError
from eval.questions import sha256
from tests.retriever.samples import market_code

Written = Callable[[Sequence[Any]], Path]
QUESTIONS = [
    {
        "id": "q1", "question": "làm giấy bày lúa xay", "expect": [[market_code("gạo")]], "behaviour": "answer",
        "form": "a",
    },
    {
        "id": "q2", "question": "dang ky bay ban chieu", "expect": [[market_code("chiếu")]], "behaviour": "answer",
        "form": "b",
    },
    {"id": "q3", "question": "trời hôm nay có mưa không", "expect": [], "behaviour": "decline", "form": "a"},
]  # fmt: skip


def test_two_systems_are_compared_from_the_command_line(
    written: Written, tmp_path: Path, released: str, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, out = written(QUESTIONS), tmp_path / "results" / "bench"
    arguments = ["--questions", str(questions), "--out", str(out), "--systems", "characters+phrasings", "ours"]
    assert main(["bench", *arguments]) == 0
    told = json.loads((out / "bench.json").read_text("utf-8"))
    assert told["release"] == released
    assert told["questions"] == [{"file": "questions.jsonl", "sha256": sha256(questions), "count": 3}]
    assert list(told["systems"]) == ["characters+phrasings", "ours"]
    assert told["machine"]["libraries"]["scikit-learn"] == version("scikit-learn")
    ours = told["systems"]["ours"]
    assert ours["files"]["questions"]["figures"]["first"]["value"] == 1.0
    assert ours["files"]["questions"]["latency_ms"]["median"] > 0
    assert ours["configuration"]["release"] == released
    assert (out / "bench.md").read_text("utf-8") in capsys.readouterr().out
    assert_names_no_question_and_no_path(out, tmp_path)


def assert_names_no_question_and_no_path(out: Path, folder: Path) -> None:
    """Results name questions by id only, so that a blind set stays blind."""
    for file in ("bench.json", "bench.md", "outcomes.csv"):
        text = (out / file).read_text("utf-8")
        assert not [question["question"] for question in QUESTIONS if str(question["question"]) in text]
        assert str(folder) not in text
    lines = list(csv.reader((out / "outcomes.csv").open(encoding="utf-8")))
    assert [line[1] for line in lines] == ["id", "q1", "q2", "q3"]
    drawn = sorted(path.name for path in out.glob("*.png"))
    assert drawn == (sorted(plots.TITLES) if plots.can_draw() else [])


@pytest.mark.usefixtures("var")
def test_without_a_release_nothing_is_compared(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["bench", "--questions", str(written(QUESTIONS)), "--out", str(out), "--systems", "bm25s"]) == 2
    assert "make build" in capsys.readouterr().err
    assert not (out / "bench.json").exists()


def test_an_unknown_system_is_told_the_known_ones(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["bench", "--questions", str(written(QUESTIONS)), "--out", str(tmp_path), "--systems", "guessing"])
    assert "rank-bm25+phrasings" in capsys.readouterr().err


def test_files_of_one_name_are_refused(written: Written) -> None:
    path = written(QUESTIONS)
    with pytest.raises(BadQuestionsError, match="two files are named questions"):
        read_sets([path, path])


def test_systems_of_the_own_environment_are_never_missing() -> None:
    own = [name for name, entry in SYSTEMS.items() if not entry.needs]
    assert "ours" in own
    assert missing(own) == {}


def test_what_is_missing_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SYSTEMS["rank-bm25"].needs, "no_such_module", "no-such-package")
    told = missing(["bm25s", "rank-bm25"])
    assert list(told) == ["rank-bm25"]
    assert "no-such-package" in told["rank-bm25"]
    assert "make bench-retrieval" in told["rank-bm25"]


def test_where_every_system_is_left_out_that_is_said(
    written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(SYSTEMS["rank-bm25"].needs, "no_such_module", "no-such-package")
    arguments = ["--questions", str(written(QUESTIONS)), "--out", str(tmp_path / "out"), "--systems", "rank-bm25"]
    assert main(["bench", *arguments]) == 2
    said = capsys.readouterr().err
    assert "rank-bm25 is left out: needs " in said
    assert "error: None of the systems" in said
