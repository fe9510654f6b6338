"""Means with intervals, and times."""

import pytest

from eval.figures import Figure, Latency, latency, mean


def test_a_mean_of_nothing_has_no_value() -> None:
    assert mean([]) == Figure(None, 0)


def test_a_mean_has_an_interval_around_it() -> None:
    found = mean([(str(number), float(number < 8)) for number in range(10)])
    assert (found.value, found.n) == (0.8, 10)
    assert found.low is not None
    assert found.high is not None
    assert 0.4 < found.low < 0.8 < found.high <= 1


def test_values_of_one_unit_stand_and_fall_together() -> None:
    apart = mean([(str(number), float(number % 2)) for number in range(20)])
    together = mean([(str(number % 2), float(number % 2)) for number in range(20)])
    assert (together.low, together.high) == (0.0, 1.0)
    assert apart.low != 0.0


def test_times_have_a_middle_and_a_slow_end() -> None:
    assert latency([1.0, 2.0, 30.0]).median == 2.0
    assert latency([1.0, 2.0, 30.0]).percentile_95 == pytest.approx(27.2)
    assert latency([]) == Latency(None, None)
