"""Several seeds from the command line, over a small release."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from tests.eval.bench.small_release import CONFIG
from tests.retriever.samples import market_code

Written = Callable[[Sequence[Any]], Path]
QUESTIONS = [
    {"id": "q1", "question": "làm giấy bày lúa xay", "expect": [[market_code("gạo")]], "behaviour": "answer"},
    {"id": "q2", "question": "trời hôm nay có mưa không", "expect": [], "behaviour": "decline"},
]


def test_two_seeds_are_trained_and_compared(
    written: Written, released: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, out = written(QUESTIONS), tmp_path / "seeds"
    arguments = ["--questions", str(questions), "--out", str(out), "--seeds", "2", "--steps", "5"]
    assert main(["seeds", *arguments]) == 0
    text = (out / "seeds.json").read_text("utf-8")
    told = json.loads(text)
    assert told["release"] == released
    assert [trial["seed"] for trial in told["trials"]] == [CONFIG.seed, CONFIG.seed + 1]
    assert told["configuration"]["training"]["steps"] == 5
    assert told["as_released"]["first"]["value"] == 1.0
    assert told["spreads"]["first"]["n"] == 2
    assert (out / "seeds.md").read_text("utf-8") in capsys.readouterr().out
    assert str(tmp_path) not in text
    assert QUESTIONS[0]["question"] not in text


@pytest.mark.usefixtures("var")
def test_without_a_release_nothing_is_trained(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["seeds", "--questions", str(written(QUESTIONS)), "--out", str(tmp_path / "out")]) == 2
    assert "make build" in capsys.readouterr().err


def test_no_seed_at_all_is_refused(written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["seeds", "--questions", str(written(QUESTIONS)), "--out", str(tmp_path), "--seeds", "0"])
    assert "at least 1" in capsys.readouterr().err
