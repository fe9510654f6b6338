"""The accounts page: made with a password shown once, given roles, shut out at once."""

import re

import pytest
from fastapi.testclient import TestClient

from eval.console.audit import Filter
from eval.console.page import PREFIX
from eval.console.parts import Parts
from eval.console.roles import Role
from eval.console.texts import t
from tests.eval.console.staff import PASSWORD, Officer, words

SHOWN = re.compile(r'<code class="secret">([^<]+)</code>')


@pytest.fixture
def quy(application: TestClient, staff: Parts) -> Officer:
    """An officer who is signed in and whom the administrator changes."""
    if "quy" not in [account.name for account in staff.accounts.all()]:
        staff.accounts.add("quy", "Quý", Role.OFFICER, PASSWORD, must_change=False)
    staff.accounts.disable("quy", disabled=False)
    return Officer(application).with_session(staff, "quy")


def test_a_new_account_has_a_password_that_is_shown_once_and_must_be_changed(
    administrator: Officer, staff: Parts
) -> None:
    answer = administrator.send("/accounts/add", name="Nga.Le", full_name="Lê Thị Nga", role="editor")
    password = SHOWN.search(answer.text)
    assert password
    made = staff.accounts.verified("nga.le", password[1])
    assert made
    assert (made.role, made.must_change) == (Role.EDITOR, True)
    assert password[1] not in administrator.get("/accounts").text
    newest = staff.audit.read(Filter(deed="accounts.add"), 0, 1)[0]
    assert (newest.account, newest.subject, newest.detail) == ("administrator", "nga.le", "editor")
    assert password[1] not in repr(staff.audit.read(Filter(), 0, 50))


@pytest.mark.parametrize(("name", "problem"), [("officer", "accounts.taken"), ("Có Dấu", "accounts.bad_name")])
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(administrator: Officer, name: str, problem: str) -> None:
    answer = administrator.send("/accounts/add", name=name, full_name="Tên Nào Đó", role="officer")
    assert answer.status_code == 400
    assert t(problem) in words(answer)
    assert 'value="Tên Nào Đó"' in answer.text


def test_a_reset_password_signs_out_and_must_be_changed(administrator: Officer, quy: Officer, staff: Parts) -> None:
    answer = administrator.send("/accounts/reset", name="quy")
    password = SHOWN.search(answer.text)
    assert password
    assert staff.accounts.verified("quy", PASSWORD) is None
    assert quy.get("/").status_code == 303
    staff.accounts.change_password("quy", password[1], PASSWORD)


def test_a_disabled_account_is_out_at_once_and_comes_in_again_when_enabled(
    administrator: Officer, quy: Officer, staff: Parts
) -> None:
    assert administrator.send("/accounts/disable", name="quy").headers["location"].endswith("accounts.done_disabled")
    assert quy.get("/").status_code == 303
    assert t("accounts.disabled") in words(administrator.get("/accounts"))
    administrator.send("/accounts/enable", name="quy")
    assert staff.accounts.verified("quy", PASSWORD)


def test_a_role_counts_at_once(administrator: Officer, quy: Officer, staff: Parts) -> None:
    administrator.send("/accounts/role", name="quy", role="editor")
    assert quy.get("/").status_code == 303
    assert staff.accounts.get("quy").role is Role.EDITOR
    administrator.send("/accounts/role", name="quy", role="officer")


def test_the_last_administrator_can_be_neither_disabled_nor_made_an_officer(
    administrator: Officer, staff: Parts
) -> None:
    for path, fields in (("disable", {}), ("role", {"role": "officer"})):
        answer = administrator.send(f"/accounts/{path}", name="administrator", **fields)
        assert answer.status_code == 409
        assert t("accounts.last") in words(answer)
    assert staff.accounts.get("administrator").role is Role.ADMINISTRATOR
    assert administrator.get("/accounts").status_code == 200


@pytest.mark.parametrize("deed", ["reset", "disable", "enable"])
def test_an_account_that_is_not_there_is_said_to_be_unknown(administrator: Officer, deed: str) -> None:
    answer = administrator.send(f"/accounts/{deed}", name="nobody")
    assert answer.status_code == 409
    assert t("accounts.unknown") in words(answer)
    assert answer.url.path == f"{PREFIX}/accounts/{deed}"
