"""Powers and crossings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bench.scale.growth import cheaper_from, exponent

SIZES = [1_000, 10_000, 100_000]


@given(st.floats(0.1, 3), st.floats(0.01, 100))
def test_the_power_of_a_power_law_is_found(power: float, factor: float) -> None:
    assert exponent(SIZES, [factor * size**power for size in SIZES]) == pytest.approx(power)


def test_one_size_or_no_cost_tells_no_power() -> None:
    assert exponent([1_000], [3.0]) is None
    assert exponent(SIZES, [0.0, 1.0, 2.0]) is None


def test_a_crossing_is_read_between_the_sizes() -> None:
    linear, constant = [size / 1_000 for size in SIZES], [5.0, 5.0, 5.0]
    assert cheaper_from(SIZES, constant, linear) == pytest.approx(5_000)


def test_what_is_cheaper_everywhere_is_so_from_the_smallest_size_on() -> None:
    assert cheaper_from(SIZES, [1.0, 1.0, 1.0], [2.0, 2.0, 2.0]) == 1_000


def test_what_is_not_cheaper_at_the_largest_size_never_is() -> None:
    assert cheaper_from(SIZES, [1.0, 1.0, 3.0], [2.0, 2.0, 2.0]) is None
    assert cheaper_from(SIZES, [2.0, 2.0, 2.0], [2.0, 2.0, 2.0]) is None


def test_a_lead_that_is_lost_again_counts_from_where_it_stays() -> None:
    found = cheaper_from(SIZES, [1.0, 4.0, 1.0], [2.0, 2.0, 2.0])
    assert found == pytest.approx(10_000 * 10**0.5)
