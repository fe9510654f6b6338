"""What stands in the one module that knows Zalo's protocol."""

import hashlib
from pathlib import Path

import pytest

import channels.zalo
from channels.zalo import protocol
from channels.zalo.protocol import Refusal, refusal

PACKAGE = Path(channels.zalo.__file__).parent


def test_the_signature_is_plain_sha256_over_the_four_parts_in_order() -> None:
    assert protocol.mac("app", b'{"a":1}', "17", "key") == hashlib.sha256(b'app{"a":1}17key').hexdigest()


def test_a_token_that_is_none_is_told_by_the_status_or_the_code() -> None:
    assert {refusal(-216), refusal(0, 401), refusal(-124, 401)} == {Refusal.TOKEN}


@pytest.mark.parametrize("code", [0, 1, -1, 5000, -5000])
def test_an_unknown_code_is_unknown_and_never_final(code: int) -> None:
    assert refusal(code) is Refusal.UNKNOWN


@pytest.mark.parametrize(
    "assumed", ["oa.query", "/v3.0/", "/v4/", "X-ZEvent", "secret_key", "user_send", "follower", "-216"]
)
def test_no_other_module_knows_the_protocol(assumed: str) -> None:
    others = [path for path in PACKAGE.glob("*.py") if path.name != "protocol.py"]
    assert len(others) > 10
    assert [path.name for path in others if assumed in path.read_text(encoding="utf-8")] == []
