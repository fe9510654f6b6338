"""Two things asked at once: where a question parts, what is looked at of two parts, and weights that part nothing."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.decision import INPUTS
from retriever.hashed_words import WIDTH, hashed
from retriever.two_at_once import PAIR, Part, Parts, TwoAtOnce, never, pair_values, partings, says_both

CAT = Part(0.9, 0.1, 0.0, 0.8, {1: 0.9, 2: 0.05}, 1, "pets")
CARD = Part(0.7, 0.2, 0.1, 0.6, {2: 0.8, 3: 0.1}, 2, "library")
BOTH = Part(0.5, 0.4, 0.1, 0.7, {1: 0.5, 2: 0.4}, 1, "pets")
ASKED = "làm giấy nuôi mèo và làm thẻ mượn sách"


def parts(one: Part = CAT, other: Part = CARD, whole: Part = BOTH) -> Parts:
    return Parts(whole, one, other, 0.5)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (ASKED, "làm giấy nuôi mèo", "làm thẻ mượn sách"),
        ("lam giay nuoi meo roi lam the muon sach", "lam giay nuoi meo", "lam the muon sach"),
        ("giấy nuôi mèo; thẻ mượn sách", "giấy nuôi mèo", "thẻ mượn sách"),
        ("mất giấy nuôi mèo lẫn thẻ mượn sách", "mất giấy nuôi mèo", "thẻ mượn sách"),
    ],
)
def test_a_joint_parts_a_question(question: str, one: str, other: str) -> None:
    assert [tuple(side.strip(" ;") for side in parting) for parting in partings(question)] == [(one, other)]


@pytest.mark.parametrize("question", ["", "và", "làm thẻ mượn sách", "làm thẻ mượn sách luôn", "phí và thời gian"])
def test_where_one_side_says_nothing_there_is_no_parting(question: str) -> None:
    assert partings(question) == []


def test_a_question_full_of_joints_is_parted_a_few_times_only() -> None:
    assert len(partings(" và ".join(["nuôi mèo", "mượn sách", "trồng cây", "bán cá", "sửa nhà", "đóng ghe"]))) == 3


@pytest.mark.parametrize("joint", ["vừa", "vua"])
def test_where_both_are_named_in_one_breath_these_are_the_parts(joint: str) -> None:
    question = f"dọn nhà rồi, đồ nhiều, {joint} làm giấy nuôi mèo {joint} làm thẻ mượn sách"
    assert says_both(question)
    assert partings(question) == [("làm giấy nuôi mèo", "làm thẻ mượn sách")]


@pytest.mark.parametrize("question", [ASKED, "vừa làm giấy nuôi mèo", "mèo vừa mất, làm lại giấy"])
def test_one_word_of_both_alone_does_not_say_both(question: str) -> None:
    assert not says_both(question)


@given(st.text(max_size=300))
def test_any_text_parts_into_pieces_of_itself_or_not_at_all(text: str) -> None:
    for one, other in partings(text):
        assert one.strip()
        assert other.strip()


def test_the_values_of_a_pair_are_as_many_as_are_weighed() -> None:
    made = pair_values(ASKED, parts(), 0.4)
    assert (made.shape, made.dtype) == ((PAIR,), np.float32)


def test_the_order_of_the_parts_does_not_matter() -> None:
    assert np.array_equal(pair_values(ASKED, parts(), 0.4), pair_values(ASKED, parts(CARD, CAT), 0.4))


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_any_beliefs_give_finite_values(gate: float, confidence: float, belief: float) -> None:
    odd = replace(CAT, confidence=confidence, names={1: belief})
    assert np.isfinite(pair_values(ASKED, parts(odd, whole=replace(BOTH, names={})), gate)).all()


def test_a_part_that_stands_in_the_others_reading_is_seen() -> None:
    apart = pair_values(ASKED, parts(), 0.4)
    mixed = pair_values(ASKED, parts(replace(CAT, names={1: 0.5, 2: 0.5})), 0.4)
    assert mixed[4] > apart[4]


def test_untaught_weights_never_see_two() -> None:
    values = np.ones(len(INPUTS), dtype=np.float32)
    assert never().asks_two(values, hashed(ASKED)) < 0.001
    assert never().are_two(pair_values(ASKED, parts(), 1.0)) < 0.001


def test_weights_come_back_as_they_were_saved(tmp_path: Path) -> None:
    chance = np.random.default_rng(3)
    made = TwoAtOnce(
        chance.normal(size=len(INPUTS)).astype(np.float32),
        chance.normal(size=(WIDTH, 1)).astype(np.float32),
        0.3,
        chance.normal(size=PAIR).astype(np.float32),
        -0.2,
    )
    made.save(tmp_path / "two.npz")
    kept = TwoAtOnce.load(tmp_path / "two.npz")
    values = chance.normal(size=len(INPUTS)).astype(np.float32)
    assert kept.asks_two(values, hashed(ASKED)) == made.asks_two(values, hashed(ASKED))
    assert kept.are_two(pair_values(ASKED, parts(), 0.4)) == made.are_two(pair_values(ASKED, parts(), 0.4))


def test_the_heavier_the_weights_the_surer_the_belief() -> None:
    values = np.ones(len(INPUTS), dtype=np.float32)
    sure = replace(never(), gate=np.ones(len(INPUTS), np.float32), gate_bias=0.0)
    assert sure.asks_two(values, hashed("")) > 0.99
    assert 0 <= sure.asks_two(values * 1e6, hashed("")) <= 1
