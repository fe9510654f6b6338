"""Signing in under attack: no fixed sessions, no guessed names, no forged forms, no ways outside."""

import re
from http.cookies import SimpleCookie

import httpx
import pytest
from fastapi.testclient import TestClient

from eval.console.access import BY_ITSELF, DEVICE_COOKIE, FORM_COOKIE, SESSION_COOKIE
from eval.console.audit import Filter
from eval.console.page import PREFIX
from eval.console.parts import Parts
from eval.console.roles import Role
from eval.console.texts import t
from tests.eval.console.staff import PASSWORD, Officer, words


@pytest.fixture
def browser(application: TestClient, request: pytest.FixtureRequest) -> Officer:
    """A browser at an address that no other test fails from."""
    return Officer(application, f"10.0.{abs(hash(request.node.name)) % 250}.{abs(hash(request.node.nodeid)) % 250}")


def cookie(answer: httpx.Response, name: str) -> SimpleCookie:
    found = [SimpleCookie(line) for line in answer.headers.get_list("set-cookie") if line.startswith(f"{name}=")]
    assert found, f"no cookie {name}"
    return found[0]


def test_the_right_password_opens_the_console(browser: Officer) -> None:
    answer = browser.sign_in(Role.OFFICER)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PREFIX}/")
    assert "Chị Officer" in browser.get("/").text


def test_the_cookie_is_for_the_console_alone_and_out_of_reach_of_scripts(browser: Officer) -> None:
    made = cookie(browser.sign_in(Role.OFFICER), SESSION_COOKIE)[SESSION_COOKIE]
    assert (made["httponly"], made["samesite"], made["path"]) == (True, "strict", PREFIX)
    assert not made["secure"]
    assert made["max-age"] == ""
    assert len(made.value) == 43


def test_over_https_the_cookie_is_secure(application: TestClient) -> None:
    browser = Officer(application, "10.1.0.1")
    browser.http.base_url = "https://testserver"
    made = cookie(browser.sign_in(Role.OFFICER), SESSION_COOKIE)[SESSION_COOKIE]
    assert made["secure"]


def test_a_session_that_somebody_planted_is_never_taken_over(browser: Officer) -> None:
    planted = "p" * 43
    browser.http.cookies.set(SESSION_COOKIE, planted, domain="testserver.local", path=PREFIX)
    made = cookie(browser.sign_in(Role.OFFICER), SESSION_COOKIE)[SESSION_COOKIE]
    assert made.value != planted


def test_signing_in_again_ends_the_session_before(browser: Officer, staff: Parts) -> None:
    browser.sign_in(Role.EDITOR)
    before = browser.http.cookies[SESSION_COOKIE]
    browser.sign_in(Role.EDITOR)
    assert browser.http.cookies[SESSION_COOKIE] != before
    assert staff.staff_sessions.of("editor", before)
    stale = Officer(browser.http)
    stale.http.cookies.set(SESSION_COOKIE, before, domain="testserver.local", path=PREFIX)
    assert stale.get("/").status_code == 303


def test_an_unknown_name_and_a_wrong_password_are_told_the_same(browser: Officer, staff: Parts) -> None:
    staff.accounts.add("shut", "Shut Out", Role.OFFICER, PASSWORD)
    staff.accounts.disable("shut")
    answers = [browser.sign_in(name, password) for name, password in (
        ("officer", "wrong wrong wrong"), ("nobody", PASSWORD), ("shut", PASSWORD), ("", ""),
    )]  # fmt: skip
    assert {answer.status_code for answer in answers} == {401}
    shown = {re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}
    assert len(shown) == 1
    assert t("sign_in.wrong") in shown.pop()


def test_who_guesses_waits_and_even_the_right_password_waits_then(browser: Officer) -> None:
    for _ in range(5):
        assert browser.sign_in("editor", "wrong wrong wrong").status_code == 401
    for password in ("wrong wrong wrong", PASSWORD):
        answer = browser.sign_in("editor", password)
        assert answer.status_code == 429
        assert SESSION_COOKIE not in browser.http.cookies


def test_an_officers_own_browser_signs_in_while_strangers_guess(application: TestClient) -> None:
    hers = Officer(application, "10.2.0.1")
    hers.sign_in(Role.EDITOR)
    hers.send("/sign-out")
    stranger = Officer(application, "10.2.0.1")
    for _ in range(6):
        stranger.sign_in("editor", "wrong wrong wrong")
    assert stranger.sign_in("editor").status_code == 429
    assert hers.sign_in("editor").status_code == 303


def test_one_officers_device_cookie_helps_nobody_at_anothers_name(application: TestClient) -> None:
    browser = Officer(application, "10.3.0.1")
    browser.sign_in(Role.OFFICER)
    for _ in range(5):
        browser.sign_in("editor", "wrong wrong wrong")
    assert DEVICE_COOKIE in browser.http.cookies
    assert browser.sign_in("editor").status_code == 429


def test_a_form_from_elsewhere_signs_nobody_in(browser: Officer) -> None:
    for token in ("", "x", "0" * 32 + "." + "0" * 64):
        answer = browser.http.post(
            f"{PREFIX}/sign-in", data={"form_token": token, "name": "officer", "password": PASSWORD}
        )
        assert answer.status_code == 403
    other = Officer(browser.http).token("/sign-in")
    browser.get("/sign-in")
    answer = browser.http.post(f"{PREFIX}/sign-in", data={"form_token": other, "name": "officer", "password": PASSWORD})
    assert answer.status_code == 403


def test_the_cookie_before_signing_in_is_gone_afterwards(browser: Officer) -> None:
    browser.get("/sign-in")
    assert FORM_COOKIE in browser.http.cookies
    browser.sign_in(Role.OFFICER)
    assert FORM_COOKIE not in browser.http.cookies


OUTSIDE = ("//evil.example", "https://evil.example/staff/", "/staff/../", "/staffed", "/staff/\\evil", "/staff//x")


@pytest.mark.parametrize("wanted", [*OUTSIDE, "javascript:x", "/staff/x/../../y", "/staff/?next=x"])
def test_nobody_is_led_outside_after_signing_in(browser: Officer, wanted: str) -> None:
    answer = browser.sign_in(Role.OFFICER, next=wanted)
    assert answer.headers["location"] == f"{PREFIX}/"


def test_one_comes_back_to_where_one_wanted_to_go(browser: Officer) -> None:
    sent = browser.get("/live")
    assert sent.headers["location"] == f"{PREFIX}/sign-in?next={PREFIX}/live"
    assert f'value="{PREFIX}/live"' in browser.http.get(sent.headers["location"]).text
    assert browser.sign_in(Role.OFFICER, next=f"{PREFIX}/live").headers["location"] == f"{PREFIX}/live"


def test_signing_out_ends_the_session_on_the_server_too(browser: Officer) -> None:
    browser.sign_in(Role.OFFICER)
    token = browser.http.cookies[SESSION_COOKIE]
    assert browser.send("/sign-out").headers["location"] == f"{PREFIX}/sign-in"
    browser.http.cookies.set(SESSION_COOKIE, token, domain="testserver.local", path=PREFIX)
    assert browser.get("/").status_code == 303


def test_a_page_that_asks_by_itself_is_told_rather_than_sent(stranger: Officer) -> None:
    answer = stranger.http.get(f"{PREFIX}/live/queue", headers={BY_ITSELF: "1"})
    assert (answer.status_code, answer.text) == (401, "")


def test_the_audit_knows_who_came_and_never_what_was_typed_for_a_name(browser: Officer, staff: Parts) -> None:
    browser.sign_in("typed a password here by mistake", "x")
    browser.sign_in("officer", "wrong wrong wrong")
    browser.sign_in("officer")
    newest = staff.audit.read(Filter(), 0, 3)
    assert [(deed.deed, deed.account) for deed in newest] == [
        ("sign_in.in", "officer"), ("sign_in.refused", "officer"), ("sign_in.refused", ""),
    ]  # fmt: skip
    assert "mistake" not in repr(newest)


def test_markup_in_the_name_is_shown_as_text(browser: Officer) -> None:
    answer = browser.sign_in('"><script>alert(1)</script>', "x")
    assert "<script>alert" not in answer.text
    assert t("sign_in.wrong") in words(answer)
