"""Signed tokens: the one in every form (against forged requests), and the one of a known browser."""

import hmac
import secrets

_NONCE = 16


def form_token(secret: bytes, bound: str) -> str:
    """Return a token for a form of the browser whose cookie is `bound`; another one each time, for pages are compressed."""
    nonce = secrets.token_hex(_NONCE)
    return f"{nonce}.{_signed(secret, 'form', nonce, bound)}"


def is_form_token(secret: bytes, bound: str, token: str) -> bool:
    """Return whether the token was made for the browser whose cookie is `bound`."""
    nonce, _, signature = token.partition(".")
    return bool(bound) and _same(signature, _signed(secret, "form", nonce, bound))


def device_token(secret: bytes, name: str) -> str:
    """Return a token that says that the account `name` has signed in in this browser."""
    nonce = secrets.token_hex(_NONCE)
    return f"{nonce}.{_signed(secret, 'device', nonce, name)}"


def device_of(secret: bytes, name: str, token: str) -> str:
    """Return what tells the browser from others, "" where the token is not of the account `name`."""
    nonce, _, signature = token.partition(".")
    return nonce if _same(signature, _signed(secret, "device", nonce, name)) else ""


def _signed(secret: bytes, *parts: str) -> str:
    return hmac.digest(secret, "\0".join(("console", *parts)).encode(), "sha256").hex()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
