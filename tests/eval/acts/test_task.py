"""Task acts against a server that speaks Rasa's API and a real release, and how its messages are judged."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.acts.outcomes import Outcome, Readings
from eval.acts.task import Acts
from eval.verdicts import Judged, Verdict
from tests.eval.acts.conftest import Heard
from tests.eval.acts.peer import RasaPeer

Written = Callable[[Sequence[Any]], Path]
MESSAGES = [
    {"id": "a1", "text": "phí đăng ký khai sinh bao nhiêu", "act": "ask", "aspects": ["fee"], "form": "standard"},
    {"id": "a2", "text": "dạ đúng rồi", "act": "affirm", "aspects": [], "form": "standard"},
    {"id": "a3", "text": "thoi khoi", "act": "cancel", "aspects": [], "form": "no_diacritics"},
]
TASK = Acts()
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


def judged(outcomes: Sequence[Outcome]) -> list[Judged]:
    return TASK.judged([(one.message, Readings(one.written, one.folded)) for one in outcomes])


def test_the_right_act_with_other_aspects_is_partly_right(heard: Heard) -> None:
    (one,) = judged([heard("m1", "ask", "ask", ["fee", "time"], ["fee", "how"])])
    assert (one.verdict, one.right, one.missing, one.extra) == (Verdict.PARTLY, False, ("time",), ("how",))
    assert one.steps == {"speech act": 10.0, "aspects": 1.0}


def test_another_act_is_wrong_and_told_with_what_was_heard(heard: Heard) -> None:
    (one,) = judged([heard("m1", "deny", "affirm", form="typos")])
    assert (one.verdict, one.mistaken, one.groups) == (Verdict.WRONG, ("deny", "affirm"), {"form": "typos"})
    assert (one.missing, one.extra) == ((), ())


def test_no_answer_is_a_verdict_of_its_own(heard: Heard) -> None:
    (one,) = judged([heard("m1", "thank", None)])
    assert (one.verdict, one.right, one.error) == (Verdict.NONE, False, "500")


def test_micro_f1_is_over_aspects_and_the_other_figures_over_messages(heard: Heard) -> None:
    outcomes = [
        heard("a", "ask", "ask", ["fee", "time"], ["fee"]),
        heard("b", "start_checklist", "ask", [], ["how"]),
        heard("c", "thank", "thank"),
    ]
    found = TASK.figures(judged(outcomes))
    assert list(found) == list(TASK.measures)
    assert (found["aspects"].value, found["aspects"].n) == (0.0, 2)
    # One right; one missed, one too many: 2 / (2 + 1 + 1).
    assert (found["aspects_f1"].value, found["aspects_f1"].n) == (0.5, 2)
