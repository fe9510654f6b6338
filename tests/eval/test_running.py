"""One run of a task, interrupted and resumed, against a server that speaks the search contract."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.questions import Question
from eval.retrieval.task import Retrieval
from eval.running import journal, run, sample
from tests.eval.conftest import Written
from tests.eval.peer import Peer

ROWS = [{"id": f"q{number}", "question": f"câu {number}", "expect": [], "behaviour": "decline"} for number in range(5)]
SCRIPTED: dict[str, dict[str, Any]] = {str(row["question"]): {"decision": "decline", "procedures": []} for row in ROWS}


def options(path: Path, out: Path, url: str, **said: Any) -> argparse.Namespace:
    return argparse.Namespace(**{"questions": path, "json": out, "url": url, "sample": None, "resume": False, **said})


def stopping(after: int) -> Callable[[int, int], None]:
    def tell(done: int, _: int) -> None:
        if done == after:
            raise KeyboardInterrupt

    return tell


def test_an_interrupted_run_asks_only_what_is_left(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = written(ROWS), tmp_path / "out.json"
    with Peer(SCRIPTED, release="abc") as peer:
        with pytest.raises(KeyboardInterrupt):
            run(Retrieval(), options(path, out, peer.url), stopping(3))
        assert len(peer.asked) == 3
        told: list[tuple[int, int]] = []
        found = run(Retrieval(), options(path, out, peer.url, resume=True), lambda *done: told.append(done))
        assert [query["q"] for query in peer.asked] == [[row["question"]] for row in ROWS]
    assert told == [(3, 5), (4, 5), (5, 5)]
    assert [one["id"] for one in found["outcomes"]] == [row["id"] for row in ROWS]
    assert not journal(out).exists()
    assert capsys.readouterr().err == ""


def test_another_release_starts_anew_with_a_message(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = written(ROWS), tmp_path / "out.json"
    with Peer(SCRIPTED, release="abc") as peer, pytest.raises(KeyboardInterrupt):
        run(Retrieval(), options(path, out, peer.url), stopping(3))
    with Peer(SCRIPTED, release="def") as peer:
        assert run(Retrieval(), options(path, out, peer.url, resume=True))["release"] == "def"
        assert len(peer.asked) == 5
    assert "another release" in capsys.readouterr().err


def test_the_journal_holds_no_question(written: Written, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    with Peer(SCRIPTED, release="abc") as peer, pytest.raises(KeyboardInterrupt):
        run(Retrieval(), options(written(ROWS), out, peer.url), stopping(3))
    kept = journal(out).read_text("utf-8")
    assert [json.loads(line)["id"] for line in kept.splitlines()[1:]] == ["q0", "q1", "q2"]
    assert "câu" not in kept


def test_a_sample_is_spread_evenly_and_told(written: Written, tmp_path: Path) -> None:
    with Peer(SCRIPTED) as peer:
        found = run(Retrieval(), options(written(ROWS), tmp_path / "out.json", peer.url, sample=2))
    assert [one["id"] for one in found["outcomes"]] == ["q0", "q2"]
    assert (found["questions"]["asked"], found["questions"]["rows"]) == (2, 5)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 10, 11, None])
def test_a_sample_has_its_size_and_no_row_twice(size: int | None) -> None:
    rows = [Question(id=str(number), question="x", behaviour="decline") for number in range(10)]
    found = sample(rows, size)
    assert len(found) == len({row.id for row in found}) == min(size or 10, 10)
