"""Packing blocks into messages of bounded size: between blocks first, then at sentences, then at words."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from channels.rendering.blocks import Block, Span

Cost = Callable[[Block], int]
"""How much room a block takes, in the channel's own units; it grows with the block's text."""

_SENTENCE_END = re.compile(r"[.!?…;](?=\s)|\n")
_LEAST_FILLED = 0.5
"""A cut at a sentence must leave at least this share of the room filled; else it is made at a word."""


def pack(blocks: Iterable[Block], limit: int, cost: Cost, joint: int = 1) -> list[tuple[Block, ...]]:
    """Return parts of at most `limit` each; `joint` is what stands between two blocks. Nothing is left out.

    `limit` must have room for one character of every style. No part is empty.
    """
    parts: list[tuple[Block, ...]] = []
    part: list[Block] = []
    used = 0
    for block in _bounded(blocks, limit, cost):
        room = cost(block) + (joint if part else 0)
        if part and used + room > limit:
            parts.append(tuple(part))
            part, used, room = [], 0, cost(block)
        part.append(block)
        used += room
    return [*parts, tuple(part)] if part else parts


def _bounded(blocks: Iterable[Block], limit: int, cost: Cost) -> Iterator[Block]:
    for block in blocks:
        rest: Block | None = block if block.text.strip() else None
        while rest is not None:
            head, rest = _first(rest, limit, cost)
            yield head


def _first(block: Block, limit: int, cost: Cost) -> tuple[Block, Block | None]:
    """Return as much of the block as has room, and the rest of it."""
    if cost(block) <= limit:
        return block, None
    text = block.text
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if cost(_slice(block, 0, middle)) <= limit else (low, middle - 1)
    end = _cut(text, low)
    rest = _slice(block, end, len(text))
    return _slice(block, 0, end), rest if rest.text.strip() else None


def _cut(text: str, room: int) -> int:
    """Return where to cut `text` so that at most `room` characters stand before: after a sentence, else a word."""
    least = int(room * _LEAST_FILLED)
    sentences = [found.end() for found in _SENTENCE_END.finditer(text, 0, min(room + 1, len(text)))]
    if (end := max((end for end in sentences if least < end <= room), default=0)) > 0:
        return end
    space = text.rfind(" ", 1, room + 1)
    return space if space > 0 and text[:space].strip() else room


def _slice(block: Block, start: int, end: int) -> Block:
    """Return the block's characters from `start` to `end`, links kept, without white space at its edges."""
    spans, at = list[Span](), 0
    for span in block.spans:
        piece = span.text[max(start - at, 0) : max(end - at, 0)]
        at += len(span.text)
        if piece:
            spans.append(replace(span, text=piece))
    return replace(block, spans=_trimmed(spans))


def _trimmed(spans: list[Span]) -> tuple[Span, ...]:
    while spans and not spans[0].text.strip():
        spans.pop(0)
    while spans and not spans[-1].text.strip():
        spans.pop()
    if spans:
        spans[0] = replace(spans[0], text=spans[0].text.lstrip())
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip())
    return tuple(spans)
