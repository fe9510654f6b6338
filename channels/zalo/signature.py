"""Whether a webhook call comes from Zalo, and lately."""

import hmac
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from channels.zalo import protocol
from channels.zalo.errors import ForgedEventError

_AHEAD = 600.0
"""Seconds that Zalo's clock, or ours, may be wrong."""
_MILLISECONDS = re.compile(r"\d{12,14}", re.ASCII)


def checked(
    raw: bytes, header: str | None, app_id: str, secrets: Sequence[str], now: float, oldest: float
) -> Mapping[str, Any]:
    """Return the body of a call that Zalo signed with one of the `secrets`.

    `now`: seconds since 1970; `oldest`: the age in seconds beyond which a call is refused, since a recorded one could
    be sent again. Raises `ForgedEventError`, without a word of the body in it.
    """
    if not secrets:
        raise ForgedEventError("MOTCUA_ZALO_OA_SECRET is not set, so nothing can be checked")
    body = _body(raw)
    timestamp = protocol.timestamp(body)
    signed = protocol.signature_of(header or "").encode()
    expected = [protocol.mac(app_id, raw, timestamp, secret).encode() for secret in secrets]
    if not any(hmac.compare_digest(one, signed) for one in expected):
        raise ForgedEventError("the signature is not the account's")
    if not _MILLISECONDS.fullmatch(timestamp):
        raise ForgedEventError("no time in milliseconds")
    age = now - int(timestamp) / 1000
    if not -_AHEAD <= age <= oldest:
        raise ForgedEventError(f"signed {age:.0f} s ago")
    return body


def _body(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ForgedEventError("the body is no JSON") from error
    if not isinstance(body, dict):
        raise ForgedEventError("the body is no JSON object")
    return body
