"""How times are spread."""

from hypothesis import given
from hypothesis import strategies as st

from eval.report.histogram import bins


def test_times_fall_into_bins_that_grow() -> None:
    found = bins([0.4, 3.0, 3.5, 40.0])
    assert [(one.low, one.high, one.count) for one in found] == [
        (0, 1, 1), (1, 2, 0), (2, 5, 2), (5, 10, 0), (10, 20, 0), (20, 50, 1),
    ]  # fmt: skip
    assert [one.share for one in found] == [0.5, 0, 1, 0, 0, 0.5]


def test_a_time_on_an_edge_counts_once() -> None:
    assert [(one.low, one.high, one.count) for one in bins([10.0])] == [(10, 20, 1)]


def test_without_times_there_are_no_bins() -> None:
    assert bins([]) == []


@given(st.lists(st.floats(min_value=0, max_value=1e6), min_size=1, max_size=50))
def test_every_time_counts_once(times: list[float]) -> None:
    found = bins(times)
    assert sum(one.count for one in found) == len(times)
    assert found[0].count
    assert found[-1].count
