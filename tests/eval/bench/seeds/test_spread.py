"""Mean, deviation and range over seeds."""

import statistics
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bench.seeds.spread import Spread, spreads
from eval.bench.seeds.trial import REPORTED, Trial
from eval.figures import Figure

Tried = Callable[..., Trial]


def test_three_seeds_have_a_mean_a_deviation_and_a_range(tried: Tried) -> None:
    found = spreads([tried(seed, first=share) for seed, share in enumerate((0.6, 0.7, 0.8))])["first"]
    assert found.n == 3
    assert found.mean == pytest.approx(0.7)
    assert found.deviation == pytest.approx(0.1)
    assert (found.low, found.high) == (0.6, 0.8)
    assert found.range == pytest.approx(0.2)


def test_one_seed_has_no_deviation(tried: Tried) -> None:
    found = spreads([tried(1, decision=0.9)])["decision"]
    assert found == Spread(1, 0.9, None, 0.9, 0.9)
    assert found.range == 0


def test_what_is_about_no_question_has_no_spread(tried: Tried) -> None:
    found = spreads([tried(1), tried(2)])
    assert found == dict.fromkeys(REPORTED, Spread(0))
    assert found["first"].range is None


@given(st.lists(st.floats(0, 1), min_size=2, max_size=8))
def test_the_mean_lies_in_the_range_and_the_deviation_within_it(shares: list[float]) -> None:
    trials = [Trial(row, 0.0, {name: Figure(share, 1) for name in REPORTED}) for row, share in enumerate(shares)]
    found = spreads(trials)["first"]
    assert found.mean is not None
    assert found.deviation == pytest.approx(statistics.stdev(shares))
    assert min(shares) - 1e-9 <= found.mean <= max(shares) + 1e-9
    assert found.range is not None
    assert found.deviation is not None
    assert found.deviation <= found.range + 1e-9
