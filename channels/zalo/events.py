"""What a webhook call tells: who did what, when, and under which id it may come again."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from channels.zalo import protocol
from channels.zalo.protocol import Event

_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)


@dataclass(frozen=True)
class Told:
    """One event. `id`: the same whenever it is told again; `at`: milliseconds since 1970.

    `user`: the citizen's id within the account, "" only for events that nobody answers. `medium`: what was sent where
    it was no text.
    """

    kind: Event
    user: str = ""
    id: str = ""
    at: int = 0
    text: str = ""
    choice: str | None = None
    medium: str = ""


def read(body: Mapping[str, Any]) -> Told:
    """Return what a checked body tells; one without a person or without a name is `UNKNOWN`."""
    name = body.get("event_name")
    kind = protocol.event(name) if isinstance(name, str) else Event.UNKNOWN
    user = _readable(protocol.person(body))
    if kind in (Event.UNKNOWN, Event.ECHO) or not user:
        return Told(Event.ECHO if kind is Event.ECHO else Event.UNKNOWN)
    text = _readable(protocol.text_of(body)) if kind is Event.TEXT else ""
    choice = protocol.tapped(text)
    medium = _readable(protocol.medium(str(name))) if kind is Event.OTHER else ""
    at = int(protocol.timestamp(body))
    return Told(kind, user, _id(str(name), user, body), at, text if choice is None else "", choice, medium)


def _id(name: str, user: str, body: Mapping[str, Any]) -> str:
    """Return the message's id, or a hash of what else makes an event the same; at most 64 characters."""
    told = protocol.message_id(body)
    if _ID.fullmatch(told):
        return told
    same = "\0".join((name, user, protocol.timestamp(body), told))
    return hashlib.sha256(same.encode("utf-8", "replace")).hexdigest()


def _readable(text: str) -> str:
    # JSON can hold halves of characters, which nothing can store.
    return text.encode("utf-8", "replace").decode()
