"""Waits are reached, not rushed; an address that thousands share waits later than a conversation."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.waiting import DAY, HOUR, WHOLE_FREE, Waits, of_address, whole_end

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MOMENTS = st.lists(st.integers(0, 3599).map(lambda second: NOON - timedelta(seconds=second)), min_size=1, max_size=30)


def test_who_never_failed_never_waits() -> None:
    assert Waits(20).end([]) is None
    assert whole_end([]) is None


def test_two_failures_of_a_conversation_are_free_and_twenty_of_an_address() -> None:
    assert [Waits(20).pause(failures) > timedelta(0) for failures in (1, 2, 3)] == [False, False, True]
    assert [of_address(60).pause(failures) > timedelta(0) for failures in (1, 20, 21)] == [False, False, True]


@pytest.mark.parametrize("per_hour", [5, 20, 60, 1000])
def test_all_waits_of_an_hour_take_half_of_it(per_hour: int) -> None:
    waits = Waits(per_hour)
    together = sum((waits.pause(failures) for failures in range(1, per_hour + 1)), timedelta(0))
    assert timedelta(minutes=28) < together < timedelta(minutes=45)


@given(MOMENTS, st.integers(1, 20))
def test_the_hour_has_to_pass_where_it_is_used_up(failed: list[datetime], per_hour: int) -> None:
    end = Waits(per_hour).end(failed)
    assert end
    if len(failed) >= per_hour:
        assert end >= sorted(failed)[-per_hour] + HOUR
    assert end <= NOON + HOUR + Waits(per_hour).pause(per_hour)


@given(MOMENTS)
def test_the_newest_failures_are_enough_to_know(failed: list[datetime]) -> None:
    assert Waits(5).end(failed) == Waits(5).end(sorted(failed)[-5:])


def test_whole_numbers_wait_a_minute_after_five_and_never_more_than_an_hour() -> None:
    waits = [end and end - NOON for end in (whole_end([NOON] * failures) for failures in range(1, 14))]
    assert waits[: WHOLE_FREE - 1] == [None] * (WHOLE_FREE - 1)
    assert waits[WHOLE_FREE - 1 :] == [MINUTE * minutes for minutes in (1, 2, 4, 8, 16, 32, 60, 60, 60)]


def test_an_address_tries_few_whole_numbers_at_a_dossier_in_a_day() -> None:
    at, failed = NOON, list[datetime]()
    while at < NOON + DAY:
        failed.append(at)
        at = whole_end(failed) or at
    assert len(failed) < 35
