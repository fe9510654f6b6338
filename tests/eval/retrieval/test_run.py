"""Task retrieval from the file of questions to the outcomes, on a real retriever and over HTTP."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.questions import read_questions
from eval.retrieval.in_process import InProcess
from eval.retrieval.run import asked, run
from retriever.engine import Retriever
from tests.eval.peer import Peer

Written = Callable[[Sequence[Any]], Path]
QUESTIONS = [
    {"id": "q1", "question": "đăng ký khai sinh cho con", "expect": [["1.001193"]], "behaviour": "answer"},
    {"id": "q2", "question": "dang ky ket hon", "expect": [["1.000894"]], "behaviour": "answer"},
    {"id": "q3", "question": "đăng ký khai tử cho ba tui", "expect": [["1.000656"]], "behaviour": "answer"},
    {"id": "q4", "question": "...", "expect": [], "behaviour": "decline"},
]


def test_a_real_retriever_finds_what_the_guides_are_about(retriever: Retriever, written: Written) -> None:
    outcomes = asked(read_questions(written(QUESTIONS)), InProcess(retriever, "abc").ask)
    assert [outcome.id for outcome in outcomes] == ["q1", "q2", "q3", "q4"]
    assert [outcome.reply.ranking[:1] for outcome in outcomes] == [("1.001193",), ("1.000894",), ("1.000656",), ()]
    assert outcomes[3].right


def test_the_current_release_answers_where_no_server_is_named(released: str, written: Written) -> None:
    done = run(argparse.Namespace(questions=written(QUESTIONS), url=None))
    assert (done.task, done.release, len(done.outcomes)) == ("retrieval", released, 4)
    assert "build" in done.configuration


def test_a_named_server_answers_instead(written: Written) -> None:
    scripted = {"đăng ký khai sinh cho con": {"decision": "answer", "procedures": ["1.001193"]}}
    with Peer(scripted, release="abc") as peer:
        done = run(argparse.Namespace(questions=written(QUESTIONS[:2]), url=peer.url))
        assert done.configuration == {"url": peer.url}
    assert done.release == "abc"
    assert [outcome.right for outcome in done.outcomes] == [True, False]
