"""Encryption at rest: opens with the same secret and purpose alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.delivery.encryption import Cipher
from channels.delivery.errors import UnreadableError
from tests.channels.delivery.conftest import SECRET

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(json_values)
def test_what_is_encrypted_comes_back(value: Any) -> None:
    cipher = Cipher(SECRET, "delivery")
    assert cipher.decrypt_json(cipher.encrypt_json(value)) == value


def test_the_same_text_looks_different_each_time() -> None:
    cipher = Cipher(SECRET, "delivery")
    assert cipher.encrypt("84001234") != cipher.encrypt("84001234")
    assert "84001234" not in cipher.encrypt("84001234")


@pytest.mark.parametrize("other", [Cipher(SECRET, "tokens"), Cipher(b"another secret of the same size!", "delivery")])
def test_another_purpose_or_secret_opens_nothing(other: Cipher) -> None:
    with pytest.raises(UnreadableError):
        other.decrypt(Cipher(SECRET, "delivery").encrypt("84001234"))


@pytest.mark.parametrize("token", ["", "no token", "gAAAAA==", "đ"])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(UnreadableError):
        Cipher(SECRET, "delivery").decrypt(token)
