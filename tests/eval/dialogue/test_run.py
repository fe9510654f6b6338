"""Task dialogue against a server that speaks the chat protocol."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from eval.dialogue.run import held, run
from eval.errors import BadQuestionsError, UnreachableServerError
from eval.questions import read_dialogues
from tests.eval.peer import FOLLOW_UP, Peer

Written = Callable[[Sequence[Any]], Path]
SCRIPTED = {
    "chào em": {"decision": "dialogue", "procedures": []},
    "khai sanh sao em": {"decision": "answer", "procedures": ["1.001193"]},
    "làm sổ đỏ": {"decision": "clarify", "procedures": ["1.012783", "1.013978"]},
    "đăng ký kết hôn": {"decision": "dialogue", "procedures": ["1.000894"]},
    "mai mưa hông": {"decision": "decline", "procedures": []},
}


def turn(question: str, behaviour: str, *codes: str, **said: str) -> dict[str, Any]:
    return {"question": question, "behaviour": behaviour, "expect": [list(codes)] if codes else [], **said}


BIRTH = {
    "id": "d1",
    "turns": [
        turn("chào em", "dialogue"),
        turn("khai sanh sao em", "answer", "1.001193", carries="first"),
        turn(FOLLOW_UP, "answer", "1.001193", carries="keep"),
        turn("mai mưa hông", "decline"),
    ],
}
LAND = {"id": "d2", "turns": [turn("làm sổ đỏ", "clarify", "1.013978"), turn("đăng ký kết hôn", "answer", "1.000894")]}


def rights(path: Path, peer: Peer) -> list[bool]:
    return [outcome.right for dialogue in read_dialogues(path) for outcome in held(dialogue, peer.url)]


def test_a_conversation_keeps_its_cookie_and_its_context(written: Written) -> None:
    with Peer(SCRIPTED) as peer:
        assert rights(written([BIRTH]), peer) == [True, True, True, True]
        assert len({message["conversation_id"] for message in peer.asked}) == 1
        assert UUID(peer.asked[0]["conversation_id"])
        assert {message["channel"] for message in peer.asked} == {"web"}


def test_each_dialogue_is_a_conversation_of_its_own(written: Written) -> None:
    follow_up = {"id": "d2", "turns": [turn(FOLLOW_UP, "answer", "1.001193")]}
    with Peer(SCRIPTED) as peer:
        assert rights(written([BIRTH, follow_up]), peer)[-1] is False
        assert len(peer.conversations) == 2
        assert len(set(peer.owners.values())) == 2


def test_clarifications_and_case_questions_are_judged_as_promised(written: Written) -> None:
    with Peer(SCRIPTED) as peer:
        assert rights(written([LAND]), peer) == [True, True]


def test_a_failed_turn_is_a_miss_and_the_conversation_goes_on(written: Written) -> None:
    broken = {"id": "d3", "turns": [turn("chưa ai viết", "decline"), turn("chào em", "dialogue")]}
    with Peer(SCRIPTED) as peer:
        (dialogue,) = read_dialogues(written([broken]))
        failed, greeted = held(dialogue, peer.url)
    assert (failed.reply.decision, failed.right, greeted.right) == (None, False, True)
    assert "500" in failed.reply.error


def test_a_run_holds_every_turn_with_its_dialogue(written: Written) -> None:
    with Peer(SCRIPTED, release="abc") as peer:
        done = run(argparse.Namespace(questions=written([BIRTH, LAND]), url=peer.url))
        assert done.configuration == {"url": peer.url, "channel": "web"}
    assert (done.task, done.release) == ("dialogue", "abc")
    assert [(outcome.id, outcome.dialogue) for outcome in done.outcomes] == [
        ("d1.1", "d1"),
        ("d1.2", "d1"),
        ("d1.3", "d1"),
        ("d1.4", "d1"),
        ("d2.1", "d2"),
        ("d2.2", "d2"),
    ]


def test_questions_without_turns_are_refused_before_anything_is_said(written: Written) -> None:
    with Peer(SCRIPTED) as peer:
        with pytest.raises(BadQuestionsError, match="has no `turns`"):
            run(argparse.Namespace(questions=written([{"id": "q1", **turn("chào em", "decline")}]), url=peer.url))
        assert peer.asked == []


def test_without_a_server_it_says_how_to_start_one(written: Written) -> None:
    with pytest.raises(UnreachableServerError, match="make run"):
        run(argparse.Namespace(questions=written([BIRTH]), url="http://127.0.0.1:1"))
