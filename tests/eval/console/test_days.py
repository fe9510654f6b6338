"""Days as browsers send them."""

from datetime import date

import pytest

from eval.console.days import day


def test_a_day_is_read() -> None:
    assert day("2026-11-23") == date(2026, 11, 23)


@pytest.mark.parametrize("typed", ["", "23/11/2026", "2026-13-01", "hôm nay", "2026-11-23T10:00"])
def test_what_is_no_day_counts_as_none(typed: str) -> None:
    assert day(typed) is None
