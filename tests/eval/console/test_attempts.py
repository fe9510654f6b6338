"""Failed sign-ins on both stores: guessers wait longer and longer, officers are never shut out for good."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from eval.console.attempts import Attempt, Attempts
from eval.console.tables import AttemptRow
from knowledge.database import Sessions, reading

SECRET = b"a secret of the tests, 32 bytes!"
LAN = Attempt("lan", "203.0.113.7")


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def attempts(database: Sessions, clock: Clock) -> Attempts:
    return Attempts(database, SECRET, clock)


def fail(attempts: Attempts, clock: Clock, attempt: Attempt, times: int) -> list[float]:
    """Fail so often, waiting as long as is asked for; return the waits."""
    waits = []
    for _ in range(times):
        wait = attempts.spend(attempt)
        if wait:
            clock.passes(wait)
            assert attempts.spend(attempt) == 0
        waits.append(wait)
    return waits


def test_the_first_failures_cost_nothing_then_the_waits_grow_to_a_bound(attempts: Attempts, clock: Clock) -> None:
    waits = fail(attempts, clock, LAN, 15)
    assert waits[:5] == [0] * 5
    assert waits[5:9] == [15, 30, 60, 120]
    assert max(waits) == 900


def test_an_attempt_during_the_wait_is_not_counted_and_does_not_prolong_it(attempts: Attempts, clock: Clock) -> None:
    fail(attempts, clock, LAN, 5)
    assert attempts.spend(LAN) == 15
    clock.passes(10)
    assert [attempts.spend(LAN) for _ in range(5)] == [5] * 5
    clock.passes(5)
    assert attempts.spend(LAN) == 0


def test_guesses_sent_at_once_are_not_all_tried(attempts: Attempts) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: attempts.spend(LAN), range(20)))
    assert waits.count(0) == 5


def test_a_success_forgets_the_failures(attempts: Attempts, clock: Clock) -> None:
    fail(attempts, clock, LAN, 4)
    assert attempts.spend(LAN) == 0
    attempts.forgive(LAN)
    assert fail(attempts, clock, LAN, 5) == [0] * 5


def test_a_stranger_elsewhere_costs_the_officer_nothing_until_many_have_failed(
    attempts: Attempts, clock: Clock
) -> None:
    fail(attempts, clock, Attempt("lan", "198.51.100.1"), 8)
    assert attempts.spend(LAN) == 0


def test_an_officers_known_browser_is_never_held_up_by_strangers(attempts: Attempts, clock: Clock) -> None:
    for last in range(60):
        attempts.spend(Attempt("lan", f"198.51.100.{last}"))
        attempts.spend(Attempt("lan", LAN.address))
    assert attempts.spend(LAN) > 0
    assert attempts.spend(Attempt("lan", LAN.address, device="a browser of hers")) == 0


def test_a_stolen_device_cookie_guesses_no_faster(attempts: Attempts, clock: Clock) -> None:
    stolen = Attempt("lan", "198.51.100.1", device="a browser of hers")
    waits = fail(attempts, clock, stolen, 14)
    assert max(waits) == 300
    assert waits[:5] == [0] * 5


def test_even_while_attacked_from_everywhere_a_new_browser_waits_a_minute_at_most(
    attempts: Attempts, clock: Clock
) -> None:
    for last in range(200):
        attempts.spend(Attempt("lan", f"198.51.{last}.1"))
        clock.passes(61)
    attempts.spend(Attempt("lan", "198.51.100.250"))
    assert 0 < attempts.spend(LAN) <= 60


def test_one_address_cannot_try_many_names(attempts: Attempts) -> None:
    waits = [attempts.spend(Attempt(f"officer{number}", LAN.address)) for number in range(40)]
    assert waits[:30] == [0] * 30
    assert all(waits[30:])


def test_signing_in_with_ones_own_account_does_not_wipe_what_the_address_gathered(attempts: Attempts) -> None:
    waits = []
    for number in range(40):
        waits.append(attempts.spend(Attempt(f"officer{number}", LAN.address)))
        mine = Attempt("mallory", LAN.address)
        if not attempts.spend(mine):
            attempts.forgive(mine)
    assert any(waits)


def test_addresses_of_one_ipv6_network_count_as_one(attempts: Attempts) -> None:
    waits = [attempts.spend(Attempt("lan", f"2001:db8:1:2::{number:x}")) for number in range(1, 8)]
    assert waits[:5] == [0] * 5
    assert waits[5] > 0
    assert attempts.spend(Attempt("lan", "2001:db8:1:3::1")) == 0


def test_names_that_do_not_exist_wait_too_and_are_not_stored(
    attempts: Attempts, database: Sessions, clock: Clock
) -> None:
    assert fail(attempts, clock, Attempt("my secret password", "unknown"), 6)[-1] == 15
    with reading(database) as session:
        assert all(len(row.key) == 64 for row in session.scalars(select(AttemptRow)))


def test_after_a_day_all_is_forgotten(attempts: Attempts, clock: Clock, database: Sessions) -> None:
    fail(attempts, clock, LAN, 9)
    clock.passes(24 * 3600 + 1)
    assert attempts.spend(LAN) == 0
    with reading(database) as session:
        assert session.scalar(select(func.max(AttemptRow.failures))) == 1
