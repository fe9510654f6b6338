"""An ablation from the command line, over a small release."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.bench.ablation.parts import PARTS, WHOLE
from tests.retriever.samples import market_code

Written = Callable[[Sequence[Any]], Path]
QUESTIONS = [
    {"id": "q1", "question": "làm giấy bày lúa xay", "expect": [[market_code("gạo")]], "behaviour": "answer"},
    {"id": "q2", "question": "trời hôm nay có mưa không", "expect": [], "behaviour": "decline"},
    {
        "id": "q3",
        "question": "bán gạo rồi bán muối cần gì",
        "expect": [[market_code("gạo")], [market_code("muối")]],
        "behaviour": "answer",
    },
]


def test_each_part_is_taken_away_in_turn(
    written: Written, released: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, out = written(QUESTIONS), tmp_path / "ablation"
    assert main(["ablation", "--questions", str(questions), "--out", str(out)]) == 0
    text = (out / "ablation.json").read_text("utf-8")
    told = json.loads(text)
    assert told["release"] == released
    assert told["questions"][0]["count"] == 2, "what asks for two things is left out"
    rows = told["files"][questions.name]
    assert [row["without"] for row in rows] == [part.name for part in (WHOLE, *PARTS)]
    assert rows[0]["change"] is None
    assert all(row["change"]["n"] == 1 for row in rows[1:])
    assert (out / "ablation.md").read_text("utf-8") in capsys.readouterr().out
    assert str(tmp_path) not in text
    assert QUESTIONS[0]["question"] not in text


@pytest.mark.usefixtures("var")
def test_without_a_release_nothing_is_learned(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ablation", "--questions", str(written(QUESTIONS)), "--out", str(tmp_path / "out")]) == 2
    assert "make build" in capsys.readouterr().err
