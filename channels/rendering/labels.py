"""Labels of buttons: cut at a word where they are too long, and told in full above."""

from collections.abc import Iterable

from channels.rendering.blocks import Block, Button, Style
from channels.rendering.words import word

_MORE = "…"


def shorten(label: str, limit: int) -> str:
    """Return a label of at most `limit` characters (at least 2), cut after a word where one ends in its second half."""
    label = " ".join(label.split())
    if len(label) <= limit:
        return label
    cut = label.rfind(" ", limit // 2, limit)
    return label[: cut if cut > 0 else limit - 1].rstrip(" ,;:.") + _MORE


def numbered(buttons: Iterable[Button]) -> list[Block]:
    """Return the full labels, numbered from 1 in the order of the buttons."""
    return [
        Block.of(word("list_number", number=number, text=button.label), Style.LINE)
        for number, button in enumerate(buttons, 1)
    ]
