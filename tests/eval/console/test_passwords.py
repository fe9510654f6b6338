"""Passwords: argon2id, the same letters from every keyboard, as slow for nobody as for somebody."""

import time
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from eval.console import passwords
from eval.console.errors import WeakPasswordError
from tests.eval.console.staff import PASSWORD


@pytest.fixture(autouse=True, scope="module")
def real(quick_passwords: PasswordHasher) -> Iterator[None]:
    """Hash here as in earnest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", quick_passwords)
        passwords._nobodys.cache_clear()
        yield
    passwords._nobodys.cache_clear()


@pytest.fixture(scope="module")
def stored(real: None) -> str:
    return passwords.hashed(PASSWORD)


def test_a_password_is_stored_as_argon2id_with_a_salt_of_its_own(stored: str) -> None:
    parameters = extract_parameters(stored)
    assert parameters.type is Type.ID
    assert parameters.memory_cost >= 65536
    assert passwords.hashed(PASSWORD) != stored
    assert PASSWORD not in stored


def test_only_the_right_password_matches(stored: str) -> None:
    assert passwords.matches(stored, PASSWORD)
    for wrong in ("", PASSWORD + " ", "x" * 10_000):
        assert not passwords.matches(stored, wrong)


def test_a_vietnamese_password_matches_from_a_keyboard_that_decomposes(stored: str) -> None:
    assert passwords.matches(stored, unicodedata.normalize("NFD", PASSWORD))


def test_nobodys_password_takes_as_long_as_a_wrong_one(stored: str) -> None:
    def seconds(of: str | None) -> float:
        started = time.thread_time()
        assert not passwords.matches(of, "wrong")
        return time.thread_time() - started

    passwords.matches(None, "warm")
    wrong, nobody = (sorted(seconds(of) for _ in range(3))[1] for of in (stored, None))
    assert nobody > wrong / 3


def test_what_is_stored_and_is_no_hash_matches_nothing() -> None:
    assert not passwords.matches("plain text", "plain text")


def test_many_at_once_are_all_served(stored: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(lambda _: passwords.matches(stored, PASSWORD), range(4)))


@pytest.mark.parametrize("weak", ["", "mười một ký", "a" * 12, "ababababababab", "toi la LAN.nguyen do", "x" * 129])
def test_weak_passwords_are_refused(weak: str) -> None:
    with pytest.raises(WeakPasswordError):
        passwords.check(weak, "lan.nguyen")


@pytest.mark.parametrize("good", [PASSWORD, "correct horse battery", "Đêm qua tát nước đầu đình"])
def test_long_phrases_are_good_enough(good: str) -> None:
    passwords.check(good, "lan.nguyen")
