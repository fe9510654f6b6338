"""The decider: learns what to answer, to ask back and to decline; an answer needs enough belief."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retriever import decision
from retriever.decision import INPUTS, ORDER, Decider, Decision
from retriever.hashed_words import NOTHING_SAID, said_in
from retriever.signals import QUESTION, SIGNALS

KINDS = {Decision.ANSWER: "belief_1", Decision.CLARIFY: "ambiguous_similarity", Decision.DECLINE: "nothing_similarity"}
"""What is high where a kind is planted."""


def planted(count: int, seed: int, *kinds: Decision) -> tuple[list[np.ndarray], list[Decision]]:
    chance = np.random.default_rng(seed)
    labels = [(kinds or ORDER)[place % len(kinds or ORDER)] for place in range(count)]
    values = [chance.random(len(INPUTS)).astype(np.float32) for _ in labels]
    for row, label in zip(values, labels, strict=True):
        row[INPUTS.index(KINDS[label])] += 1
    return values, labels


def fitted(*kinds: Decision, answer_at: float = 0.5) -> Decider:
    values, labels = planted(300, 1, *kinds)
    return decision.fit(values, [NOTHING_SAID] * len(labels), labels, [1.0] * len(labels), answer_at)


@cache
def learned() -> Decider:
    return fitted()


def candidates(count: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return belief, signals and the question's own signals, as random as they may be."""
    chance = np.random.default_rng(seed)
    belief = chance.dirichlet(np.ones(count)).astype(np.float32)
    return (
        belief,
        chance.random((count, len(SIGNALS))).astype(np.float32),
        chance.random(len(QUESTION)).astype(np.float32),
    )


def named(values: np.ndarray) -> dict[str, float]:
    return dict(zip(INPUTS, values.tolist(), strict=True))


@settings(deadline=None, max_examples=60)
@given(count=st.integers(1, 40), seed=st.integers(0, 10**6))
def test_inputs_have_a_number_for_each_declared_name(count: int, seed: int) -> None:
    values = decision.inputs(*candidates(count, seed), np.arange(count))
    assert (values.shape, values.dtype) == ((len(INPUTS),), np.float32)
    assert np.isfinite(values).all()


def test_every_input_has_one_name() -> None:
    assert len(set(INPUTS)) == len(INPUTS)
    assert set(QUESTION) <= set(INPUTS)


def test_inputs_are_what_their_names_say() -> None:
    belief, matrix, question = np.array([0.2, 0.7, 0.1], np.float32), *candidates(3, 4)[1:]
    told = named(decision.inputs(belief, matrix, question, np.arange(3)))
    first, second = matrix[1], matrix[0]
    assert (told["belief_1"], told["belief_2"], told["belief_4"]) == pytest.approx((0.7, 0.2, 0))
    assert told["belief_ahead"] == pytest.approx(0.5)
    assert told["doubt"] == pytest.approx(-sum(share * np.log(share) for share in (0.2, 0.7, 0.1)), abs=1e-5)
    at = SIGNALS.index("covered")
    assert (told["first_covered"], told["ahead_covered"]) == pytest.approx((first[at], first[at] - second[at]))
    led, other = (question[QUESTION.index(name)] for name in ("best_similarity", "nothing_similarity"))
    assert told["before_nothing_similarity"] == pytest.approx(led - other)
    assert [told[name] for name in QUESTION] == pytest.approx(question.tolist())


def test_records_of_one_request_are_believed_as_one() -> None:
    belief, matrix, question = np.array([0.4, 0.35, 0.25], np.float32), *candidates(3, 5)[1:]
    told = named(decision.inputs(belief, matrix, question, np.array([7, 9, 7])))
    assert (told["belief_1"], told["belief_2"], told["belief_3"]) == pytest.approx((0.65, 0.35, 0))


def test_the_first_is_held_against_the_best_of_another_request() -> None:
    """The same at another level is no rival: what sets the first apart from it says nothing of doubt."""
    belief, matrix, question = np.array([0.5, 0.3, 0.2], np.float32), *candidates(3, 8)[1:]
    told = named(decision.inputs(belief, matrix, question, np.array([4, 4, 6])))
    at = SIGNALS.index("covered")
    assert told["ahead_covered"] == pytest.approx(matrix[0][at] - matrix[2][at])


def test_records_of_one_request_alone_are_ahead_of_nothing() -> None:
    belief, matrix, question = np.array([0.6, 0.4], np.float32), *candidates(2, 9)[1:]
    told = named(decision.inputs(belief, matrix, question, np.array([3, 3])))
    assert told["belief_ahead"] == pytest.approx(1)
    assert told["ahead_nearest"] == told["first_nearest"]


def test_the_order_of_candidates_does_not_matter() -> None:
    belief, matrix, question = candidates(9, 6)
    requests = np.array([0, 1, 2, 3, 1, 4, 5, 0, 6])
    turned = decision.inputs(belief[::-1], matrix[::-1], question, requests[::-1])
    assert turned == pytest.approx(decision.inputs(belief, matrix, question, requests), abs=1e-5)


def test_a_single_candidate_is_ahead_of_nothing() -> None:
    belief, matrix, question = np.array([1], np.float32), *candidates(1, 7)[1:]
    told = named(decision.inputs(belief, matrix, question, np.array([0])))
    assert told["belief_ahead"] == 1
    assert told["ahead_nearest"] == told["first_nearest"]


def test_planted_kinds_are_learned() -> None:
    values, labels = planted(150, 2)
    assert np.mean([learned().decide(row)[0] is label for row, label in zip(values, labels, strict=True)]) > 0.9


@pytest.mark.parametrize("kinds", [ORDER[:2], ORDER[1:], (Decision.ANSWER, Decision.DECLINE)], ids=" ".join)
def test_two_kinds_are_learned_where_the_third_never_occurs(kinds: tuple[Decision, ...]) -> None:
    values, labels = planted(100, 3, *kinds)
    made = fitted(*kinds)
    assert np.mean([made.decide(row)[0] is label for row, label in zip(values, labels, strict=True)]) > 0.9


def test_the_words_alone_can_tell() -> None:
    """Where nothing else differs, what is said decides, and words never heard of change nothing."""
    said = {Decision.ANSWER: "xin cấp giấy", Decision.CLARIFY: "làm lại thẻ", Decision.DECLINE: "trời mưa quá"}
    labels = [label for label in ORDER for _ in range(40)]
    even = [np.full(len(INPUTS), 0.5, np.float32) for _ in labels]
    made = decision.fit(even, [said_in(said[label]) for label in labels], labels, [1.0] * len(labels), 0.5)
    assert [made.decide(even[0], said_in(said[label]))[0] for label in ORDER] == list(ORDER)
    assert made.probabilities(even[0]) == pytest.approx(np.full(3, 1 / 3), abs=0.05)


def test_how_a_question_is_put_decides_where_its_words_do_not() -> None:
    said = {Decision.ANSWER: "phí thì sao, còn giấy", Decision.CLARIFY: "giấy thì sao, còn phí"}
    labels = [label for label in said for _ in range(40)]
    even = [np.full(len(INPUTS), 0.5, np.float32) for _ in labels]
    asked = [replace(said_in(said[label]), words=NOTHING_SAID.words) for label in labels]
    made = decision.fit(even, asked, labels, [1.0] * len(labels), 0.5)
    assert [made.decide(even[0], row)[0] for row in (asked[0], asked[-1])] == list(said)
    assert not made.word_weights.any()


def test_a_kind_that_weighs_more_is_decided_more_often() -> None:
    values, labels = planted(300, 1)
    silent = [NOTHING_SAID] * len(labels)
    heavy = decision.fit(values, silent, labels, [30.0 if label is Decision.DECLINE else 1.0 for label in labels], 0.5)
    middle = np.stack(values).mean(axis=0)
    assert heavy.probabilities(middle)[2] > learned().probabilities(middle)[2]


@pytest.mark.parametrize("made", [decision.by_similarity(), learned()], ids=["by similarity", "learned"])
@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10**6), size=st.floats(0, 100))
def test_beliefs_sum_to_one_and_an_answer_needs_enough(made: Decider, seed: int, size: float) -> None:
    values = (np.random.default_rng(seed).normal(size=len(INPUTS)) * size).astype(np.float32)
    beliefs = made.probabilities(values)
    taken, confidence = made.decide(values)
    assert beliefs.sum() == pytest.approx(1, abs=1e-4)
    assert confidence == pytest.approx(float(beliefs[0]))
    assert (taken is Decision.ANSWER) == (confidence >= made.answer_at)


def test_nothing_is_answered_where_more_than_all_belief_is_asked_for() -> None:
    never = replace(learned(), answer_at=1.1)
    assert {never.decide(row)[0] for row in planted(90, 4)[0]} == {Decision.CLARIFY, Decision.DECLINE}


def test_everything_is_answered_where_no_belief_is_asked_for() -> None:
    always = replace(learned(), answer_at=0.0)
    assert {always.decide(row)[0] for row in planted(90, 4)[0]} == {Decision.ANSWER}


def test_before_anything_is_learned_what_is_near_is_answered_and_what_is_far_declined() -> None:
    values = np.zeros(len(INPUTS), dtype=np.float32)
    values[INPUTS.index("first_nearest")] = values[INPUTS.index("before_nothing_similarity")] = 0.95
    assert decision.by_similarity().decide(values)[0] is Decision.ANSWER
    values[:] = 0
    values[INPUTS.index("before_nothing_similarity")] = -0.5
    assert decision.by_similarity().decide(values)[0] is Decision.DECLINE


@pytest.mark.parametrize("made", [decision.by_similarity(), learned()], ids=["by similarity", "learned"])
def test_a_saved_decider_decides_the_same(made: Decider, tmp_path: Path) -> None:
    made.save(tmp_path / "decider.npz")
    loaded = Decider.load(tmp_path / "decider.npz")
    assert loaded.answer_at == made.answer_at
    for row in planted(30, 5)[0]:
        assert loaded.decide(row, said_in("mất giấy")) == made.decide(row, said_in("mất giấy"))
