"""What the task says of replies in time, late, and missing."""

import argparse
import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from eval.latency.task import Waiting
from eval.latency.timing import IN_TIME, Spoken, Timed
from eval.verdicts import Verdict
from tests.eval.peer import Peer

TASK = Waiting()
SPOKEN = Spoken(id="q1", question="cần gì", form="plain")


def options(*told: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    TASK.add_options(parser)
    return parser.parse_args(told)


def test_replies_are_in_time_late_or_missing() -> None:
    timed = (Timed(20.0, {"turn": 20.0, "search": 4.0}), Timed(IN_TIME + 1), Timed(9.0, error="ReadTimeout"))
    quick, late, none = TASK.judged([(SPOKEN, one) for one in timed])
    assert (quick.right, quick.verdict, quick.steps) == (True, Verdict.RIGHT, {"turn": 20.0, "search": 4.0})
    assert (late.right, late.verdict, late.values) == (False, Verdict.WRONG, {"in_time": 0, "replied": 1})
    assert (none.right, none.verdict, none.values) == (False, Verdict.NONE, {"in_time": 0, "replied": 0})
    assert quick.groups == {"form": "plain"}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps({"id": "q1", "question": "một"}) + "\n", encoding="utf-8")
    return path


def test_one_is_measured_among_the_others(questions: Path) -> None:
    scripted = {"một": {"decision": "decline", "procedures": []}}
    with Peer(scripted) as peer:
        told = options("--url", peer.url, "--concurrency", "3")
        told.questions = questions
        with TASK.opened(told) as assistant:
            timed = assistant.ask(TASK.read(questions)[0])
    assert assistant.release == "0123456789abcdef"
    assert assistant.configuration["concurrency"] == 3
    assert set(timed.steps) == {"turn", "search"}


def test_the_retriever_is_timed_without_a_server(released: str, questions: Path) -> None:
    told = options("--in-process")
    told.questions = questions
    with TASK.opened(told) as assistant:
        timed = assistant.ask(TASK.read(questions)[0])
    assert assistant.release == released
    assert set(timed.steps) == {"retrieval"}


def test_fewer_than_one_citizen_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options("--concurrency", "0")
    assert "at least 1" in capsys.readouterr().err


def test_times_can_be_kept_in_a_journal() -> None:
    kept, timed = TypeAdapter(TASK.said), Timed(20.0, {"turn": 20.0}, "")
    assert kept.validate_json(kept.dump_json(timed)) == timed


def test_a_lone_citizen_has_no_crowd_unless_told() -> None:
    assert (options().concurrency, options().in_process) == (1, False)
