"""Paired tests, by hand and against scipy."""

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from scipy.stats import binomtest

from eval.paired import BOOTSTRAP, MCNEMAR, Pair, difference, mcnemar, pairs_of

YES_NO = st.sampled_from([0.0, 1.0])


def pairs(*values: tuple[float | None, float | None]) -> list[Pair]:
    return [Pair(str(number), *both) for number, both in enumerate(values)]


def test_equal_runs_do_not_differ() -> None:
    found = difference(pairs((1.0, 1.0), (0.0, 0.0), (1.0, 1.0)))
    assert found is not None
    assert (found.value, found.p, found.low, found.high, found.test) == (0.0, 1.0, 0.0, 0.0, MCNEMAR)


def test_ten_won_and_none_lost_is_sure() -> None:
    found = difference(pairs(*[(0.0, 1.0)] * 10, *[(1.0, 1.0)] * 10))
    assert found is not None
    assert found.p == pytest.approx(2 / 2**10)
    assert (found.first, found.second, found.value, found.n) == (0.5, 1.0, 0.5, 20)
    assert 0 < found.low < 0.5 < found.high < 1


def test_one_won_is_no_sure_difference() -> None:
    found = difference(pairs((0.0, 1.0), *[(1.0, 1.0)] * 9))
    assert found is not None
    assert found.p == 1.0


@examples(max_examples=100, deadline=None)
@given(st.lists(st.tuples(YES_NO, YES_NO), min_size=1, max_size=60))
def test_mcnemar_is_the_binomial_test_of_scipy(values: list[tuple[float, float]]) -> None:
    lost = sum(one > other for one, other in values)
    won = sum(one < other for one, other in values)
    theirs = binomtest(won, won + lost).pvalue if won + lost else 1.0
    assert mcnemar(pairs(*values)) == pytest.approx(theirs)


@pytest.mark.parametrize(
    "values",
    [
        [Pair("d1", 0.0, 1.0), Pair("d1", 0.0, 1.0), Pair("d2", 1.0, 1.0)],
        [Pair("a", 0.5, 1.0), Pair("b", 1.0, 0.2)],
        [Pair("a", None, 1.0), Pair("b", 1.0, 1.0)],
    ],
    ids=["turns of one dialogue", "more than yes and no", "asked of only one run"],
)
def test_what_mcnemar_is_not_for_is_drawn(values: list[Pair]) -> None:
    found = difference(values)
    assert found is not None
    assert found.test == BOOTSTRAP
    assert 0 < found.p <= 1


def test_the_turns_of_a_dialogue_make_a_difference_less_sure() -> None:
    apart = difference([Pair(str(number), 0.4, 0.5 + number % 2 / 10) for number in range(12)])
    together = difference([Pair(str(number % 2), 0.4, 0.5 + number % 2 / 10) for number in range(12)])
    assert apart is not None
    assert together is not None
    assert together.high - together.low > apart.high - apart.low


def test_a_measure_that_one_run_never_has_is_not_compared() -> None:
    assert difference(pairs((None, 1.0), (None, 0.0))) is None
    assert difference([]) is None


@examples(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=2, max_size=30))
def test_turning_a_comparison_round_turns_its_sign(values: list[tuple[float, float]]) -> None:
    there, back = difference(pairs(*values)), difference(pairs(*[(b, a) for a, b in values]))
    assert there is not None
    assert back is not None
    assert there.value == pytest.approx(-back.value)
    assert there.p == pytest.approx(back.p)
    assert there.low == pytest.approx(-back.high)


def test_pairs_are_those_that_either_run_is_about() -> None:
    first, second = {"a": {"m": 1.0}, "b": {}, "c": {}}, {"a": {"m": 0.0}, "b": {"m": 1.0}, "c": {}}
    found = pairs_of(first, second, "m", {"a": "a", "b": "b", "c": "c"})
    assert found == [Pair("a", 1.0, 0.0), Pair("b", None, 1.0)]
