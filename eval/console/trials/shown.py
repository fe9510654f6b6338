"""A reply as each channel shows it: for chat apps by their own rendering, for web and kiosk as messages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from bot.answers.messages import ChoicesMessage, Message
from channels.rendering import render
from channels.telegram.payloads import of as telegram_payloads
from channels.zalo.rendering import payloads as zalo_payloads

Face = Literal["web", "kiosk", "telegram", "zalo"]
FACES: tuple[Face, ...] = get_args(Face)


@dataclass(frozen=True)
class Bubble:
    """One message of a chat app and its rows of buttons. `marked`: the text is Telegram's HTML, with all words escaped."""

    text: str
    rows: list[list[str]]
    marked: bool


@dataclass(frozen=True)
class Tappable:
    """A choice that the last reply offers: its opaque id and its label."""

    choice: str
    label: str


def bubbles(face: Face, messages: Sequence[Message], most_buttons: int) -> list[Bubble]:
    """Return the messages that a chat app would show, none for web and kiosk. `most_buttons`: of Zalo's settings."""
    if face == "telegram":
        told = telegram_payloads(render(messages))
        return [Bubble(one["text"], [[key["text"] for key in row] for row in one["rows"]], marked=True) for one in told]
    if face == "zalo":
        told = zalo_payloads(messages, most_buttons)
        return [Bubble(one["text"], [[key["title"]] for key in one.get("buttons", [])], marked=False) for one in told]
    return []


def tappable(messages: Sequence[Message]) -> list[Tappable]:
    """Return every choice that is offered, in order."""
    asked = (message for message in messages if isinstance(message, ChoicesMessage))
    return [Tappable(choice.id, choice.label) for message in asked for choice in message.choices]


@dataclass(frozen=True)
class Cited:
    """A source that a reply rests on, and the day when it was so."""

    title: str
    url: str | None
    as_of: date


def sources(messages: Sequence[Message]) -> list[Cited]:
    """Return every source that a reply names, each once, in the order of the messages."""
    return list(dict.fromkeys(_sources([message.model_dump() for message in messages])))


def _sources(value: Any) -> Iterator[Cited]:
    if isinstance(value, dict):
        if "source" in value and "as_of" in value:
            day = value["as_of"]
            told = value["source"]
            yield Cited(told["title"], told["url"], day.date() if isinstance(day, datetime) else day)
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _sources(inner)
