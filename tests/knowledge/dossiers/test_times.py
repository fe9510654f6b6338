"""Moments are read in every form that files write; what cannot be one is refused."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.times import VIET_NAM, believed, read_time

MORNING = datetime(2025, 7, 1, 8, 30, tzinfo=VIET_NAM)


@pytest.mark.parametrize(
    "text",
    ["20250701083000", "202507010830", "01/07/2025 08:30:00", "1/7/2025 8:30", "2025-07-01 08:30", "2025-07-01T01:30Z"],
)
def test_every_form_in_use_is_read(text: str) -> None:
    assert read_time(f" {text} ") == MORNING


@pytest.mark.parametrize("text", ["", "  ", "0", "00000000000000", "00010101000000", "0001-01-01T00:00:00"])
def test_what_systems_write_for_none_is_none(text: str) -> None:
    assert read_time(text) is None


@pytest.mark.parametrize(
    "text", ["hôm qua", "20250732000000", "20251301000000", "2025070108300", "30/02/2025", "18000101000000", "99991231"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        read_time(text)


def test_a_moment_of_a_sheet_without_a_zone_is_vietnamese() -> None:
    assert believed(datetime(2025, 7, 1, 8, 30)) == MORNING
    assert believed(MORNING.astimezone(UTC)) == MORNING


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 12, 31)))
def test_the_form_of_the_synchronisation_comes_back_to_the_second(moment: datetime) -> None:
    assert read_time(f"{moment:%Y%m%d%H%M%S}") == moment.replace(microsecond=0, tzinfo=VIET_NAM)


@given(st.text(max_size=20) | st.text("0123456789/-: T", max_size=20))
def test_any_text_is_a_moment_none_or_refused(text: str) -> None:
    try:
        moment = read_time(text)
    except ValueError:
        return
    assert moment is None or moment.tzinfo is not None
