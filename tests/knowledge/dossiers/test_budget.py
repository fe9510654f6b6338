"""The budget of all callers: what counts, for how long, and when the alarm rings."""

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.database import Sessions, reading, writing
from knowledge.dossiers.budget import Budget, Spent
from knowledge.dossiers.tables import FailedProofRow

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
BUDGET = Budget(per_hour=3, per_day=5)


def fail(database: Sessions, minutes_ago: float, counts: bool = True) -> None:
    hashes = dict.fromkeys(("conversation", "origin", "dossier", "guess", "digits"), b"x" * 32)
    at = NOW - timedelta(minutes=minutes_ago)
    with writing(database) as session:
        session.add(FailedProofRow(at=at, short=True, counts=counts, **hashes))


def spent(database: Sessions) -> Spent:
    with reading(database) as session:
        return BUDGET.spent(session, NOW)


def test_nothing_is_spent_at_first(database: Sessions) -> None:
    assert spent(database) == Spent(0, 0)
    assert not BUDGET.closes(spent(database))


def test_the_last_hour_and_the_last_day_are_counted_apart(database: Sessions) -> None:
    for minutes in (1, 59, 61, 23 * 60, 25 * 60):
        fail(database, minutes)
    fail(database, 2, counts=False)
    assert spent(database) == Spent(2, 4)


@pytest.mark.parametrize(("minutes", "closes"), [((1, 2), False), ((1, 2, 3), True), ((1, 90, 120, 150, 180), True)])
def test_either_window_closes(database: Sessions, minutes: tuple[int, ...], closes: bool) -> None:
    for ago in minutes:
        fail(database, ago)
    assert BUDGET.closes(spent(database)) is closes


def test_the_alarm_rings_with_the_proof_that_spends_it() -> None:
    told = [BUDGET.is_spent_by_the_last(Spent(hour, hour)) for hour in range(4)]
    assert told == [False, False, False, True]
    assert BUDGET.is_spent_by_the_last(Spent(1, 5))
