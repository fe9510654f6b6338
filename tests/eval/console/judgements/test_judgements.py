"""The store of judgements, on both stores."""

from dataclasses import replace

import pytest

from bot.conversations.masking import DOTS
from eval.console.judgements.judgements import Judgements, JudgementUnknownError
from knowledge.database import Sessions
from tests.eval.console.judgements.samples import judged, judgement


@pytest.fixture
def judgements(database: Sessions) -> Judgements:
    return Judgements(database)


def test_a_judgement_comes_back_as_it_was_given(judgements: Judgements) -> None:
    given = judgement("partly", expected="1.001193", component_code="c1", paper="Tờ khai", note="thiếu")
    number = judgements.give(given)
    kept = judgements.get(number)
    assert kept.made_at
    assert replace(kept, number=0, made_at=None) == given
    assert judgements.of_trial(7) == judgements.all() == [kept]
    assert judgements.of_trial(8) == []


def test_the_last_word_of_each_on_a_reply_counts(judgements: Judgements) -> None:
    first = judgements.give(judgement("wrong", expected="1.000656", note="sai"))
    assert judgements.give(judgement("right")) == first
    judgements.give(judgement("decline", made_by="minh"))
    assert [(one.made_by, one.verdict, one.expected, one.note) for one in judgements.all()] == [
        ("lan", "right", "", ""),
        ("minh", "decline", "", ""),
    ]


def test_personal_numbers_become_dots(judgements: Judgements) -> None:
    of = judged(question="số tui 0912345678")
    number = judgements.give(judgement(of=of, paper="giấy 0912345678", note="căn cước 092201001234"))
    kept = judgements.get(number)
    assert (kept.of.question, kept.paper, kept.note) == (f"số tui {DOTS}", f"giấy {DOTS}", f"căn cước {DOTS}")


def test_the_newest_come_first_page_by_page_of_one_verdict(judgements: Judgements) -> None:
    numbers = [
        judgements.give(judgement(verdict, of=judged(turn_id=f"t{place}")))
        for place, verdict in enumerate(("right", "wrong", "right"))
    ]
    assert [one.number for one in judgements.read("", 0, 2)] == [numbers[2], numbers[1]]
    assert [one.number for one in judgements.read("right", 1, 5)] == [numbers[0]]
    assert (judgements.count(), judgements.count("right"), judgements.count("decline")) == (3, 2, 0)


def test_a_judgement_that_is_not_there_is_an_error(judgements: Judgements) -> None:
    with pytest.raises(JudgementUnknownError):
        judgements.get(1)
