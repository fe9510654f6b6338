"""Messages for chat apps, without any one app's markup. Telegram and Zalo build on it.

    screens = render(reply.messages)                # Screens in order: blocks, buttons, perhaps papers to tick
    for screen in screens:
        for part in pack(screen.blocks, 2000, cost):    # texts of at most 2,000 in the channel's own units
            send(NEW_LINE.join(plain(part)))
        buttons = screen.buttons                        # belong under the last part

- `Screen.blocks`: `Block(spans, style)`; a span with a `url` is a link. `plain(blocks)` returns lines of text for a
  channel without markup (items with a bullet, links with their address, an empty line before headings).
  `Style.FOLDED` is what a phone may fold away; without folding it is an item.
- `Screen.buttons`: `Button(label, choice | url)`; `choice` is the opaque id for `Turn.choice`. `shorten(label, limit)`
  cuts a label at a word; `numbered(buttons)` are the blocks that tell the full labels, where some were cut or the
  buttons bear numbers only.
- `Screen.ticks`: `TickList` of a finished papers list, for buttons; the list itself is in `blocks` already.
- `Screen.single`: one of the buttons answers a question, the others are then done with.

Every fact keeps its source: one line at the end, facts numbered where there are several sources.
"""

from channels.rendering.blocks import Block, Button, Paper, Screen, Span, Style, TickList
from channels.rendering.checklist import tick_list
from channels.rendering.labels import numbered, shorten
from channels.rendering.messages import render
from channels.rendering.plain import plain
from channels.rendering.splitting import pack

__all__ = [
    "Block",
    "Button",
    "Paper",
    "Screen",
    "Span",
    "Style",
    "TickList",
    "numbered",
    "pack",
    "plain",
    "render",
    "shorten",
    "tick_list",
]
