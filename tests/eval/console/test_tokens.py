"""Signed tokens: good for one browser, for one purpose, and not to be made up."""

from hypothesis import given
from hypothesis import strategies as st

from eval.console.tokens import device_of, device_token, form_token, is_form_token

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


@given(st.text(max_size=100))
def test_whatever_is_made_up_is_refused(made_up: str) -> None:
    assert not is_form_token(SECRET, "cookie", made_up)
    assert device_of(SECRET, "lan", made_up) == ""
