"""`python -m eval judgements export`: what is written, refused and not possible."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.console.judgements.judgements import Judgements, Listed
from eval.console.proposals.proposals import Proposal, Proposals
from knowledge.database import Sessions, engine, sessions, upgrade
from knowledge.settings import settings
from tests.eval.console.judgements.samples import judged, judgement


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sessions]:
    """The database that the command finds by the settings, with two judged replies of one trial."""
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path / "var"))
    settings.cache_clear()
    upgrade(settings().sqlalchemy_url)
    made = sessions(engine(settings().sqlalchemy_url))
    for place, question in enumerate(("làm khai sinh cho con cần giấy tờ gì", "phí bao nhiêu")):
        Judgements(made).give(judgement(of=judged(turn_id=f"t{place}", place=place, question=question)))
    yield made
    settings.cache_clear()


def exported(out: Path, *options: str) -> list[str]:
    """Export; return the ids of what was written."""
    assert main(["judgements", "export", "--out", str(out), *options]) == 0
    return [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()]


def test_questions_or_dialogues_are_written(
    store: Sessions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exported(tmp_path / "a.jsonl") == ["judged-1"]
    assert "1 of 2 judgements written" in capsys.readouterr().out
    assert exported(tmp_path / "b.jsonl", "--dialogues") == ["judged-trial-7"]
    papers = {"procedure": "1.001193", "facts": {}, "papers": {"form": "needed"}, "codes": {"c": "form"}}
    of = judged(turn_id="t9", trial=9, listed=Listed.model_validate({**papers, "shown": True}))
    Judgements(store).give(judgement(of=of))
    assert exported(tmp_path / "c.jsonl", "--papers") == ["judged-papers-3"]


def test_taught_questions_are_written_only_where_they_are_asked_for(store: Sessions, tmp_path: Path) -> None:
    proposals = Proposals(store)
    taught = Proposal("phrasing", "1.001193", "general", "làm khai sinh cho con cần giấy tờ gì vậy", "", "lan")
    proposals.settle(proposals.propose(taught), "approved", "minh")
    assert exported(tmp_path / "a.jsonl") == []
    assert exported(tmp_path / "a.jsonl", "--taught") == ["judged-1"]


def test_the_frozen_sets_are_never_written_to(store: Sessions, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["judgements", "export", "--out", "eval/questions/judged.jsonl"]) == 1
    assert "frozen" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_said(
    store: Sessions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["judgements", "export", "--out", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
