"""Signed tokens: good for one browser, for one purpose, and not to be made up."""

from hypothesis import given
from hypothesis import strategies as st

from eval.console.tokens import device_of, device_token, first_step_of, first_step_token, form_token, is_form_token

SECRET, OTHER = b"a secret of the tests, 32 bytes!", b"another secret of the tests....."


def test_a_form_token_is_good_for_its_browser_alone() -> None:
    token = form_token(SECRET, "cookie")
    assert is_form_token(SECRET, "cookie", token)
    assert not is_form_token(SECRET, "another", token)
    assert not is_form_token(OTHER, "cookie", token)


def test_a_form_token_is_another_one_each_time_and_stays_good() -> None:
    tokens = {form_token(SECRET, "cookie") for _ in range(10)}
    assert len(tokens) == 10
    assert all(is_form_token(SECRET, "cookie", token) for token in tokens)


def test_no_form_is_good_for_a_browser_without_a_cookie() -> None:
    assert not is_form_token(SECRET, "", form_token(SECRET, ""))


def test_a_device_is_known_to_its_account_alone() -> None:
    token = device_token(SECRET, "lan")
    assert device_of(SECRET, "lan", token)
    assert device_of(SECRET, "minh", token) == ""
    assert device_of(OTHER, "lan", token) == ""


def test_a_token_of_one_purpose_serves_no_other() -> None:
    assert device_of(SECRET, "lan", form_token(SECRET, "lan")) == ""
    assert not is_form_token(SECRET, "lan", device_token(SECRET, "lan"))


def test_the_first_step_is_passed_for_a_while_and_until_the_password_changes() -> None:
    token = first_step_token(SECRET, "lan.nguyen", "mark", 1000)
    assert first_step_of(SECRET, token, lambda _: "mark", 999.5) == "lan.nguyen"
    assert first_step_of(SECRET, token, lambda _: "mark", 1000.5) == ""
    assert first_step_of(SECRET, token, lambda _: "changed", 999) == ""
    assert first_step_of(SECRET, token, lambda _: "", 999) == ""
    assert first_step_of(OTHER, token, lambda _: "mark", 999) == ""
    assert first_step_of(SECRET, token.replace("lan", "an"), lambda _: "mark", 999) == ""
    assert first_step_of(SECRET, token.replace("1000", "9999"), lambda _: "mark", 999) == ""


def test_a_first_step_of_no_mark_is_never_passed() -> None:
    assert first_step_of(SECRET, first_step_token(SECRET, "lan", "", 1000), lambda _: "", 999) == ""


@given(st.text(max_size=100))
def test_whatever_is_made_up_is_refused(made_up: str) -> None:
    assert not is_form_token(SECRET, "cookie", made_up)
    assert device_of(SECRET, "lan", made_up) == ""
    assert first_step_of(SECRET, made_up, lambda _: "mark", 0) == ""
