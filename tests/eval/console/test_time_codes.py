"""Codes by time: the numbers of RFC 6238, one half minute of skew, and never the same code twice."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.console import time_codes
from eval.console.time_codes import SECONDS, code_of, step_at, step_of

SECRET = b"12345678901234567890"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
HERE = step_at(NOW)


@pytest.mark.parametrize(
    ("seconds", "digits"),
    [
        (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"),
        (1234567890, "89005924"), (2000000000, "69279037"), (20000000000, "65353130"),
    ],
)  # fmt: skip
def test_the_test_vectors_of_rfc_6238_come_out(seconds: int, digits: str) -> None:
    assert code_of(SECRET, seconds // SECONDS) == digits[-time_codes.DIGITS :]


@pytest.mark.parametrize(("away", "found"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(away: int, found: bool) -> None:
    assert (step_of(SECRET, code_of(SECRET, HERE + away), NOW, 0) == HERE + away) is found


def test_a_code_that_was_used_and_those_before_it_are_over() -> None:
    assert step_of(SECRET, code_of(SECRET, HERE), NOW, HERE) is None
    assert step_of(SECRET, code_of(SECRET, HERE - 1), NOW, HERE) is None
    assert step_of(SECRET, code_of(SECRET, HERE + 1), NOW, HERE) == HERE + 1


@pytest.mark.parametrize("shape", ["{0} {1}", " {0}{1}\n", "{0}\u00a0{1}"])
def test_a_code_is_read_however_it_is_spaced(shape: str) -> None:
    code = code_of(SECRET, HERE)
    assert step_of(SECRET, shape.format(code[:3], code[3:]), NOW, 0) == HERE
    wide = code.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert step_of(SECRET, wide, NOW, 0) == HERE


def test_a_secret_is_new_each_time_and_long_enough() -> None:
    secrets = {time_codes.new_secret() for _ in range(10)}
    assert {len(secret) for secret in secrets} == {20}
    assert len(secrets) == 10


def test_an_app_reads_the_secret_with_the_account_and_the_issuer() -> None:
    parts = urlsplit(time_codes.address(SECRET, "lan.nguyen", "Một Cửa"))
    asked = parse_qs(parts.query)
    assert (parts.scheme, parts.netloc, unquote(parts.path)) == ("otpauth", "totp", "/Một Cửa:lan.nguyen")
    assert asked["secret"] == [time_codes.to_type(SECRET).replace(" ", "")]
    assert (asked["issuer"], asked["period"], asked["digits"]) == (["Một Cửa"], ["30"], ["6"])


def test_a_secret_that_is_typed_comes_in_groups_of_four() -> None:
    assert time_codes.to_type(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"


@given(st.text(max_size=60), st.integers(0, 400))
def test_whatever_else_is_typed_is_no_code(typed: str, hours: int) -> None:
    now = NOW + timedelta(hours=hours)
    valid = {code_of(SECRET, step_at(now) + away) for away in (-1, 0, 1)}
    assert (step_of(SECRET, typed, now, 0) is not None) == (time_codes.plain(typed) in valid)
