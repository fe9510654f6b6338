"""The search API of a server, asked over HTTP."""

import pytest

from bot.answers.messages import Decision
from eval.errors import UnreachableServerError
from eval.questions import Question
from eval.retrieval.over_http import OverHttp
from tests.eval.peer import Peer

SCRIPTED = {
    "khai sinh": {"decision": "answer", "procedures": ["1", "2", "3", "4", "5", "6"]},
    "căn cước": {"decision": "clarify", "procedures": ["1", "2", "3", "4", "5"]},
    "mưa hông": {"decision": "decline", "procedures": ["1"]},
}


def question(text: str, groups: int = 1) -> Question:
    expect = tuple((str(number),) for number in range(groups))
    return Question(id="q", question=text, expect=expect, behaviour=Decision.ANSWER)


def test_five_are_asked_for_and_ranked() -> None:
    with Peer(SCRIPTED) as peer, OverHttp(peer.url) as server:
        assert server.ask(question("khai sinh")).ranking == ("1", "2", "3", "4", "5")
        assert peer.asked == [{"q": ["khai sinh"], "k": ["5"]}]


@pytest.mark.parametrize(
    ("text", "groups", "about"),
    [
        ("khai sinh", 1, ("1",)),
        ("khai sinh", 2, ("1", "2")),
        ("căn cước", 1, ("1", "2", "3", "4")),
        ("mưa hông", 1, ()),
    ],
)
def test_a_reply_is_about_its_first_results(text: str, groups: int, about: tuple[str, ...]) -> None:
    with Peer(SCRIPTED) as peer, OverHttp(peer.url) as server:
        assert server.ask(question(text, groups)).procedures == about


def test_the_belief_in_the_first_result_is_the_confidence() -> None:
    scripted = {**SCRIPTED, "...": {"decision": "decline", "procedures": []}}
    with Peer(scripted) as peer, OverHttp(peer.url) as server:
        assert server.ask(question("khai sinh")).confidence == 0.5
        assert server.ask(question("...")).confidence == 0.0


def test_a_failing_search_is_no_answer() -> None:
    with Peer(SCRIPTED) as peer, OverHttp(peer.url) as server:
        reply = server.ask(question("không có"))
    assert reply.decision is None
    assert "500" in reply.error


def test_without_a_server_it_says_so() -> None:
    with pytest.raises(UnreachableServerError):
        OverHttp("http://127.0.0.1:1")
