"""Days in tables: the year first, or the day first as in Viet Nam; everything else is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.offices.dates import read_day


@pytest.mark.parametrize("text", ["2026-11-02", "02/11/2026", "2/11/2026", "2.11.2026", "02-11-2026", " 2/11/2026 "])
def test_the_day_comes_before_the_month(text: str) -> None:
    assert read_day(text) == date(2026, 11, 2)


@pytest.mark.parametrize("text", ["", "hôm qua", "32/11/2026", "11/2026", "2026-13-01", "2/11/26"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no day such as"):
        read_day(text)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_is_read_in_both_orders(day: date) -> None:
    assert read_day(day.isoformat()) == read_day(f"{day:%d/%m/%Y}") == day
