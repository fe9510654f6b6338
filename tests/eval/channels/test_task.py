"""What differs between channels without a written rule is wrong."""

import argparse
import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from eval.channels.replayed import Conversation
from eval.channels.task import Channels
from eval.verdicts import Verdict

TASK = Channels()
ONE = {"id": "a", "kind": "fee", "turns": 2, "kiosk": "same", "telegram": "by rule", "zalo": "differs"}


@pytest.fixture
def replay(tmp_path: Path) -> Path:
    path = tmp_path / "replay.json"
    path.write_text(json.dumps({"releases": ["r1", "r2"], "rasa": True, "outcomes": [ONE]}), encoding="utf-8")
    return path


def test_each_channel_is_judged_beside_the_web(replay: Path) -> None:
    with TASK.opened(argparse.Namespace(questions=replay)) as assistant:
        answered = [(row, assistant.ask(row)) for row in TASK.read(replay)]
    kiosk, telegram, zalo = TASK.judged(answered)
    assert [one.id for one in (kiosk, telegram, zalo)] == ["a.kiosk", "a.telegram", "a.zalo"]
    assert [one.verdict for one in (kiosk, telegram, zalo)] == [Verdict.RIGHT, Verdict.RIGHT, Verdict.WRONG]
    assert [one.values for one in (kiosk, telegram, zalo)] == [
        {"alike": 1, "same": 1},
        {"alike": 1, "same": 0},
        {"alike": 0, "same": 0},
    ]
    assert {one.independent for one in (kiosk, telegram, zalo)} == {"a"}
    assert zalo.groups == {"channel": "zalo", "kind": "fee"}


def test_the_releases_that_were_played_on_are_told(replay: Path) -> None:
    with TASK.opened(argparse.Namespace(questions=replay)) as assistant:
        assert assistant.release == "r2"
        assert assistant.configuration == {"releases": ("r1", "r2"), "rasa": True}


def test_figures_are_shares_of_comparisons() -> None:
    row = Conversation.model_validate(ONE)
    figures = TASK.figures(TASK.judged([(row, {"kiosk": "same", "telegram": "by rule", "zalo": "differs"})]))
    assert figures["alike"].n == 3
    assert figures["alike"].value == pytest.approx(2 / 3)


def test_a_comparison_can_be_kept_in_a_journal() -> None:
    kept, said = TypeAdapter(TASK.said), {"kiosk": "same", "telegram": "by rule", "zalo": "differs"}
    assert kept.validate_json(kept.dump_json(said)) == said
