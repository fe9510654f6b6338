"""Quotable passages: steps, conditions and notes in pieces of readable length, each with an id of its own.

A line keeps its id. Where it is too long to be quoted whole, its pieces are addressed as "<line>.1", "<line>.2".
"""

import re
from collections.abc import Iterator

from knowledge.procedures.kinds import Kind
from knowledge.procedures.models import Passage, Procedure
from knowledge.procedures.papers import kinds

LONGEST = 400
"""Characters above which an official line is also offered in pieces."""
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+(?=(?:[-+*•(]|\w\)|[^\W\d_a-zà-ỹđ]))|(?<=;)\s+")
_PIECE = re.compile(r"([0-9a-f]{10})\.\d+")
_STEP = re.compile(r"(?:\d{1,2}[.)]\s*)?bước\s*(\d{1,2})\b", re.IGNORECASE)


def pieces(line: str, text: str, longest: int = LONGEST) -> tuple[tuple[str, str], ...]:
    """Return (id, text) of the pieces of one official line; the whole line alone where it is short enough.

    A piece ends where a sentence or a clause ends; a single sentence longer than `longest` stays whole.
    """
    if len(text) <= longest:
        return ((line, text),)
    packed: list[str] = []
    for sentence in _SENTENCE.split(text):
        if packed and len(packed[-1]) + len(sentence) < longest:
            packed[-1] = f"{packed[-1]} {sentence}"
        else:
            packed.append(sentence)
    if len(packed) == 1:
        return ((line, text),)
    return tuple((f"{line}.{place}", piece) for place, piece in enumerate(packed, start=1))


def whole_line(reference: str) -> str:
    """Return the id of the official line that a piece belongs to: "1a2b3c4d5e.2" -> "1a2b3c4d5e"."""
    found = _PIECE.fullmatch(reference)
    return found.group(1) if found else reference


def quotable(record: Procedure) -> Iterator[Passage]:
    """Yield steps, conditions, description and the notes of the papers list, long ones in pieces, with their kind."""
    notes = (
        Passage(line=item.line, kind="note", text=item.text)
        for item, told in kinds(record)
        if told in (Kind.NOTE, Kind.WAIVER)
    )
    for passage in (*record.passages, *notes):
        for line, text in pieces(passage.line, passage.text):
            yield Passage(line=line, kind=passage.kind, text=text)


def in_order(steps: list[Passage]) -> list[Passage]:
    """Put steps into the order of their numbers ("Bước 3, Bước 1, Bước 2"), each with the lines that follow it.

    Only where every number from 1 on stands exactly once; a numbering that starts anew belongs to several cases.
    """
    numbers = [_STEP.match(step.text) for step in steps]
    starts = [place for place, found in enumerate(numbers) if found]
    told = [int(found.group(1)) for found in numbers if found]
    if told == sorted(told) or sorted(told) != list(range(1, len(told) + 1)):
        return steps
    ends = [*starts[1:], len(steps)]
    blocks = sorted(zip(told, starts, ends, strict=True))
    return steps[: starts[0]] + [step for _, start, end in blocks for step in steps[start:end]]
