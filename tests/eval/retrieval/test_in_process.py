"""The current release's retriever, asked in this process."""

import pytest

from bot.answers.messages import Decision
from eval.questions import Question
from eval.retrieval.in_process import InProcess
from retriever.engine import Retriever
from retriever.errors import BadReleaseError


def question(text: str) -> Question:
    return Question(id="q", question=text, behaviour=Decision.DECLINE)


def test_a_reply_is_what_the_retriever_found(retriever: Retriever) -> None:
    found = retriever.search("đăng ký khai sinh cho con")
    reply = InProcess(retriever, "abc").ask(question("đăng ký khai sinh cho con"))
    assert reply.decision is Decision(found.decision)
    assert reply.procedures == found.about
    assert reply.ranking == tuple(result.procedure_code for result in found.results)
    assert 0 < len(reply.ranking) <= 5
    assert reply.milliseconds > 0


def test_the_current_release_is_loaded_with_its_name_and_build(released: str, retriever: Retriever) -> None:
    local = InProcess.current()
    assert local.release == released
    assert local.build["procedures"] == len(retriever.documents)
    asked = question("đăng ký kết hôn cần giấy gì")
    assert local.ask(asked).ranking == InProcess(retriever, released).ask(asked).ranking


@pytest.mark.usefixtures("var")
def test_without_a_release_it_says_how_to_make_one() -> None:
    with pytest.raises(BadReleaseError, match="make build"):
        InProcess.current()
