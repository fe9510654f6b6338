"""Task retrieval from the file of questions to what is judged, on a real retriever and over HTTP."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.retrieval.in_process import InProcess
from eval.retrieval.task import Retrieval
from eval.verdicts import Judged, Verdict
from retriever.engine import Retriever
from tests.eval.peer import Peer

Written = Callable[[Sequence[Any]], Path]
TASK = Retrieval()
QUESTIONS = [
    {"id": "q1", "question": "đăng ký khai sinh cho con", "expect": [["1.001193"]], "behaviour": "answer"},
    {"id": "q2", "question": "dang ky ket hon", "expect": [["1.000894"]], "behaviour": "answer"},
    {"id": "q3", "question": "đăng ký khai tử cho ba tui", "expect": [["1.000656"]], "behaviour": "answer"},
    {"id": "q4", "question": "...", "expect": [], "behaviour": "decline"},
]


def judged(path: Path, url: str | None) -> list[Judged]:
    with TASK.opened(argparse.Namespace(url=url)) as assistant:
        return TASK.judged([(row, assistant.ask(row)) for row in TASK.read(path)])


def test_a_real_retriever_finds_what_the_guides_are_about(retriever: Retriever, written: Written) -> None:
    local = InProcess(retriever, "abc")
    found = TASK.judged([(row, local.ask(row)) for row in TASK.read(written(QUESTIONS))])
    assert [one.id for one in found] == ["q1", "q2", "q3", "q4"]
    assert [one.told["ranking"][:1] for one in found] == [("1.001193",), ("1.000894",), ("1.000656",), ()]
    assert (found[3].verdict, found[3].right) == (Verdict.DECLINED, True)
    assert all(one.confidence is not None for one in found)


def test_the_current_release_answers_where_no_server_is_named(released: str) -> None:
    with TASK.opened(argparse.Namespace(url=None)) as assistant:
        assert assistant.release == released
        assert {"build", "settings"} <= set(assistant.configuration)
        assert assistant.place == {}


def test_a_named_server_answers_instead(written: Written) -> None:
    scripted = {"đăng ký khai sinh cho con": {"decision": "answer", "procedures": ["1.001193"]}}
    with Peer(scripted, release="abc") as peer:
        with TASK.opened(argparse.Namespace(url=peer.url)) as assistant:
            assert (assistant.release, assistant.place, assistant.configuration) == ("abc", {"url": peer.url}, {})
        found = judged(written(QUESTIONS[:2]), peer.url)
    assert [(one.right, one.verdict) for one in found] == [(True, Verdict.RIGHT), (False, Verdict.NONE)]


def test_the_decisions_are_told_as_a_table(written: Written) -> None:
    scripted = {"đăng ký khai sinh cho con": {"decision": "clarify", "procedures": ["1.001193", "2.000986"]}}
    rows = TASK.read(written(QUESTIONS[:1]))
    with Peer(scripted) as peer, TASK.opened(argparse.Namespace(url=peer.url)) as assistant:
        answered = [(row, assistant.ask(row)) for row in rows]
    (table,) = TASK.tables(answered)
    assert table.rows == (("answer", "0", "1", "0", "0", "0"),)
    assert TASK.more(answered)["confusion"]["answer"]["clarify"] == 1
