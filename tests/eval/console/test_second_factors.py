"""The second factor on both stores: set with its first code, each code good once, the secret readable by nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from eval.console import second_factors as module
from eval.console.accounts import Accounts
from eval.console.errors import AccountUnknownError, SecondFactorSetError, StaleOfferError, WrongCodeError
from eval.console.roles import Role
from eval.console.second_factors import SecondFactors, drop
from eval.console.tables import AccountRow, RecoveryCodeRow
from eval.console.time_codes import SECONDS, code_of, step_at, to_type
from knowledge.data_key import data_key
from knowledge.database import Sessions, reading, writing
from knowledge.settings import Settings
from tests.eval.console.staff import PASSWORD

KEY = b"a data key of the tests, 32 long"


class Clock:
    """A clock that stands still until it is moved on."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def on(self, steps: int = 1) -> None:
        self.at += timedelta(seconds=steps * SECONDS)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def factors(database: Sessions, clock: Clock) -> SecondFactors:
    for name in ("lan", "minh"):
        Accounts(database).add(name, name, Role.EDITOR, PASSWORD)
    return SecondFactors(database, KEY, clock)


def set_up(factors: SecondFactors, name: str = "lan") -> tuple[bytes, list[str]]:
    """The secret in the app, and the recovery codes."""
    offer = factors.offer(name)
    return offer.secret, factors.set(name, offer.sealed, code_of(offer.secret, step_at(factors.now())))


def test_an_account_has_no_second_factor_until_the_first_code_is_right(factors: SecondFactors) -> None:
    offer, accounts = factors.offer("lan"), Accounts(factors.sessions)
    with pytest.raises(WrongCodeError):
        factors.set("lan", offer.sealed, "000 000x")
    assert not accounts.get("lan").second_factor
    factors.set("lan", offer.sealed, code_of(offer.secret, step_at(factors.now())))
    assert accounts.get("lan").second_factor
    assert not accounts.get("minh").second_factor


def test_the_code_that_set_it_up_signs_nobody_in(factors: SecondFactors, clock: Clock) -> None:
    secret, _ = set_up(factors)
    assert factors.verified("lan", code_of(secret, step_at(clock()))) is None
    clock.on()
    assert factors.verified("lan", code_of(secret, step_at(clock()))) == "code"


def test_each_code_is_good_once(factors: SecondFactors, clock: Clock) -> None:
    secret, _ = set_up(factors)
    clock.on(2)
    code, before = code_of(secret, step_at(clock())), code_of(secret, step_at(clock()) - 1)
    assert [factors.verified("lan", typed) for typed in (code, code, before)] == ["code", None, None]


def test_of_many_who_send_the_same_code_at_once_one_comes_in(factors: SecondFactors, clock: Clock) -> None:
    secret, codes = set_up(factors)
    clock.on()
    with ThreadPoolExecutor(8) as pool:
        for typed in (code_of(secret, step_at(clock())), codes[0]):
            came = list(pool.map(lambda _, typed=typed: factors.verified("lan", typed), range(8)))
            assert len([proof for proof in came if proof]) == 1


def test_a_recovery_code_stands_in_once(factors: SecondFactors) -> None:
    _, codes = set_up(factors)
    assert len(codes) == len(set(codes)) == 10
    assert factors.verified("lan", codes[3].upper().replace("-", " ")) == "recovery"
    assert factors.verified("lan", codes[3]) is None
    assert factors.left("lan") == 9


def test_nobodys_codes_open_anothers_door(factors: SecondFactors, clock: Clock) -> None:
    secret, codes = set_up(factors)
    set_up(factors, "minh")
    clock.on()
    assert factors.verified("minh", code_of(secret, step_at(clock()))) is None
    assert factors.verified("minh", codes[0]) is None
    assert factors.left("lan") == 10


def test_new_recovery_codes_end_those_of_before(factors: SecondFactors) -> None:
    _, before = set_up(factors)
    now = factors.renew_codes("lan")
    assert factors.verified("lan", before[0]) is None
    assert factors.verified("lan", now[0]) == "recovery"


def test_what_was_offered_to_one_is_set_by_nobody_else(factors: SecondFactors) -> None:
    offer = factors.offer("lan")
    code = code_of(offer.secret, step_at(factors.now()))
    for name, sealed in (("minh", offer.sealed), ("lan", ""), ("lan", offer.sealed[:-4] + "AAAA")):
        with pytest.raises(StaleOfferError):
            factors.set(name, sealed, code)


def test_a_second_factor_that_is_set_is_not_replaced_from_an_old_page(factors: SecondFactors) -> None:
    secret, _ = set_up(factors)
    with pytest.raises(SecondFactorSetError):
        set_up(factors)
    factors.now.on()  # type: ignore[attr-defined]
    assert factors.verified("lan", code_of(secret, step_at(factors.now()))) == "code"


def test_what_is_dropped_is_gone_with_its_codes(factors: SecondFactors, clock: Clock) -> None:
    secret, codes = set_up(factors)
    clock.on()
    drop(factors.sessions, "lan")
    assert not Accounts(factors.sessions).get("lan").second_factor
    assert factors.verified("lan", code_of(secret, step_at(clock()))) is None
    assert factors.verified("lan", codes[0]) is None
    assert factors.left("lan") == 0
    set_up(factors)


def test_accounts_that_are_not_there_are_unknown(factors: SecondFactors) -> None:
    for deed in (lambda: factors.verified("nobody", "123456"), lambda: factors.renew_codes("nobody"),
                 lambda: drop(factors.sessions, "nobody")):  # fmt: skip
        with pytest.raises(AccountUnknownError):
            deed()


def test_neither_secret_nor_codes_can_be_read_in_the_database(factors: SecondFactors) -> None:
    secret, codes = set_up(factors)
    with reading(factors.sessions) as session:
        row = session.get(AccountRow, "lan")
        assert row
        kept = row.second_factor + " ".join(session.scalars(select(RecoveryCodeRow.hashed)))
    for plain in (
        to_type(secret),
        to_type(secret).replace(" ", ""),
        *codes,
        *(code.replace("-", "") for code in codes),
    ):
        assert plain not in kept
    assert kept.count("$argon2id$") == 10


def test_an_encrypted_secret_is_good_in_its_own_row_alone(
    factors: SecondFactors, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    secret, _ = set_up(factors)
    with writing(factors.sessions) as session:
        mine, other = session.get(AccountRow, "lan"), session.get(AccountRow, "minh")
        assert mine
        assert other
        other.second_factor = mine.second_factor
    clock.on()
    assert factors.verified("minh", code_of(secret, step_at(clock()))) is None
    assert "minh" in caplog.text


def test_with_another_data_key_nobody_comes_in(factors: SecondFactors, clock: Clock) -> None:
    secret, _ = set_up(factors)
    clock.on()
    other = SecondFactors(factors.sessions, b"another data key of these tests!", clock)
    assert other.verified("lan", code_of(secret, step_at(clock()))) is None


def test_a_changed_secret_of_the_application_changes_nothing_for_staff(
    database: Sessions, tmp_path: Path, clock: Clock
) -> None:
    old, new = "the application's secret before", "the application's secret of now"
    before = Settings(var=tmp_path, secret=old)
    after = Settings(var=tmp_path, secret=new, secret_before=old)
    Accounts(database).add("lan", "Lan", Role.EDITOR, PASSWORD)
    secret, codes = set_up(SecondFactors(database, data_key(database, before), clock))
    clock.on()
    rotated = SecondFactors(database, data_key(database, after), clock)
    assert rotated.verified("lan", code_of(secret, step_at(clock()))) == "code"
    last = SecondFactors(database, data_key(database, Settings(var=tmp_path, secret=new)), clock)
    assert last.verified("lan", codes[0]) == "recovery"


def test_the_clock_is_the_systems_where_none_is_given(database: Sessions) -> None:
    assert abs(module.SecondFactors(database, KEY).now() - datetime.now(UTC)) < timedelta(minutes=1)
