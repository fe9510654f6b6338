"""Signing in in two steps: nobody is in before both, and six digits are guessed no faster than a password."""

import time

import pytest
from fastapi.testclient import TestClient

from eval.console import tokens
from eval.console.access import FIRST_STEP_COOKIE, FORM_COOKIE, SESSION_COOKIE
from eval.console.audit import Filter
from eval.console.page import PREFIX
from eval.console.pages.sign_in import FIRST_STEP_SECONDS
from eval.console.parts import Parts
from eval.console.roles import Role
from eval.console.second_factors import drop
from eval.console.texts import t
from tests.eval.console.staff import PASSWORD, App, Officer, words

CODE = "/sign-in/code"


@pytest.fixture
def lan(staff: Parts, request: pytest.FixtureRequest) -> App:
    """An editor with an app, whose first code was used a while ago."""
    name = f"lan{abs(hash(request.node.nodeid))}"[:20]
    staff.accounts.add(name, "Lan", Role.EDITOR, PASSWORD, must_change=False)
    return App(staff, name)


@pytest.fixture
def browser(application: TestClient, request: pytest.FixtureRequest) -> Officer:
    return Officer(application, f"10.4.{abs(hash(request.node.name)) % 250}.{abs(hash(request.node.nodeid)) % 250}")


def test_after_the_password_nobody_is_in_yet(browser: Officer, lan: App) -> None:
    answer = browser.sign_in(lan.name, next=f"{PREFIX}/live")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PREFIX}/sign-in/code?next=%2Fstaff%2Flive")
    assert SESSION_COOKIE not in browser.http.cookies
    for path in ("/", "/live", "/password", "/second-factor"):
        assert browser.get(path).headers["location"].startswith(f"{PREFIX}/sign-in?")


def test_a_code_lets_in_and_leads_on(browser: Officer, lan: App, staff: Parts) -> None:
    browser.sign_in(lan.name)
    answer = browser.send(CODE, at=CODE, code=lan.code(), next=f"{PREFIX}/live")
    assert answer.headers["location"] == f"{PREFIX}/live"
    assert browser.get("/").status_code == 200
    assert not {FIRST_STEP_COOKIE, FORM_COOKIE} & set(browser.http.cookies)
    assert staff.audit.read(Filter(account=lan.name), 0, 1)[0].deed == "sign_in.in_by_code"


def test_the_same_code_lets_nobody_in_again(browser: Officer, lan: App, application: TestClient) -> None:
    code = lan.code()
    browser.sign_in(lan.name)
    browser.send(CODE, at=CODE, code=code)
    over_the_shoulder = Officer(application, "10.4.255.1")
    over_the_shoulder.sign_in(lan.name)
    answer = over_the_shoulder.send(CODE, at=CODE, code=code)
    assert answer.status_code == 401
    assert t("second_factor.wrong") in words(answer)


def test_a_recovery_code_lets_in_and_shows_how_many_are_left(browser: Officer, lan: App, staff: Parts) -> None:
    browser.sign_in(lan.name)
    answer = browser.send(CODE, at=CODE, code=lan.recovery.pop(), next=f"{PREFIX}/live")
    assert answer.headers["location"] == f"{PREFIX}/second-factor"
    assert t("second_factor.left", count=9) in words(browser.get("/second-factor"))
    assert staff.audit.read(Filter(account=lan.name), 0, 1)[0].deed == "sign_in.in_by_recovery"


def test_without_the_password_there_is_no_second_step(browser: Officer, lan: App) -> None:
    browser.get("/sign-in")
    assert browser.get(CODE).headers["location"] == f"{PREFIX}/sign-in?next={PREFIX}/"
    answer = browser.send(CODE, at="/sign-in", code=lan.code())
    assert answer.headers["location"].startswith(f"{PREFIX}/sign-in?")


@pytest.mark.parametrize("past", [FIRST_STEP_SECONDS + 1, 0])
def test_the_first_step_ends_after_five_minutes_or_with_another_password(
    browser: Officer, lan: App, staff: Parts, past: int
) -> None:
    browser.sign_in(lan.name)
    until = int(time.time()) + FIRST_STEP_SECONDS - past
    token = tokens.first_step_token(staff.secret, lan.name, staff.accounts.mark(lan.name), until)
    browser.http.cookies.set(FIRST_STEP_COOKIE, token, domain="testserver.local", path=PREFIX)
    assert (browser.get(CODE).status_code == 200) is (past == 0)
    staff.accounts.set_password(lan.name, "một mật khẩu khác hẳn")
    assert browser.get(CODE).status_code == 303


def test_a_disabled_account_does_not_pass_the_second_step(browser: Officer, lan: App, staff: Parts) -> None:
    browser.sign_in(lan.name)
    token = browser.token(CODE)
    staff.accounts.disable(lan.name)
    answer = browser.http.post(f"{PREFIX}{CODE}", data={"form_token": token, "code": lan.code()})
    assert answer.headers["location"].startswith(f"{PREFIX}/sign-in")
    assert SESSION_COOKIE not in browser.http.cookies


def test_who_guesses_codes_waits_wherever_they_come_from(application: TestClient, lan: App, staff: Parts) -> None:
    for guess in range(5):
        guesser = Officer(application, f"10.5.0.{guess}")
        guesser.sign_in(lan.name)
        assert guesser.send(CODE, at=CODE, code="000000x").status_code == 401
    another = Officer(application, "10.5.1.1")
    assert another.sign_in(lan.name).status_code == 303
    answer = another.send(CODE, at=CODE, code=lan.code())
    assert answer.status_code == 429
    assert SESSION_COOKIE not in another.http.cookies
    assert staff.audit.read(Filter(account=lan.name), 0, 1)[0].deed == "sign_in.code_refused"


def test_wrong_codes_are_counted_with_wrong_passwords(browser: Officer, lan: App) -> None:
    for _ in range(2):
        browser.sign_in(lan.name)
        browser.send(CODE, at=CODE, code="1")
    browser.sign_in(lan.name, "wrong wrong wrong")
    assert browser.sign_in(lan.name).status_code == 429


def test_signing_in_leaves_nothing_counted(browser: Officer, lan: App) -> None:
    for _ in range(3):
        browser.sign_in(lan.name)
        assert browser.send(CODE, at=CODE, code="1").status_code == 401
        assert browser.send(CODE, at=CODE, code=lan.recovery.pop()).status_code == 303
        browser.send("/sign-out")


def test_off_asks_for_no_code_and_forgets_none(
    browser: Officer, lan: App, staff: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(vars(staff.services.settings), "staff_second_factor", "off")
    assert browser.sign_in(lan.name).headers["location"] == f"{PREFIX}/"
    assert browser.get("/second-factor").status_code == 404
    browser.send("/sign-out")
    monkeypatch.setitem(vars(staff.services.settings), "staff_second_factor", "offered")
    assert CODE in browser.sign_in(lan.name).headers["location"]


def test_who_lost_everything_comes_in_with_the_password_after_a_reset(browser: Officer, lan: App, staff: Parts) -> None:
    drop(staff.services.sessions, lan.name)
    assert browser.sign_in(lan.name).headers["location"] == f"{PREFIX}/"


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/staff/", "/staff/../"])
def test_the_second_step_leads_nobody_outside(browser: Officer, lan: App, wanted: str) -> None:
    browser.sign_in(lan.name)
    assert browser.send(CODE, at=CODE, code=lan.code(), next=wanted).headers["location"] == f"{PREFIX}/"
