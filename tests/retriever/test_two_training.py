"""Learning to tell two requests from one: from enough of them, the same each time, and without learning to part everything."""

from copy import copy
from functools import cache
from itertools import permutations

import numpy as np
import pytest

from knowledge.phrasings.loading import AspectQuestion, Phrasings, Requests
from retriever.decision import Decision
from retriever.engine import Retriever
from retriever.two_at_once import TwoAtOnce, never
from retriever.two_training import learn
from tests.retriever.samples import ASKED, CARD, CAT, DOG, RENEWAL, retriever

JOINTS = ("và", "rồi", "với", "luôn tiện")
CIRCUMSTANCES = ("nhà có hai con và một mảnh vườn", "vợ tôi đi vắng và con còn nhỏ", "mới dọn về rồi chưa quen ai")


def two() -> list[Requests]:
    pairs = [(one, other) for one, other in permutations((CAT, DOG, CARD, RENEWAL), 2)]
    return [
        Requests(text=f"{first} {joint} {second}", procedures=((one,), (other,)))
        for one, other in pairs
        for joint in JOINTS
        for first, second in zip(ASKED[one][:2], ASKED[other][:2], strict=True)
    ]


def one() -> list[Requests]:
    return [
        Requests(text=f"{told}, {text}", procedures=((code,),))
        for code, texts in ASKED.items()
        for text in texts
        for told in CIRCUMSTANCES
    ]


def said(*requests: Requests) -> Phrasings:
    others = tuple(AspectQuestion(text=f"{told}, phí bao nhiêu", aspects=("fee",)) for told in CIRCUMSTANCES)
    return Phrasings((), (), (), (), (), (), 0, others, requests)


@cache
def ordinary() -> tuple[tuple[np.ndarray, object], ...]:
    texts = [f"{word} {text}" for texts in ASKED.values() for text in texts for word in ("cho hỏi", "dạ", "tui muốn")]
    return tuple(found.read for text in texts if (found := retriever().one(text)).read)


@cache
def learned() -> TwoAtOnce:
    return learn(retriever(), said(*two(), *one()), ordinary())


@cache
def taught() -> Retriever:
    made = copy(retriever())
    made.two = learned()
    return made


def test_too_few_requests_for_two_teach_nothing() -> None:
    assert learn(retriever(), said(*two()[:49], *one()), ordinary()).gate_bias == never().gate_bias


def test_the_same_requests_teach_the_same() -> None:
    again = learn(retriever(), said(*two(), *one()), ordinary())
    assert np.array_equal(again.gate, learned().gate)
    assert np.array_equal(again.pair, learned().pair)


def test_both_of_two_are_mostly_answered_and_come_first() -> None:
    found = [(taught().search(item.text), item) for item in two()]
    both = [
        {*told.about} == {code for group in item.procedures for code in group}
        and {result.procedure_code for result in told.results[:2]} == {*told.about}
        for told, item in found
    ]
    assert np.mean(both) > 0.6
    assert all(told.decision is Decision.ANSWER for (told, _), right in zip(found, both, strict=True) if right)


def test_a_circumstance_is_hardly_ever_a_second_request() -> None:
    assert np.mean([len(taught().search(item.text).about) > 1 for item in one()]) < 0.2


@pytest.mark.parametrize("question", [text for texts in ASKED.values() for text in texts])
def test_a_plain_question_is_not_parted(question: str) -> None:
    found = taught().search(question)
    assert found.decision is not Decision.ANSWER or len(found.about) == 1
