"""An interrupted run goes on where it stopped, and only where nothing else has changed."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from bot.answers.messages import Decision
from eval.errors import JournalInUseError
from eval.journal import Journal
from eval.outcomes import Reply

BOUND = {"task": "retrieval", "release": "abc", "file of questions": "1" * 64, "configuration": {"k": (1, 2)}}
REPLY = Reply(Decision.ANSWER, ("1", "2"), ("1",), 0.1 + 0.2, confidence=1 / 3)


class Killed(Exception):
    """Stands for what ends a run before its end."""


def interrupted(path: Path, said: dict[str, Reply], bound: dict[str, Any] = BOUND) -> None:
    journal = Journal[Reply](path, bound, Reply, resume=True)
    with pytest.raises(Killed), journal:
        for row, reply in said.items():
            journal.add(row, reply)
        raise Killed


def resumed(path: Path, bound: dict[str, Any] = BOUND, *, resume: bool = True) -> tuple[dict[str, Reply], str]:
    journal = Journal[Reply](path, bound, Reply, resume=resume)
    with pytest.raises(Killed), journal:
        raise Killed
    return journal.known, journal.message


def test_what_was_said_is_known_again_to_the_last_digit(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    interrupted(path, {"q1": REPLY, "q2": Reply(None, (), (), 1.0, "500")})
    assert resumed(path) == ({"q1": REPLY, "q2": Reply(None, (), (), 1.0, "500")}, "")


def test_it_can_be_interrupted_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    interrupted(path, {"q1": REPLY})
    interrupted(path, {"q2": REPLY})
    assert list(resumed(path)[0]) == ["q1", "q2"]


def test_a_finished_run_leaves_no_journal(tmp_path: Path) -> None:
    with Journal[Reply](tmp_path / "journal", BOUND, Reply, resume=False) as journal:
        journal.add("q1", REPLY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"release": "def"}, "release"),
        ({"file of questions": "2" * 64}, "file of questions"),
        ({"configuration": {"k": (1, 3)}}, "configuration"),
    ],
)
def test_another_release_file_or_configuration_starts_anew_and_says_so(
    tmp_path: Path, change: dict[str, Any], named: str
) -> None:
    path = tmp_path / "journal"
    interrupted(path, {"q1": REPLY})
    known, message = resumed(path, {**BOUND, **change})
    assert known == {}
    assert f"another {named}" in message
    assert resumed(path)[0] == {}


def test_a_server_that_does_not_say_its_release_is_asked_anew(tmp_path: Path) -> None:
    path, bound = tmp_path / "journal", {**BOUND, "release": None}
    interrupted(path, {"q1": REPLY}, bound)
    known, message = resumed(path, bound)
    assert (known, "does not say" in message) == ({}, True)


def test_without_resume_everything_is_asked_anew(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    interrupted(path, {"q1": REPLY})
    assert resumed(path, resume=False) == ({}, "")


def test_what_is_no_journal_starts_anew(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b"\xff\xfe{}\n[]\n")
    known, message = resumed(path)
    assert (known, "another form" in message) == ({}, True)


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(min_value=0, max_value=10_000))
def test_wherever_it_is_torn_whole_lines_hold_and_no_other(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "journal"
    path.unlink(missing_ok=True)
    interrupted(path, {"q1": REPLY, "q2": REPLY})
    whole = path.read_bytes()
    torn = whole[: min(cut, len(whole))]
    path.write_bytes(torn)
    known, _ = resumed(path)
    assert len(known) == max(torn.count(b"\n") - 1, 0)
    interrupted(path, {"q9": REPLY})
    assert all(json.loads(line) for line in path.read_bytes().splitlines())


def test_a_line_of_another_shape_ends_what_holds(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    interrupted(path, {"q1": REPLY})
    with path.open("ab") as file:
        file.write(b'{"id": "q2", "said": {"decision": "perhaps"}}\n{"id": "q3"}\n')
    assert list(resumed(path)[0]) == ["q1"]


def test_two_runs_do_not_write_the_same_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with (
        Journal[Reply](path, BOUND, Reply, resume=False) as first,
        pytest.raises(JournalInUseError),
        Journal[Reply](path, BOUND, Reply, resume=True),
    ):
        first.add("q1", REPLY)


@dataclass(frozen=True)
class Turns:
    replies: tuple[Reply, ...]


def test_what_is_said_may_be_nested(tmp_path: Path) -> None:
    path, said = tmp_path / "journal", Turns((REPLY, REPLY))
    journal = Journal[Turns](path, BOUND, Turns, resume=False)
    with pytest.raises(Killed), journal:
        journal.add("d1", said)
        raise Killed
    again = Journal[Turns](path, BOUND, Turns, resume=True)
    with again:
        assert again.known == {"d1": said}
