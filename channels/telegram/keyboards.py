"""Buttons under a message: rows of plain data, for the outbox keeps them as JSON.

Callback data is at most 64 bytes: a letter for what is meant, a colon, and an opaque id.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from channels.rendering import Block, Button, numbered, shorten

Rows = list[list[dict[str, str]]]
"""Buttons as {"text", "data"} or {"text", "url"}."""

LONGEST_LABEL = 36
"""More characters would be cut by a narrow phone, without a word."""

_SHORT_LABEL = 16
_ONE_COLUMN = 8
_NUMBERS_IN_A_ROW = 5
_MOST = 100
CHOSEN = "✓ "


class Means(StrEnum):
    """What a tapped button means: an answer, an answer that settles its question, a set question, a paper."""

    CHOICE = "c"
    ANSWER = "f"
    QUESTION = "q"
    PAPER = "t"


def data(means: Means, told: str) -> str:
    """Return callback data."""
    return f"{means}:{told}"


def laid_out(buttons: Sequence[Button], single: bool = False) -> tuple[list[Block], Rows]:
    """Return what to say above, and the rows.

    Long labels are cut and told in full above, with numbers. More than eight buttons stand in two columns where
    they are short; else they bear their numbers only.
    """
    choices, links = [button for button in buttons if not button.url], [button for button in buttons if button.url]
    longest = max((len(button.label) for button in choices), default=0)
    many = len(choices) > _ONE_COLUMN
    told = (many and longest > _SHORT_LABEL) or longest > LONGEST_LABEL
    means = Means.ANSWER if single else Means.CHOICE
    keys = [
        {"text": _label(button.label, number if told else 0, many), "data": data(means, button.choice)}
        for number, button in enumerate(choices[:_MOST], 1)
    ]
    width = 1 if not many else _NUMBERS_IN_A_ROW if told else 2
    rows = [keys[start : start + width] for start in range(0, len(keys), width)]
    rows += [[{"text": shorten(button.label, LONGEST_LABEL), "url": button.url}] for button in links]
    return numbered(choices) if told else [], rows


def _label(label: str, number: int, many: bool) -> str:
    if not number:
        return label
    return str(number) if many else shorten(f"{number}. {label}", LONGEST_LABEL)


def markup(rows: Rows) -> InlineKeyboardMarkup | None:
    """Return rows as the library's keyboard, None where there are none."""
    keys = [
        [InlineKeyboardButton(key["text"], callback_data=key.get("data"), url=key.get("url")) for key in row]
        for row in rows
    ]
    return InlineKeyboardMarkup(keys) if keys else None


def chosen(shown: InlineKeyboardMarkup, tapped: str) -> Rows:
    """Return a shown keyboard with a mark on the button that was tapped, and on no other."""
    rows = read(shown)
    for key in (key for row in rows for key in row):
        label = key["text"].removeprefix(CHOSEN)
        key["text"] = f"{CHOSEN}{label}" if key.get("data") == tapped else label
    return rows


def read(shown: InlineKeyboardMarkup) -> Rows:
    """Return a keyboard that Telegram sent back as rows."""
    return [[_key(button) for button in row] for row in shown.inline_keyboard]


def _key(button: InlineKeyboardButton) -> dict[str, str]:
    told = {"text": button.text, "data": button.callback_data, "url": button.url}
    return {name: str(value) for name, value in told.items() if value}


def find(rows: Iterable[Iterable[dict[str, str]]], wanted: str) -> dict[str, str] | None:
    """Return the button with this callback data."""
    return next((key for row in rows for key in row if key.get("data") == wanted), None)
