"""Reading what a replay on all channels wrote."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.channels.replayed import CHANNELS, read
from eval.errors import BadQuestionsError
from knowledge.settings import ROOT
from tests.channels.replay import playing

ONE = {"id": "a", "kind": "fee", "turns": 2, "kiosk": "same", "telegram": "by rule", "zalo": "differs"}


def written(folder: Path, **told: Any) -> Path:
    path = folder / "replay.json"
    path.write_text(json.dumps({"releases": ["r"], "rasa": True, "outcomes": [ONE], **told}), encoding="utf-8")
    return path


def test_every_conversation_says_how_each_channel_compared(tmp_path: Path) -> None:
    replay = read(written(tmp_path))
    assert (replay.releases, replay.rasa) == (("r",), True)
    assert [replay.outcomes[0].on(channel) for channel in CHANNELS] == ["same", "by rule", "differs"]


def test_the_replay_of_the_tests_and_its_reader_know_the_same_channels() -> None:
    assert playing.CHANNELS == CHANNELS


def test_the_committed_replay_can_be_read() -> None:
    replay = read(ROOT / "docs" / "results" / "replay.json")
    assert len(replay.outcomes) > 200
    assert replay.rasa


@pytest.mark.parametrize(
    ("told", "why"),
    [({"outcomes": []}, "outcomes"), ({"outcomes": [{**ONE, "zalo": "close"}]}, "zalo"), ({"rasa": None}, "rasa")],
)
def test_a_file_that_is_no_replay_is_refused_by_field(tmp_path: Path, told: dict[str, Any], why: str) -> None:
    with pytest.raises(BadQuestionsError, match=why):
        read(written(tmp_path, **told))


def test_a_missing_or_broken_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadQuestionsError, match="cannot be read"):
        read(tmp_path / "none.json")
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(BadQuestionsError, match="is not JSON"):
        read(tmp_path / "broken.json")
