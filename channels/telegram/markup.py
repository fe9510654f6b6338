"""Blocks as Telegram's HTML, and how much room they take: https://core.telegram.org/bots/api#html-style."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape
from itertools import groupby

from channels.rendering import Block, Span, Style, pack

LONGEST_TEXT = 4096
"""UTF-16 units of one message. Telegram counts them without the markup; here the markup counts, too."""

_JOINT = 2
_TAGS = {
    Style.PLAIN: ("", ""),
    Style.LINE: ("", ""),
    Style.TITLE: ("<b>", "</b>"),
    Style.HEADING: ("<b>", "</b>"),
    Style.ITEM: ("• ", ""),
    Style.FOLDED: ("• ", ""),
    Style.QUOTE: ("<blockquote>", "</blockquote>"),
    Style.SMALL: ("<i>", "</i>"),
}
_FOLD = ("<blockquote expandable>", "</blockquote>")
_CLOSE, _WIDE = "\n", "\n\n"
_UNDER = (Style.ITEM, Style.QUOTE, Style.FOLDED)
"""What stands right under the line before; everything else has an empty line before it."""
_APART = (Style.PLAIN, Style.TITLE, Style.HEADING, Style.SMALL)
"""What has an empty line between two of its kind."""


def texts(blocks: Iterable[Block]) -> list[str]:
    """Return the messages' texts, each valid HTML of at most `LONGEST_TEXT` units."""
    return [html(part) for part in pack(map(_clean, blocks), LONGEST_TEXT, cost, _JOINT)]


def html(blocks: Iterable[Block]) -> str:
    """Return blocks as one text; neighbours that may fold are folded together."""
    text = ""
    for style, group in groupby(blocks, key=lambda block: block.style):
        lines = [_marked(block) for block in group]
        told = (_WIDE if style in _APART else _CLOSE).join(lines)
        opening = _CLOSE if style in _UNDER else _WIDE
        text += (opening if text else "") + (_FOLD[0] + told + _FOLD[1] if style is Style.FOLDED else told)
    return text


def cost(block: Block) -> int:
    """Return the UTF-16 units that a block takes, its markup included."""
    fold = sum(map(len, _FOLD)) if block.style is Style.FOLDED else 0
    return len(_marked(block).encode("utf-16-le")) // 2 + fold


def clean(text: str) -> str:
    """Return `text` without what Telegram refuses: control characters and halves of characters."""
    return "".join(sign for sign in text if sign in "\n\t" or (sign >= " " and not "\ud800" <= sign <= "\udfff"))


def _marked(block: Block) -> str:
    opening, closing = _TAGS[block.style]
    return opening + "".join(_span(span) for span in block.spans) + closing


def _span(span: Span) -> str:
    words = escape(span.text, quote=False)
    return f'<a href="{escape(span.url)}">{words}</a>' if span.url else words


def _clean(block: Block) -> Block:
    return replace(block, spans=tuple(Span(clean(span.text), clean(span.url)) for span in block.spans))
