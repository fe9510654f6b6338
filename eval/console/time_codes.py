"""Codes by time: six digits of a shared secret and of the half minute, as authenticator apps show them (RFC 6238)."""

import base64
import hmac
import secrets
import unicodedata
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECONDS, DIGITS = 30, 6
_BYTES = 20
_SKEW = 1
_IN_GROUP = 4


def new_secret() -> bytes:
    """Return 160 random bits, as RFC 4226 recommends."""
    return secrets.token_bytes(_BYTES)


def to_type(secret: bytes) -> str:
    """Return a secret as people type it into an app: Base32 in groups of four."""
    written = base64.b32encode(secret).decode()
    return " ".join(written[start : start + _IN_GROUP] for start in range(0, len(written), _IN_GROUP))


def address(secret: bytes, account: str, issuer: str) -> str:
    """Return the `otpauth:` address that an app reads from a QR code."""
    return _codes(secret).get_provisioning_uri(account, issuer)


def code_of(secret: bytes, step: int) -> str:
    """Return the six digits of one half minute. `step`: half minutes since 1970."""
    return _codes(secret).generate(step * SECONDS).decode()


def step_at(now: datetime) -> int:
    """Return the half minute of a moment."""
    return int(now.timestamp()) // SECONDS


def step_of(secret: bytes, code: str, now: datetime, used: int) -> int | None:
    """Return the half minute that `code` is of, None for no code of now.

    One half minute of skew is allowed each way. `used`: the newest one used; it and those before it are over.
    """
    typed, here = plain(code).encode(), step_at(now)
    steps = range(here - _SKEW, here + _SKEW + 1)
    # All are compared, so that the time tells nothing.
    right = [step for step in steps if hmac.compare_digest(code_of(secret, step).encode(), typed)]
    return max((step for step in right if step > used), default=None)


def plain(code: str) -> str:
    """Return the digits of a code, however spaced and in whichever width it is typed."""
    return "".join(unicodedata.normalize("NFKC", code).split())


def _codes(secret: bytes) -> TOTP:
    # SHA-1 is what every app knows; for HMAC it is not broken (RFC 6194).
    return TOTP(secret, DIGITS, SHA1(), SECONDS)  # noqa: S303
