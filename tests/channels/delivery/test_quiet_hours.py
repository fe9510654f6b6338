"""Quiet hours: over midnight or within a day, in Vietnam's time."""

from datetime import UTC, datetime

import pytest

from channels.delivery.quiet_hours import BadQuietHoursError, read_quiet_hours


@pytest.mark.parametrize(
    ("text", "hour", "quiet"),
    [
        ("21:00-07:00", 20, False),
        ("21:00-07:00", 21, True),
        ("21:00-07:00", 3, True),
        ("21:00-07:00", 7, False),
        ("12:00-13:30", 12, True),
        ("12:00-13:30", 11, False),
        ("12:00-13:30", 14, False),
        ("", 3, False),
        (" ", 3, False),
        ("07:00-07:00", 7, False),
    ],
)
def test_quiet_hours_are_vietnams(text: str, hour: int, quiet: bool) -> None:
    moment = datetime(2026, 11, 23, (hour - 7) % 24, tzinfo=UTC)
    assert read_quiet_hours(text).at(moment) is quiet


@pytest.mark.parametrize("text", ["night", "21-7", "25:00-07:00", "21:00-07:61", "21:00", "21:00-07:00; 12:00-13:00"])
def test_what_is_no_span_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadQuietHoursError, match="21:00-07:00"):
        read_quiet_hours(text)
