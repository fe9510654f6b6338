"""Task acts against a server that speaks Rasa's API and a real release."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.acts.messages import Labelled
from eval.acts.rasa import Heard
from eval.acts.run import read
from tests.eval.acts.peer import RasaPeer

Written = Callable[[Sequence[Any]], Path]
MESSAGES = [
    {"id": "a1", "text": "phí đăng ký khai sinh bao nhiêu", "act": "ask", "aspects": ["fee"], "form": "standard"},
    {"id": "a2", "text": "dạ đúng rồi", "act": "affirm", "aspects": [], "form": "standard"},
    {"id": "a3", "text": "thoi khoi", "act": "cancel", "aspects": [], "form": "no_diacritics"},
]
SCRIPTED = {"dạ đúng rồi": "affirm", "thoi khoi": "deny"}


def test_acts_and_aspects_are_measured_told_and_written(
    written: Written, tmp_path: Path, released: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, tables = tmp_path / "out.json", tmp_path / "out.md"
    with RasaPeer(SCRIPTED) as peer:
        arguments = ["--questions", str(written(MESSAGES)), "--rasa-url", peer.url]
        assert main(["acts", *arguments, "--json", str(out), "--markdown", str(tables)]) == 0
    told = json.loads(out.read_text("utf-8"))
    assert (told["release"], told["rasa_model"]["file"]) == (released, "0123456789abcdef.tar.gz")
    assert told["configuration"]["rasa_url"] == peer.url
    assert told["figures"]["act"]["value"] == pytest.approx(2 / 3)
    assert told["figures"]["aspects"] == {"value": 1.0, "n": 1, "low": 1.0, "high": 1.0}
    assert told["confusions"] == [{"expected": "cancel", "heard": "deny", "count": 1}]
    assert [miss["id"] for miss in told["misses"]] == ["a3"]
    assert "khai sinh" not in out.read_text("utf-8")
    assert tables.read_text("utf-8") in capsys.readouterr().out


def test_a_message_is_asked_again_without_diacritics_where_it_has_any() -> None:
    asked: list[str] = []

    def hear(text: str) -> Heard:
        asked.append(text)
        return Heard("affirm", 1.0)

    for fields in MESSAGES[1:]:
        outcome = read(Labelled.model_validate(fields), hear, lambda _: ())
        assert outcome.written.aspects is None
    assert asked == ["dạ đúng rồi", "da dung roi", "thoi khoi"]
    assert outcome.folded is None


def test_aspects_are_read_of_what_asks_in_both_ways() -> None:
    outcome = read(
        Labelled.model_validate(MESSAGES[0]),
        lambda _: Heard("ask", 1.0),
        lambda text: ("fee",) if "phí" in text else (),
    )
    assert outcome.folded is not None
    assert (outcome.written.aspects, outcome.folded.aspects) == (("fee",), ())


@pytest.mark.usefixtures("var")
def test_without_a_release_nothing_is_asked(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with RasaPeer(SCRIPTED) as peer:
        arguments = ["--questions", str(written(MESSAGES)), "--rasa-url", peer.url]
        assert main(["acts", *arguments, "--json", str(tmp_path / "out.json")]) == 2
        assert peer.asked == []
    assert "make build" in capsys.readouterr().err


@pytest.mark.usefixtures("released")
def test_without_a_trained_model_it_says_how_to_make_one(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--questions", str(written(MESSAGES)), "--json", str(tmp_path / "out.json")]
    assert main(["acts", *arguments]) == 2
    assert "make build" in capsys.readouterr().err


@pytest.mark.usefixtures("released")
def test_a_rasa_that_cannot_be_asked_is_one_clear_line(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with RasaPeer({}, api=False) as peer:
        arguments = ["--questions", str(written(MESSAGES)), "--rasa-url", peer.url]
        assert main(["acts", *arguments, "--json", str(tmp_path / "out.json")]) == 2
    assert "--enable-api" in capsys.readouterr().err
