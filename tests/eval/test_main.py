"""The command line: tables on the terminal, everything in JSON, one clear line where nothing can be measured."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from tests.eval.peer import Peer

Written = Callable[[Sequence[Any]], Path]
QUESTION = {"id": "q1", "question": "đăng ký khai sinh cho con", "expect": [["1.001193"]], "behaviour": "answer"}
DIALOGUE = {"id": "d1", "turns": [{"question": "chào em", "expect": [], "behaviour": "dialogue", "carries": "none"}]}


def test_retrieval_is_told_on_the_terminal_in_json_and_in_markdown(
    written: Written, tmp_path: Path, released: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, tables = tmp_path / "results" / "out.json", tmp_path / "docs" / "out.md"
    arguments = ["--questions", str(written([QUESTION])), "--json", str(out), "--markdown", str(tables)]
    assert main(["retrieval", *arguments]) == 0
    told = json.loads(out.read_text("utf-8"))
    assert told["release"] == released
    assert told["figures"]["first"]["value"] == 1.0
    assert [outcome["id"] for outcome in told["outcomes"]] == ["q1"]
    assert tables.read_text("utf-8") in capsys.readouterr().out


def test_dialogue_is_measured_through_the_chat_api(written: Written, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    with Peer({"chào em": {"decision": "dialogue", "procedures": []}}) as peer:
        arguments = ["--questions", str(written([DIALOGUE])), "--json", str(out), "--url", peer.url]
        assert main(["dialogue", *arguments]) == 0
    told = json.loads(out.read_text("utf-8"))
    assert told["figures"]["whole_dialogues"]["value"] == 1.0
    assert list(told["breakdowns"]["carries"]) == ["none"]


@pytest.mark.usefixtures("var")
def test_without_a_release_nothing_is_measured(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    assert main(["retrieval", "--questions", str(written([QUESTION])), "--json", str(out)]) == 2
    assert capsys.readouterr().err.startswith("error: ")
    assert not out.exists()


def test_a_bad_file_is_refused_in_one_line(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written([QUESTION])
    assert main(["dialogue", "--questions", str(path), "--json", str(tmp_path / "out.json")]) == 2
    assert (
        capsys.readouterr().err == f"error: {path}:1: has no `turns`, so it is a question: task retrieval reads those\n"
    )


def test_a_place_that_cannot_be_written_is_said_before_asking(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written([QUESTION])
    with Peer({}) as peer:
        arguments = ["--questions", str(path), "--json", str(path / "out.json"), "--url", peer.url]
        assert main(["retrieval", *arguments]) == 2
        assert peer.asked == []
    assert capsys.readouterr().err.startswith("error: ")


def test_a_comparison_without_a_folder_is_refused_before_asking(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["bench", "--questions", str(written([QUESTION]))])
    assert "--out" in capsys.readouterr().err


def test_an_unknown_task_is_told_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["guessing"])
    assert "retrieval" in capsys.readouterr().err
