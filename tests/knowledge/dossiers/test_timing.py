"""Early, on time or late goes by days in Viet Nam, and by working days where they are counted."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.times import VIET_NAM
from knowledge.dossiers.timing import Timing, punctuality, timing

FRIDAY = datetime(2025, 7, 4, tzinfo=VIET_NAM)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(VIET_NAM))


def july(day: int, hour: int = 23) -> datetime:
    return datetime(2025, 7, day, hour, tzinfo=VIET_NAM)


@pytest.mark.parametrize(
    ("status", "finished", "now", "expected"),
    [
        ("finished", 3, 9, "early"),
        ("returned", 4, 9, "on_time"),
        ("finished", 7, 9, "overdue"),
        ("in_progress", None, 4, "running"),
        ("in_progress", None, 7, "overdue"),
        ("finished", None, 9, "unknown"),
        ("stopped", None, 9, "unknown"),
        ("unclear", None, 3, "running"),
    ],
)
def test_punctuality_goes_by_days_in_viet_nam(status: str, finished: int | None, now: int, expected: str) -> None:
    done = july(finished) if finished else None
    assert punctuality(statuses()[status], FRIDAY, done, july(now)) == expected


@pytest.mark.parametrize(
    ("finished", "now", "expected"),
    [
        (1, 9, Timing("early", 3)),
        (4, 9, Timing("on_time", 0)),
        (7, 9, Timing("late", 1)),
        (14, 20, Timing("late", 6)),
        (None, 2, Timing("running", 2)),
        (None, 4, Timing("running", 0)),
        (None, 5, Timing("running_late", 0)),
        (None, 8, Timing("running_late", 2)),
    ],
)
def test_days_spared_left_and_over_are_working_days(finished: int | None, now: int, expected: Timing) -> None:
    status = statuses()["finished" if finished else "in_progress"]
    assert timing(status, FRIDAY, july(finished) if finished else None, july(now)) == expected


@pytest.mark.parametrize(
    ("finished", "state"), [(4, "early"), (5, "on_time"), (6, "on_time"), (7, "on_time"), (8, "late")]
)
def test_a_day_appointed_on_a_saturday_counts_as_the_monday(finished: int, state: str) -> None:
    assert timing(statuses()["finished"], july(5, 8), july(finished), july(20)).state == state


def test_a_holiday_does_not_make_a_dossier_late() -> None:
    due = datetime(2025, 4, 30, 17, tzinfo=VIET_NAM)
    now = datetime(2025, 5, 5, 9, tzinfo=VIET_NAM)
    assert timing(statuses()["in_progress"], due, None, now) == Timing("running", 0)


def test_without_a_due_date_punctuality_is_unknown() -> None:
    assert punctuality(statuses()["in_progress"], None, None, datetime.now(UTC)) == "unknown"


def test_a_span_that_no_dossier_has_is_unknown() -> None:
    assert timing(statuses()["in_progress"], datetime(1995, 1, 1, tzinfo=UTC), None, july(1)).state == "unknown"


@settings(deadline=None)
@given(MOMENTS, MOMENTS, st.booleans())
def test_the_days_fit_the_state_whatever_the_dates(due: datetime, other: datetime, finished: bool) -> None:
    status = statuses()["finished" if finished else "in_progress"]
    found = timing(status, due, other if finished else None, other)
    assert found.state in (
        {"early", "on_time", "late", "unknown"} if finished else {"running", "running_late", "unknown"}
    )
    assert (found.days is None) == (found.state == "unknown")
    assert found.days is None or found.days >= 0
    assert (found.punctuality == "overdue") == ("late" in found.state)


@pytest.mark.parametrize("status", ["supplement_requested", "payment_requested"])
def test_a_dossier_that_waits_for_the_citizen_is_never_late(status: str) -> None:
    past = timing(statuses()[status], FRIDAY, None, july(20))
    assert (past, past.punctuality) == (Timing("paused"), "unknown")
    assert timing(statuses()[status], FRIDAY, None, july(2)) == Timing("running", 2)


@given(st.sampled_from(sorted(statuses().statuses)), MOMENTS, MOMENTS)
def test_whoever_waits_for_the_citizen_is_not_called_overdue(key: str, due: datetime, now: datetime) -> None:
    status = statuses()[key]
    found = timing(status, due, None, now)
    assert not (status.waits_for_citizen and found.punctuality == "overdue")
    assert (found.state == "paused") <= status.waits_for_citizen
