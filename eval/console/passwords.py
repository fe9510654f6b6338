"""Passwords: argon2id (RFC 9106, second recommended choice), and which ones are good enough (NIST SP 800-63B)."""

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from eval.console.errors import WeakPasswordError

SHORTEST, LONGEST = 12, 128
_FEWEST_LETTERS = 5
_HASHER = PasswordHasher()
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each hash takes 64 MiB: a crowd at the door waits instead of filling the memory."""


def hashed(password: str) -> str:
    """Return the hash to store."""
    with _AT_ONCE:
        return _HASHER.hash(_composed(password))


def matches(stored: str | None, password: str) -> bool:
    """Return whether `password` is the one that was stored; as slow where there is none as where there is one."""
    with _AT_ONCE:
        try:
            _HASHER.verify(stored or _nobodys(), _composed(password[: LONGEST + 1]))
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Return whether the hash was made with other costs than today's."""
    return _HASHER.check_needs_rehash(stored)


def check(password: str, name: str) -> None:
    """Raises `WeakPasswordError` for a password that may not be chosen for the account `name`."""
    plain = _composed(password).casefold()
    if not SHORTEST <= len(plain) <= LONGEST:
        raise WeakPasswordError(f"a password has {SHORTEST} to {LONGEST} characters")
    if name.casefold() in plain:
        raise WeakPasswordError("a password does not hold the account's name")
    if len(set(plain)) < _FEWEST_LETTERS:
        raise WeakPasswordError(f"a password has at least {_FEWEST_LETTERS} different characters")


@cache
def _nobodys() -> str:
    return _HASHER.hash("the password of nobody")


def _composed(password: str) -> str:
    # The same Vietnamese letters come composed from one keyboard and decomposed from another.
    return unicodedata.normalize("NFKC", password)
