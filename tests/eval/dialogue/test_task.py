"""A dialogue is held with a server that speaks the chat protocol, and judged turn by turn."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from eval.dialogue.task import Talk
from eval.errors import BadQuestionsError, UnreachableServerError
from eval.verdicts import Judged, Verdict
from tests.eval.peer import FOLLOW_UP, Peer

Written = Callable[[Sequence[Any]], Path]
TASK = Talk()
SCRIPTED = {
    "chào em": {"decision": "dialogue", "procedures": []},
    "khai sanh sao em": {"decision": "answer", "procedures": ["1.001193"]},
    "làm sổ đỏ": {"decision": "clarify", "procedures": ["1.012783", "1.013978"]},
    "đăng ký kết hôn": {"decision": "dialogue", "procedures": ["1.000894"]},
    "cho gặp người thật": {"decision": "dialogue", "procedures": [], "messages": [{"type": "handoff"}]},
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


def judged(path: Path, peer: Peer) -> list[Judged]:
    with TASK.opened(argparse.Namespace(url=peer.url)) as assistant:
        return TASK.judged([(row, assistant.ask(row)) for row in TASK.read(path)])


def rights(path: Path, peer: Peer) -> list[bool]:
    return [one.right for one in judged(path, peer)]


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
        failed, greeted = judged(written([broken]), peer)
    assert (failed.verdict, failed.right, greeted.right) == (Verdict.NONE, False, True)
    assert "500" in failed.error


def test_a_hand_over_is_neither_an_answer_nor_a_decline(written: Written) -> None:
    asked = {"id": "d4", "turns": [turn("cho gặp người thật", "dialogue"), turn("mai mưa hông", "decline")]}
    with Peer(SCRIPTED) as peer:
        called, declined = judged(written([asked]), peer)
    assert (called.verdict, called.right) == (Verdict.HANDED_OVER, True)
    assert (declined.verdict, declined.right) == (Verdict.DECLINED, True)


def test_every_turn_stands_with_its_dialogue(written: Written) -> None:
    with Peer(SCRIPTED, release="abc") as peer:
        with TASK.opened(argparse.Namespace(url=peer.url)) as assistant:
            assert (assistant.release, assistant.place) == ("abc", {"url": peer.url})
            assert assistant.configuration == {"channel": "web"}
        found = judged(written([BIRTH, LAND]), peer)
    assert [(one.id, one.independent) for one in found] == [
        ("d1.1", "d1"),
        ("d1.2", "d1"),
        ("d1.3", "d1"),
        ("d1.4", "d1"),
        ("d2.1", "d2"),
        ("d2.2", "d2"),
    ]
    assert (TASK.figures(found)["whole_dialogues"].n, TASK.figures(found)["right"].n) == (2, 6)


def test_questions_without_turns_are_refused(written: Written) -> None:
    with pytest.raises(BadQuestionsError, match="has no `turns`"):
        TASK.read(written([{"id": "q1", **turn("chào em", "decline")}]))


def test_without_a_server_it_says_how_to_start_one() -> None:
    with (
        pytest.raises(UnreachableServerError, match="make run"),
        TASK.opened(argparse.Namespace(url="http://127.0.0.1:1")),
    ):
        pass
