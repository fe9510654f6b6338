"""Accounts on both stores: made once, verified, shut out; one administrator always remains."""

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.console import accounts as module
from eval.console.accounts import Accounts
from eval.console.errors import (
    AccountTakenError,
    AccountUnknownError,
    BadAccountError,
    LastAdministratorError,
    WeakPasswordError,
    WrongPasswordError,
)
from eval.console.roles import Role
from eval.console.tables import AccountRow
from knowledge.database import Sessions, writing
from tests.eval.console.staff import PASSWORD

OTHER = "một mật khẩu khác hẳn"


@pytest.fixture
def accounts(database: Sessions) -> Accounts:
    made = Accounts(database)
    made.add("lan", "Nguyễn Thị Lan", Role.ADMINISTRATOR, PASSWORD)
    return made


def test_an_account_is_found_by_its_name_in_any_case(accounts: Accounts) -> None:
    found = accounts.get(" LAN ")
    assert (found.name, found.full_name, found.role) == ("lan", "Nguyễn Thị Lan", Role.ADMINISTRATOR)
    assert found.must_change
    assert not found.disabled
    assert accounts.all() == [found]


def test_only_name_and_password_together_verify(accounts: Accounts) -> None:
    found = accounts.verified("Lan", PASSWORD)
    assert found
    assert found.name == "lan"
    assert accounts.verified("lan", OTHER) is None
    assert accounts.verified("nobody", PASSWORD) is None


def test_a_disabled_account_verifies_no_more_until_it_is_enabled(accounts: Accounts) -> None:
    accounts.add("minh", "Minh", Role.OFFICER, PASSWORD)
    accounts.disable("minh")
    assert accounts.verified("minh", PASSWORD) is None
    accounts.disable("minh", disabled=False)
    assert accounts.verified("minh", PASSWORD)


def test_a_name_is_taken_once(accounts: Accounts) -> None:
    with pytest.raises(AccountTakenError):
        accounts.add("Lan", "Another", Role.OFFICER, PASSWORD)


@pytest.mark.parametrize("name", ["", "a", "1lan", "lan nguyen", "lan/..", "lân", "x" * 61, "lan\n"])
def test_a_name_that_cannot_be_is_refused(name: str, accounts: Accounts) -> None:
    if name.strip() == "lan":
        return
    with pytest.raises(BadAccountError):
        accounts.add(name, "Full", Role.OFFICER, PASSWORD)


def test_a_name_needs_a_full_name_and_a_strong_password(accounts: Accounts) -> None:
    with pytest.raises(BadAccountError):
        accounts.add("minh", "  ", Role.OFFICER, PASSWORD)
    with pytest.raises(WeakPasswordError):
        accounts.add("minh", "Minh", Role.OFFICER, "short")
    with pytest.raises(AccountUnknownError):
        accounts.get("minh")


def test_the_owner_changes_the_password_with_the_present_one(accounts: Accounts) -> None:
    with pytest.raises(WrongPasswordError):
        accounts.change_password("lan", OTHER, OTHER)
    for weak in ("short", PASSWORD):
        with pytest.raises(WeakPasswordError):
            accounts.change_password("lan", PASSWORD, weak)
    accounts.change_password("lan", PASSWORD, OTHER)
    assert accounts.verified("lan", PASSWORD) is None
    assert not accounts.get("lan").must_change


def test_a_password_set_by_somebody_else_must_be_changed(accounts: Accounts) -> None:
    accounts.change_password("lan", PASSWORD, OTHER)
    accounts.set_password("lan", PASSWORD)
    assert accounts.get("lan").must_change


def test_the_last_administrator_stays(accounts: Accounts) -> None:
    for deed in (lambda: accounts.change_role("lan", Role.EDITOR), lambda: accounts.disable("lan")):
        with pytest.raises(LastAdministratorError):
            deed()
    found = accounts.get("lan")
    assert (found.role, found.disabled) == (Role.ADMINISTRATOR, False)
    accounts.add("minh", "Minh", Role.ADMINISTRATOR, PASSWORD)
    accounts.disable("lan")
    with pytest.raises(LastAdministratorError):
        accounts.change_role("minh", Role.OFFICER)


def test_unknown_accounts_are_said_to_be_unknown(accounts: Accounts) -> None:
    for deed in (
        lambda: accounts.get("nobody"),
        lambda: accounts.set_password("nobody", PASSWORD),
        lambda: accounts.change_role("nobody", Role.OFFICER),
        lambda: accounts.disable("nobody"),
    ):
        with pytest.raises(AccountUnknownError):
            deed()


def test_a_password_hashed_cheaply_is_hashed_anew_when_it_is_next_used(accounts: Accounts, database: Sessions) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with writing(database) as session:
        row = session.get(AccountRow, "lan")
        assert row
        row.password = cheap
    assert accounts.verified("lan", PASSWORD)
    with writing(database) as session:
        row = session.get(AccountRow, "lan")
        assert row
        assert row.password != cheap
    assert accounts.verified("lan", PASSWORD)


@given(st.text(max_size=80))
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_any_name_is_read_without_error_and_the_same_twice(typed: str) -> None:
    assert module.plain(module.plain(typed)) == module.plain(typed)
