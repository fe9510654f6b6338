"""What a task's command writes: JSON, Markdown and a page, and nothing of a run that was interrupted but its journal."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from tests.eval.conftest import Written
from tests.eval.peer import Peer

ROWS = [
    {"id": "q1", "question": "khai sinh", "expect": [["1"]], "behaviour": "answer"},
    {"id": "q2", "question": "mưa hông", "expect": [], "behaviour": "decline"},
]
SCRIPTED = {
    "khai sinh": {"decision": "answer", "procedures": ["1"]},
    "mưa hông": {"decision": "decline", "procedures": []},
}


def test_json_tables_and_page_say_the_same(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, tables, html = tmp_path / "a" / "o.json", tmp_path / "b" / "o.md", tmp_path / "c" / "o.html"
    with Peer(SCRIPTED) as peer:
        arguments = ["retrieval", "--questions", str(written(ROWS)), "--url", peer.url, "--json", str(out)]
        assert main([*arguments, "--markdown", str(tables), "--html", str(html)]) == 0
    told = json.loads(out.read_text("utf-8"))
    assert told["figures"]["right"]["value"] == 1.0
    assert tables.read_text("utf-8") in capsys.readouterr().out
    assert told["questions"]["sha256"] in html.read_text("utf-8")
    assert [path.name for path in out.parent.iterdir()] == ["o.json"]


class Interrupting(Peer):
    """Interrupts the run in the middle, as Ctrl-C does."""

    def search(self, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        if query["q"] == ["mưa hông"]:
            signal.raise_signal(signal.SIGINT)
        return super().search(query)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C as in a terminal; what a shell starts in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupted_run_says_how_to_go_on(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "o.json"
    arguments = ["retrieval", "--questions", str(written(ROWS)), "--json", str(out)]
    with Interrupting(SCRIPTED, release="abc") as peer:
        assert main([*arguments, "--url", peer.url]) == 130
    assert "--resume" in capsys.readouterr().err
    assert not out.exists()
    with Peer(SCRIPTED, release="abc") as peer:
        assert main([*arguments, "--url", peer.url, "--resume"]) == 0
        assert [query["q"] for query in peer.asked] == [["mưa hông"]]


@pytest.mark.parametrize("size", ["0", "-1", "some"])
def test_a_sample_has_at_least_one_row(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["retrieval", "--questions", "x", "--json", "y", "--sample", size])
    assert "--sample" in capsys.readouterr().err
