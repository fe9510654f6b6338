"""What Zalo's protocol is taken to be: every address, field, limit and code, and how sure each one is.

Zalo's own documentation could not be read while this was written. Nothing outside this module knows any of it, so
what turns out otherwise is put right here alone; docs/zalo.md lists the same facts for whoever checks them.

How sure: [sdk] read in an official SDK or quoted from Zalo's page by its users; [seen] in several independent
programs that use it; [one] in a single third party's program or page; [inferred] from such a page's words;
[remembered] stands in nothing that could be read, a wrong one does no more than a wrong wait.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

PERMISSION_PATH = "/v4/oa/permission"
"""Below MOTCUA_ZALO_OAUTH_URL; the owner's consent, with app_id, redirect_uri, code_challenge and state [one]."""
TOKEN_PATH = "/v4/oa/access_token"
"""Below MOTCUA_ZALO_OAUTH_URL; form in, JSON out; the application's secret in the header `SECRET_HEADER` [one]."""
SECRET_HEADER = "secret_key"
CODE_PARAMETER, STATE_PARAMETER = "code", "state"
"""Of the address that the consent leads back to [remembered]."""
MESSAGE_PATH = "/v3.0/oa/message/cs"
"""Below MOTCUA_ZALO_API_URL; the "tin tư vấn", which answers what a citizen wrote [seen]."""
TOKEN_HEADER = "access_token"
"""Not `Authorization` [seen]."""
SIGNATURE_HEADER = "X-ZEvent-Signature"
_SIGNATURE_PREFIX = "mac="

ACCESS_SECONDS = 25 * 3600
"""How long an access token lives where the answer does not say [one]."""
REFRESH_DAYS = 90
"""How long a refresh token lives, about three months; it works once [one]."""
LONGEST_TEXT = 2000
"""Characters of one text [one]."""
LONGEST_TITLE = 100
"""Characters on one button [one]."""
LONGEST_PAYLOAD = 1000
"""Characters behind one button [one]."""
MOST_BUTTONS = 5
"""Buttons below one text [inferred: said of the elements of a list]."""
WINDOW_HOURS = 48
"""Hours after the citizen's last words in which the account may write [one; seven days are told as well]."""
RETRY_HOURS = 12
"""How long a webhook is called again that did not answer 200 within two seconds; then it is switched off [one]."""

_TAP = "mc:choice:"
"""Before the id of a tapped choice: a tap arrives as a text, which is the button's payload [inferred]."""


class Refusal(StrEnum):
    """Why Zalo did not take a message, as far as it decides what to do next."""

    TOKEN = "token"  # renew the access token, try once more
    WINDOW = "window"  # not before the citizen writes again
    GONE = "gone"  # never again: no follower any more, or no such person
    QUOTA = "quota"  # no messages left: later
    ACCOUNT = "account"  # the account or the application may not: a person must act
    MESSAGE = "message"  # this message is not as Zalo wants it
    BUSY = "busy"  # soon
    UNKNOWN = "unknown"


_REFUSALS: Mapping[int, Refusal] = {
    -216: Refusal.TOKEN,  # [seen]
    -224: Refusal.ACCOUNT,  # the account's package lacks the feature [seen]
    -220: Refusal.TOKEN,  # [remembered], as all below
    -201: Refusal.MESSAGE,
    -210: Refusal.MESSAGE,
    -233: Refusal.MESSAGE,
    -213: Refusal.GONE,
    -227: Refusal.GONE,
    -230: Refusal.WINDOW,
    -232: Refusal.WINDOW,
    -211: Refusal.QUOTA,
    -218: Refusal.QUOTA,
    -204: Refusal.ACCOUNT,
    -205: Refusal.ACCOUNT,
    -209: Refusal.ACCOUNT,
    -219: Refusal.ACCOUNT,
    -221: Refusal.ACCOUNT,
    -32: Refusal.BUSY,
    -200: Refusal.BUSY,
}
REFRESH_USED = -14020
"""The refresh token was used before [one]."""


def refusal(code: int, status: int = 200) -> Refusal:
    """Return what an answer's `error` and HTTP status mean; the error comes with status 200 as well [seen]."""
    if status == 401:
        return Refusal.TOKEN
    if status == 429 or status >= 500:
        return Refusal.BUSY
    return _REFUSALS.get(code, Refusal.UNKNOWN)


def mac(app_id: str, body: bytes, timestamp: str, secret: str) -> str:
    """Return the signature of a webhook call, 64 hex digits [sdk: zaloplatform/zalo-java-sdk, MacUtils.buildMac].

    SHA-256 (no HMAC) over the application's id, the raw body, the body's own timestamp, and the secret of the
    *official account*, which is not the application's secret.
    """
    return hashlib.sha256(app_id.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


def signature_of(header: str) -> str:
    """Return the hex digits of the signature header, which comes with or without "mac=" [sdk]."""
    return header.strip().removeprefix(_SIGNATURE_PREFIX).lower()


class Event(StrEnum):
    """What happened, as far as it matters here."""

    TEXT = "text"
    OTHER = "other"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    ECHO = "echo"
    UNKNOWN = "unknown"


_OTHER = "user_send_"
_GROUP = "user_send_group_"
_ECHOES = ("oa_", "user_received_message", "user_seen_message")


def event(name: str) -> Event:
    """Return the kind of an event by its name [seen; the names of media beyond image, file and sticker: inferred]."""
    if name == "user_send_text":
        return Event.TEXT
    if name in ("follow", "unfollow"):
        return Event(name)
    if name.startswith(_ECHOES):
        return Event.ECHO
    # What is said in a group is said to its members.
    if name.startswith(_OTHER) and not name.startswith(_GROUP):
        return Event.OTHER
    return Event.UNKNOWN


def medium(name: str) -> str:
    """Return what was sent, by the event's name: "image", "file", "sticker", "audio", "location", ..."""
    return name.removeprefix(_OTHER)


def person(body: Mapping[str, Any]) -> str:
    """Return the citizen's id within the account, "" where none is told.

    Messages tell it as `sender.id` [seen]; `follow` and `unfollow` as `follower.id` [remembered], or else as messages.
    """
    for party in (body.get("follower"), body.get("sender")):
        if isinstance(party, dict) and isinstance(party.get("id"), str | int):
            return str(party["id"])
    return ""


def timestamp(body: Mapping[str, Any]) -> str:
    """Return the body's timestamp as it is signed, milliseconds since 1970 as text, "" where there is none [sdk]."""
    told = body.get("timestamp")
    return str(told) if isinstance(told, str | int) and not isinstance(told, bool) else ""


def message_id(body: Mapping[str, Any]) -> str:
    """Return `message.msg_id`, the same whenever a message is told again [seen]; "" where there is none."""
    message = body.get("message")
    told = message.get("msg_id") if isinstance(message, dict) else None
    return str(told) if isinstance(told, str | int) else ""


def text_of(body: Mapping[str, Any]) -> str:
    """Return `message.text` [seen]."""
    message = body.get("message")
    told = message.get("text") if isinstance(message, dict) else None
    return told if isinstance(told, str) else ""


def tapped(text: str) -> str | None:
    """Return the id of the choice whose button was tapped, None for what was typed."""
    return text.removeprefix(_TAP) if text.startswith(_TAP) else None


@dataclass(frozen=True)
class Button:
    """A tappable choice below a text: at most `LONGEST_TITLE` characters, and the choice's id."""

    title: str
    choice: str


def outgoing(text: str, buttons: Sequence[Button] = ()) -> dict[str, Any]:
    """Return the `message` of a call: a text [seen], with buttons [one: the types; inferred: that a "tin tư vấn" may].

    A hidden query: what is behind the button is not written into the chat [sdk: ZaloDotNetSDK, QueryHideButton].
    """
    if not buttons:
        return {"text": text}
    shown = [{"title": one.title, "type": "oa.query.hide", "payload": f"{_TAP}{one.choice}"} for one in buttons]
    return {"text": text, "attachment": {"type": "template", "payload": {"buttons": shown}}}


def call(user_id: str, message: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body of a call of `MESSAGE_PATH` [seen]."""
    return {"recipient": {"user_id": user_id}, "message": message}
