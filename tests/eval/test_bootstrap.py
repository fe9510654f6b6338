"""Intervals from resampling."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.bootstrap import interval


def test_the_interval_of_a_share_is_close_to_the_binomial_one() -> None:
    values = [(str(number), float(number < 80)) for number in range(100)]
    low, high = interval(values)
    # Normal approximation: 0.8 +- 1.96 * sqrt(0.8 * 0.2 / 100).
    assert low == pytest.approx(0.722, abs=0.02)
    assert high == pytest.approx(0.878, abs=0.02)


def test_turns_of_one_dialogue_stand_and_fall_together() -> None:
    alone = interval([(str(number), float(number % 2)) for number in range(40)])
    together = interval([(str(number // 10), float(number // 10 % 2)) for number in range(40)])
    assert together[1] - together[0] > 2 * (alone[1] - alone[0])


def test_long_dialogues_weigh_more_than_short_ones() -> None:
    low, high = interval([("long", 1.0)] * 9 + [("short", 0.0)])
    assert (low, high) == (0.0, 1.0)


def test_the_same_values_give_the_same_interval() -> None:
    values = [(str(number), float(number % 3 == 0)) for number in range(30)]
    assert interval(values) == interval(values)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_an_interval_lies_within_its_values(numbers: list[float]) -> None:
    low, high = interval([(str(row), number) for row, number in enumerate(numbers)])
    assert min(numbers) - 1e-9 <= low <= high <= max(numbers) + 1e-9
