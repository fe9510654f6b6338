"""One's own account: changing the password, and signing out everywhere."""

import pytest
from fastapi.testclient import TestClient

from eval.console.access import SESSION_COOKIE
from eval.console.page import PREFIX
from eval.console.parts import Parts
from eval.console.roles import Role
from eval.console.texts import t
from tests.eval.console.staff import PASSWORD, Officer, words

NEW = "một mật khẩu khác hẳn"


@pytest.fixture
def tam(application: TestClient, staff: Parts, request: pytest.FixtureRequest) -> Officer:
    """An officer with an account of their own."""
    name = f"tam{abs(hash(request.node.nodeid))}"[:20]
    staff.accounts.add(name, "Tâm", Role.OFFICER, PASSWORD, must_change=False)
    made = Officer(application).with_session(staff, name)
    made.name = name  # type: ignore[attr-defined]
    return made


def test_a_changed_password_signs_out_everywhere_else_and_renews_this_session(tam: Officer, staff: Parts) -> None:
    elsewhere = Officer(tam.http).with_session(staff, tam.name)  # type: ignore[attr-defined]
    before = tam.http.cookies[SESSION_COOKIE]
    answer = tam.send("/password", present=PASSWORD, new=NEW, again=NEW)
    assert answer.headers["location"] == f"{PREFIX}/?done=password.done_changed"
    assert tam.http.cookies[SESSION_COOKIE] != before
    assert tam.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
    assert staff.accounts.verified(tam.name, NEW)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("present", "new", "again", "problem"),
    [
        ("wrong wrong wrong", NEW, NEW, "password.wrong"),
        (PASSWORD, "short", "short", "password.weak"),
        (PASSWORD, PASSWORD, PASSWORD, "password.weak"),
        (PASSWORD, NEW, NEW + "!", "password.differ"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    tam: Officer, staff: Parts, present: str, new: str, again: str, problem: str
) -> None:
    answer = tam.send("/password", present=present, new=new, again=again)
    assert answer.status_code == 400
    assert t(problem) in words(answer)
    assert staff.accounts.verified(tam.name, PASSWORD)  # type: ignore[attr-defined]


def test_a_stolen_session_guesses_the_password_no_faster_than_the_door(tam: Officer) -> None:
    for _ in range(5):
        tam.send("/password", present="wrong wrong wrong", new=NEW, again=NEW)
    assert t("password.wait") in words(tam.send("/password", present=PASSWORD, new=NEW, again=NEW))


def test_a_password_from_somebody_else_comes_before_everything_but_leaving(tam: Officer, staff: Parts) -> None:
    staff.accounts.set_password(tam.name, NEW)  # type: ignore[attr-defined]
    for path in ("/", "/live", "/receipts"):
        assert tam.get(path).headers["location"] == f"{PREFIX}/password"
    assert t("password.must") in words(tam.get("/password"))
    assert tam.send("/sign-out").headers["location"] == f"{PREFIX}/sign-in"


def test_signing_out_everywhere_ends_every_session(tam: Officer, staff: Parts) -> None:
    elsewhere = Officer(tam.http).with_session(staff, tam.name)  # type: ignore[attr-defined]
    tam.send("/sign-out-everywhere")
    assert [who.get("/").status_code for who in (tam, elsewhere)] == [303, 303]
