"""Asking Zalo for tokens: the owner's consent, the first pair for it, and the next pair for the last."""

import base64
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from channels.zalo import protocol
from channels.zalo.account import Account
from channels.zalo.errors import NoTokensError, UnreachableError


@dataclass(frozen=True)
class Pair:
    """An access token, until when it is good, and the refresh token that buys the next pair, once."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True)
class Consent:
    """What the account's owner is asked: the page, and what proves that the answer came from there (RFC 7636)."""

    url: str
    verifier: str = field(repr=False)
    state: str


def ask_consent(account: Account) -> Consent:
    """Return a new page of consent."""
    verifier, state = secrets.token_urlsafe(32), secrets.token_urlsafe(16)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "app_id": account.app_id,
        "redirect_uri": account.redirect_url,
        "code_challenge": challenge,
        "state": state,
    }
    return Consent(str(httpx.URL(account.oauth_url + protocol.PERMISSION_PATH, params=asked)), verifier, state)


def first_pair(account: Account, code: str, verifier: str) -> Pair:
    """Exchange the code of a consent. Raises `NoTokensError` and `UnreachableError`."""
    return _pair(account, {"grant_type": "authorization_code", "code": code, "code_verifier": verifier})


def next_pair(account: Account, refresh: str) -> Pair:
    """Exchange a refresh token, which is spent by it. Raises `NoTokensError` and `UnreachableError`.

    After `UnreachableError` nobody knows whether it is spent: the caller keeps it and tries again.
    """
    return _pair(account, {"grant_type": "refresh_token", "refresh_token": refresh})


def _pair(account: Account, form: dict[str, str]) -> Pair:
    url = account.oauth_url + protocol.TOKEN_PATH
    headers = {protocol.SECRET_HEADER: account.app_secret}
    asked_at = datetime.now(UTC)
    try:
        answer = httpx.post(url, data=form | {"app_id": account.app_id}, headers=headers, timeout=_patience(account))
        told = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise UnreachableError(f"{url}: {type(error).__name__}") from error
    if not isinstance(told, dict) or answer.status_code >= 500:
        raise UnreachableError(f"{url}: status {answer.status_code}")
    return _read(told, asked_at)


def _patience(account: Account) -> httpx.Timeout:
    # A renewal holds SQLite's write lock, which others wait for no longer than ten seconds.
    return httpx.Timeout(account.timeout, connect=min(account.timeout, 2.0), write=1.0)


def _read(told: dict[str, Any], asked_at: datetime) -> Pair:
    access, refresh = told.get("access_token"), told.get("refresh_token")
    if not (isinstance(access, str) and isinstance(refresh, str) and access and refresh):
        code = told.get("error")
        why = "the refresh token was used before" if code == protocol.REFRESH_USED else str(told.get("error_name", ""))
        raise NoTokensError(f"Zalo gave no tokens: error {code}: {why}")
    return Pair(access, refresh, asked_at + timedelta(seconds=_seconds(told.get("expires_in"))))


def _seconds(told: object) -> int:
    number: Callable[[Any], int] = int
    try:
        return max(number(told), 0)
    except (TypeError, ValueError):
        return protocol.ACCESS_SECONDS
