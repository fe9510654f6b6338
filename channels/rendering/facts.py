"""Facts in words: running text as paragraphs, and lines with what is known of them."""

import re

from bot.answers.messages import Line
from channels.rendering.blocks import Block, Style
from channels.rendering.sources import Sources
from channels.rendering.words import word

_PARAGRAPH = re.compile(r"\n\s*\n")


def prose(text: str, style: Style = Style.PLAIN) -> list[Block]:
    """Return a text's paragraphs."""
    return [Block.of(part.strip(), style) for part in _PARAGRAPH.split(text) if part.strip()]


def lines(told: list[Line], sources: Sources) -> list[Block]:
    """Return facts as items; official words stand as quotations."""
    return [block for line in told for block in _line(line, sources)]


def labelled(line: Line, label: str, sources: Sources) -> Block:
    """Return one fact as an item under a name of its own; what is not known says so without a name."""
    name = line.label or (label if line.known else "")
    text = word("labelled", label=name, text=line.text) if name else line.text
    return Block.of(sources.marked(text, line.source, line.as_of), Style.ITEM)


def _line(line: Line, sources: Sources) -> list[Block]:
    text = line.text
    if line.methods:
        names = ", ".join(word.get(f"method.{method}", method) for method in line.methods)
        text = word("methods", text=text, methods=names)
    if line.quoted:
        heading = [Block.of(line.label, Style.ITEM)] if line.label else []
        return [*heading, Block.of(sources.marked(text, line.source, line.as_of), Style.QUOTE)]
    text = word("labelled", label=line.label, text=text) if line.label else text
    return [Block.of(sources.marked(text, line.source, line.as_of), Style.ITEM)]
