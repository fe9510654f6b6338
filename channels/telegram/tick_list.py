"""The message in which papers are ticked off: how many are ready, and a button for each paper."""

from channels.rendering import Block, Style, TickList, shorten
from channels.telegram.keyboards import LONGEST_LABEL, Means, Rows, data
from channels.telegram.texts import text

THERE, MISSING = "✅ ", "⬜ "
_MOST = 40
"""Buttons; more of them may exceed what Telegram takes as one keyboard. Papers beyond are ticked by words."""


def words(listed: TickList, having: frozenset[str]) -> list[Block]:
    """Return what stands above the buttons."""
    done = sum(paper.id in having for paper in listed.papers)
    told = [Block.of(text("ticks.progress", done=done, all=len(listed.papers)))]
    if done == len(listed.papers):
        told.append(Block.of(text("ticks.ready" if listed.decided else "ticks.all_ticked")))
    return [Block.of(text("ticks.title", name=listed.name), Style.TITLE), *told]


def rows(listed: TickList, having: frozenset[str]) -> Rows:
    """Return a button for each paper, marked where it is ticked off."""
    return [
        [{"text": _label(number, paper.name, paper.id in having), "data": data_of(listed.receipt, number)}]
        for number, paper in enumerate(listed.papers[:_MOST], 1)
    ]


def data_of(receipt: str, number: int) -> str:
    """Return the callback data of a paper, by its number in the list."""
    return data(Means.PAPER, f"{receipt}.{number}")


def read(told: str) -> tuple[str, int] | None:
    """Return receipt and number of a paper's callback data, None where it is not of that form."""
    receipt, _, number = told.partition(".")
    return (receipt, int(number)) if receipt and number.isascii() and number.isdigit() else None


def _label(number: int, name: str, there: bool) -> str:
    mark = THERE if there else MISSING
    return mark + shorten(text("ticks.paper", number=number, name=name), LONGEST_LABEL - len(mark))
