"""Signed tokens: in every form (against forged requests), of a known browser, of who has passed the first step."""

import hmac
import re
import secrets
from collections.abc import Callable

_NONCE = 16
_SECONDS = re.compile(r"[0-9]{1,12}")


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


def first_step_token(secret: bytes, name: str, mark: str, until: int) -> str:
    """Return a token that says until when `name` may go on with the second step. `mark`: changes with the password."""
    return f"{until}.{_signed(secret, 'first step', name, mark, str(until))}.{name}"


def first_step_of(secret: bytes, token: str, mark_of: Callable[[str], str], now: float) -> str:
    """Return whose first step the token says was passed, "" where it says nothing, or not any more."""
    until, _, rest = token.partition(".")
    signature, _, name = rest.partition(".")
    if not name or not _SECONDS.fullmatch(until) or int(until) < now:
        return ""
    mark = mark_of(name)
    return name if mark and _same(signature, _signed(secret, "first step", name, mark, until)) else ""


def _signed(secret: bytes, *parts: str) -> str:
    return hmac.digest(secret, "\0".join(("console", *parts)).encode(), "sha256").hex()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
