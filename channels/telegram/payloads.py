"""What the outbox keeps for Telegram: plain JSON, rendered once, so that a later try sends the same words.

{"do": "say", "text": HTML, "rows": [[{"text", "data" | "url"}]]}
{"do": "edit", "message": 17, "text": HTML, "rows": [...]}      # a list whose ticks changed
{"do": "mark", "message": 17, "rows": [...]}                    # the button that was tapped
"""

from collections.abc import Callable, Iterable, Sequence

from channels.delivery.contract import Payload
from channels.rendering import Block, Screen, TickList
from channels.telegram.keyboards import Means, Rows, data, laid_out
from channels.telegram.markup import texts
from channels.telegram.texts import text
from channels.telegram.tick_list import rows as tick_rows
from channels.telegram.tick_list import words as tick_words

Having = Callable[[TickList], frozenset[str]]
"""Which papers of a list are ticked off already, by id."""


def words(said: str, rows: Sequence[Sequence[dict[str, str]]] = ()) -> list[Payload]:
    """Return plain words, with buttons under the last message."""
    return _said([Block.of(part) for part in said.split("\n\n")], [list(row) for row in rows])


def menu() -> Rows:
    """Return buttons of what is asked most, in two columns."""
    keys = [question(name) for name in text.all["menu"]]
    return [keys[start : start + 2] for start in range(0, len(keys), 2)]


def question(name: str) -> dict[str, str]:
    """Return a button that asks a set question."""
    return {"text": text(f"questions.{name}.label"), "data": data(Means.QUESTION, name)}


def of(screens: Iterable[Screen], having: Having = lambda _: frozenset()) -> list[Payload]:
    """Return screens as payloads; a list that can be ticked off has a message of its own for that."""
    payloads = list[Payload]()
    for screen in screens:
        payloads += _screen(screen)
        if screen.ticks:
            payloads += ticks(screen.ticks, having(screen.ticks))
    return payloads


def ticks(listed: TickList, having: frozenset[str]) -> list[Payload]:
    """Return the message in which papers are ticked off."""
    return _said(tick_words(listed, having), [*tick_rows(listed, having), [question("missing")]])


def retold(message: int, listed: TickList, having: frozenset[str]) -> list[Payload]:
    """Return the edit that shows new ticks in the message `message`."""
    (told,) = ticks(listed, having)
    return [{**told, "do": "edit", "message": message}]


def marked(message: int, rows: Rows) -> list[Payload]:
    """Return the edit that shows which button was tapped."""
    return [{"do": "mark", "message": message, "rows": rows}]


def _screen(screen: Screen) -> list[Payload]:
    above, rows = laid_out(screen.buttons, screen.single)
    return _said([*screen.blocks, *above], rows)


def _said(blocks: Sequence[Block], rows: Rows) -> list[Payload]:
    told = texts(blocks) or ["…"]
    parts: list[Payload] = [{"do": "say", "text": part, "rows": []} for part in told]
    parts[-1]["rows"] = rows
    return parts
