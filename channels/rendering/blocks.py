"""What a message consists of once it is rendered for a chat app: blocks of text, and buttons under them."""

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a block looks. A line stands close to its neighbours; a folded one is an item that a phone may fold away."""

    PLAIN = "plain"
    LINE = "line"
    TITLE = "title"
    HEADING = "heading"
    ITEM = "item"
    FOLDED = "folded"
    QUOTE = "quote"
    SMALL = "small"


@dataclass(frozen=True)
class Span:
    """Words of one block; with `url` they are a link."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Block:
    """One paragraph or line."""

    spans: tuple[Span, ...]
    style: Style = Style.PLAIN

    @classmethod
    def of(cls, text: str, style: Style = Style.PLAIN, url: str = "") -> "Block":
        """Return a block of one span."""
        return cls((Span(text, url),), style)

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Button:
    """Something to tap: `choice` is the opaque id of an answer, `url` a web page; one of both is there."""

    label: str
    choice: str = ""
    url: str = ""


@dataclass(frozen=True)
class Paper:
    """One paper to tick off, by its id in the list and its name."""

    id: str
    name: str


@dataclass(frozen=True)
class TickList:
    """Papers to tick off in the list's order; `receipt` is the number that the list can be read by again.

    `decided`: with all of them ticked nothing is missing; else the list has papers that are not sure.
    """

    receipt: str
    procedure_code: str
    name: str
    papers: tuple[Paper, ...]
    decided: bool


@dataclass(frozen=True)
class Screen:
    """One rendered message. `single`: only one of the buttons is the answer (a question), not a menu."""

    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...] = ()
    ticks: TickList | None = None
    single: bool = False
