"""Officers' hours: read from the settings, in Vietnam's time."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations.hours import ZONE, BadHoursError, Hours, read_hours

WEEK = "Mon-Fri 07:00-11:30 13:00-17:00; Sat 07:30-11:00"
HOURS = read_hours(WEEK)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(ZONE))
clocks = st.times(max_value=time(23, 58)).map(lambda clock: clock.replace(second=0, microsecond=0))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_without_hours_nobody_ever_answers() -> None:
    hours = read_hours("")
    assert hours == read_hours("  ;  ") == Hours({})
    assert not hours.any
    assert not hours.open_at(at("2026-11-23 09:00"))
    assert hours.next_opening(at("2026-11-23 09:00")) is None


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        ("2026-11-23 06:59", False),
        ("2026-11-23 07:00", True),
        ("2026-11-23 11:29", True),
        ("2026-11-23 11:30", False),
        ("2026-11-23 13:00", True),
        ("2026-11-27 16:59", True),
        ("2026-11-28 13:30", False),
        ("2026-11-28 10:59", True),
        ("2026-11-29 09:00", False),
    ],
)
def test_officers_are_there_from_the_first_minute_until_before_the_last(moment: str, there: bool) -> None:
    assert HOURS.open_at(at(moment)) is there


def test_the_moment_counts_wherever_the_clock_stands() -> None:
    assert HOURS.open_at(datetime(2026, 11, 23, 0, 30, tzinfo=UTC))
    assert not HOURS.open_at(datetime(2026, 11, 23, 7, 30, tzinfo=timezone(timedelta(hours=-5))))


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-23 05:00", "2026-11-23 07:00"),
        ("2026-11-23 12:00", "2026-11-23 13:00"),
        ("2026-11-27 18:00", "2026-11-28 07:30"),
        ("2026-11-28 12:00", "2026-11-30 07:00"),
    ],
)
def test_the_next_opening_skips_nights_and_sundays(moment: str, opening: str) -> None:
    assert HOURS.next_opening(at(moment)) == at(opening)


def test_round_the_clock_leaves_no_minute_out() -> None:
    hours = read_hours("Mon-Sun 00:00-24:00")
    assert hours.open_at(at("2026-11-29 23:59:59"))
    assert hours.open_at(at("2026-11-30 00:00"))


def test_once_a_week_opens_again_a_week_later() -> None:
    hours = read_hours("Wed 08:00-09:00")
    assert hours.next_opening(at("2026-11-25 08:00")) == at("2026-12-02 08:00")


@pytest.mark.parametrize(
    "text",
    [
        "always", "Mon", "Mon-", "Mon 7-11", "Mon 07:00", "Mon 11:00-07:00", "Mon 07:00-07:00", "Mon 25:00-26:00",
        "T2 07:00-11:00", "Fri-Mon 07:00-11:00", "Mon,Tue 07:00-11:00", "Mon 07:00-11:30, 13:00-17:00", "Mon 24:00-24:00",
    ],
)  # fmt: skip
def test_hours_that_cannot_be_read_are_named(text: str) -> None:
    with pytest.raises(BadHoursError) as caught:
        read_hours(f"Sun 07:00-08:00; {text}")
    assert text in str(caught.value)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert read_hours(text).any == bool(text.replace(";", "").strip())
    except BadHoursError:
        return


@given(moments, st.lists(st.tuples(st.integers(0, 6), clocks), min_size=1, max_size=5))
def test_the_next_opening_is_ahead_and_officers_are_there_then(moment: datetime, spans: list[tuple[int, time]]) -> None:
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    hours = read_hours("; ".join(f"{days[weekday]} {start:%H:%M}-23:59" for weekday, start in spans))
    opening = hours.next_opening(moment)
    assert opening
    assert moment < opening <= moment + timedelta(days=7, minutes=1)
    assert hours.open_at(opening)
    if not hours.open_at(moment):
        middle = moment + (opening - moment) / 2
        assert not hours.open_at(middle)
