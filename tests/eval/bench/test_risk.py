"""Risk and coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bench.risk import curve

ANSWERS = st.lists(st.tuples(st.floats(-5, 5), st.booleans()), min_size=1, max_size=300)


def test_the_surest_come_first() -> None:
    found = curve([0.1, 0.9, 0.5, 0.7], [True, False, True, False])
    assert found.coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert found.risk.tolist() == pytest.approx([0, 0, 1 / 3, 1 / 2])


def test_equal_confidence_enters_together() -> None:
    found = curve([0.5, 0.5, 0.1], [True, False, False])
    assert found.coverage.tolist() == pytest.approx([2 / 3, 1])
    assert found.risk.tolist() == pytest.approx([1 / 2, 1 / 3])


def test_a_confidence_that_says_nothing_has_the_share_wrong_as_its_area() -> None:
    assert curve([1.0] * 4, [True, False, False, False]).area == pytest.approx(0.25)


def test_a_better_order_has_a_smaller_area() -> None:
    wrong = [False, False, True]
    assert curve([3, 2, 1], wrong).area < curve([2, 3, 1.5], wrong).area + 1e-9 < curve([1, 2, 3], wrong).area


def test_what_can_be_answered_is_the_largest_share_within_the_risk() -> None:
    found = curve([4, 3, 2, 1], [False, True, False, False])
    assert found.answered_at(0.05) == 0.25
    assert found.answered_at(0.25) == 1.0


def test_nothing_can_be_answered_where_the_surest_is_wrong() -> None:
    assert curve([2, 1], [True, True]).answered_at(0.05) == 0.0


def test_few_points_are_kept_and_the_ends_among_them() -> None:
    found = curve(np.arange(1000).tolist(), [False] * 999 + [True])
    kept = found.thinned()
    assert len(kept) == 100
    assert kept[0] == (0.001, 1.0)
    assert kept[-1] == (1.0, 0.001)


@given(ANSWERS)
def test_all_answered_is_as_wrong_as_all_are(answers: list[tuple[float, bool]]) -> None:
    found = curve(*zip(*answers, strict=True))
    assert found.coverage[-1] == 1.0
    assert found.risk[-1] == pytest.approx(np.mean([wrong for _, wrong in answers]))
    assert (np.diff(found.coverage) > 0).all()
    assert ((found.risk >= 0) & (found.risk <= 1)).all()
    assert 0 <= found.area <= 1
