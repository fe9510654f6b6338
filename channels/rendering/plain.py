"""Blocks as lines of plain text, for a channel without markup."""

from collections.abc import Iterable

from channels.rendering.blocks import Block, Style

_OPENS = (Style.TITLE, Style.HEADING)
_ITEMS = (Style.ITEM, Style.FOLDED)


def plain(blocks: Iterable[Block]) -> list[str]:
    """Return the lines of a message; an empty line stands before every heading but the first line."""
    lines = list[str]()
    for block in blocks:
        lines += [""] if lines and block.style in _OPENS else []
        lines.append(plain_line(block))
    return lines


def plain_line(block: Block) -> str:
    """Return one block's words: an item with a bullet, a quotation in quotation marks, a link with its address."""
    text = "".join(
        f"{span.text} ({span.url})" if span.url and span.url != span.text else span.text for span in block.spans
    )
    if block.style is Style.QUOTE:
        return f"“{text}”"
    return f"• {text}" if block.style in _ITEMS else text
