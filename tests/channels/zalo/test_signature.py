"""A webhook call counts only with the account's signature over exactly these bytes, made lately."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.zalo.errors import ForgedEventError
from channels.zalo.signature import checked
from tests.channels.zalo.playing_zalo import APP_ID, OA_SECRET, signed

NOW = 1_784_000_000.0
HOUR = 3600.0


def body(at: float = NOW, **more: object) -> tuple[bytes, str]:
    stamp = str(round(at * 1000))
    told = {"event_name": "user_send_text", "timestamp": stamp, "message": {"text": "xin chào"}, **more}
    return json.dumps(told, ensure_ascii=False).encode(), stamp


def check(raw: bytes, header: str | None, secret: str = OA_SECRET) -> object:
    return checked(raw, header, APP_ID, [secret] if secret else [], NOW, 13 * HOUR)


def test_what_zalo_signed_is_read() -> None:
    raw, stamp = body()
    assert check(raw, signed(raw, stamp)) == json.loads(raw)


def test_the_digits_alone_and_capitals_are_a_signature_too() -> None:
    raw, stamp = body()
    assert check(raw, signed(raw, stamp).removeprefix("mac=").upper())


def test_a_timestamp_that_is_a_number_is_signed_as_its_digits() -> None:
    raw = json.dumps({"event_name": "follow", "timestamp": round(NOW * 1000)}).encode()
    assert check(raw, signed(raw, str(round(NOW * 1000))))


@pytest.mark.parametrize("header", [None, "", "mac=", "mac=" + "0" * 64, "chữ ký"])
def test_without_a_right_signature_nothing_is_read(header: str | None) -> None:
    with pytest.raises(ForgedEventError):
        check(body()[0], header)


def test_one_changed_byte_is_noticed() -> None:
    raw, stamp = body()
    header = signed(raw, stamp)
    with pytest.raises(ForgedEventError):
        check(raw.replace("chào".encode(), b"chao"), header)


def test_another_account_or_application_cannot_sign_for_ours() -> None:
    raw, stamp = body()
    for header in (signed(raw, stamp, secret="another"), signed(raw, stamp, app_id="another")):
        with pytest.raises(ForgedEventError):
            check(raw, header)


def test_without_a_secret_of_the_account_everything_is_refused() -> None:
    raw, stamp = body()
    with pytest.raises(ForgedEventError, match="MOTCUA_ZALO_OA_SECRET"):
        check(raw, signed(raw, stamp, secret=""), secret="")


@pytest.mark.parametrize(
    ("age", "taken"), [(0, True), (12 * HOUR, True), (14 * HOUR, False), (-60, True), (-HOUR, False)]
)
def test_a_recorded_call_is_refused_after_a_while_but_zalos_own_retries_are_not(age: float, taken: bool) -> None:
    raw, stamp = body(NOW - age)
    if taken:
        assert check(raw, signed(raw, stamp))
    else:
        with pytest.raises(ForgedEventError, match="signed"):
            check(raw, signed(raw, stamp))


@pytest.mark.parametrize("stamp", ["", "soon", "17", "9" * 30])
def test_a_time_that_is_none_is_refused_though_it_is_signed(stamp: str) -> None:
    raw = json.dumps({"timestamp": stamp}).encode()
    with pytest.raises(ForgedEventError):
        check(raw, signed(raw, stamp))


@given(st.binary(max_size=200), st.text(max_size=80))
def test_no_body_and_no_header_breaks_the_check(raw: bytes, header: str) -> None:
    with pytest.raises(ForgedEventError):
        check(raw, header)


def test_a_refusal_repeats_nothing_of_what_was_sent() -> None:
    with pytest.raises(ForgedEventError) as refused:
        check(b'{"timestamp": "1", "message": {"text": "so 092123456789"}}', "mac=1")
    assert "0921" not in str(refused.value)
