"""A reply as Zalo shows it: plain texts of bounded length, up to five buttons below the last one, else numbers.

As few texts as there can be, for Zalo counts them: what ends in no buttons is told together with what follows.

The rule by which it degrades, since Zalo knows no markup, no edited messages and few buttons:

| on the web | on Zalo |
|---|---|
| headings, items | lines of text, an empty line before each heading |
| link | its address after its words |
| choices, at most `MOTCUA_ZALO_BUTTONS` | buttons; a label that is too long is cut, and stands in full above |
| more choices | a numbered list, answered by a number (`picking`) |
| papers to tick off | numbered papers, ticked off by words ("có giấy chứng sinh rồi") |
| long text | several texts, cut between paragraphs, then sentences, then words |
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answers.messages import Message
from channels.delivery.contract import Payload
from channels.rendering import Block, Button, Screen, Style, numbered, pack, plain, render, shorten
from channels.zalo.protocol import LONGEST_TEXT, LONGEST_TITLE
from channels.zalo.texts import text as words

_PAPER_SAID = 40
"""Characters of a paper's name that anybody would type."""


def payloads(messages: Iterable[Message], most_buttons: int) -> list[Payload]:
    """Return `{"text", "buttons": [{"title", "label", "choice"}]}` in the order of sending; `buttons` where there are."""
    told, blocks = list[Payload](), list[Block]()
    for screen in render(messages):
        choices = [button for button in screen.buttons if button.choice]
        blocks += _apart(_blocks(screen)) if blocks else _blocks(screen)
        if choices:
            told += _question(blocks, choices, most_buttons)
            blocks = []
    return [*told, *_texts(blocks)]


def said(text: str) -> Payload:
    """Return one text as a payload."""
    return {"text": text}


def without_buttons(payload: Payload) -> list[Payload]:
    """Return the same with its choices as a numbered list."""
    buttons = [Button(one["label"], choice=one["choice"]) for one in payload["buttons"]]
    return _texts([Block.of(payload["text"]), *_list(buttons)])


def _question(blocks: list[Block], choices: list[Button], most_buttons: int) -> list[Payload]:
    if len(choices) > most_buttons:
        return _texts([*blocks, *_list(choices)])
    cut = any(shorten(button.label, LONGEST_TITLE) != button.label for button in choices)
    texts = _texts([*blocks, *(numbered(choices) if cut else [])]) or [said(words("choose"))]
    texts[-1]["buttons"] = [
        {"title": shorten(button.label, LONGEST_TITLE), "label": button.label, "choice": button.choice}
        for button in choices
    ]
    return texts


def _blocks(screen: Screen) -> list[Block]:
    links = [Block.of(button.label, url=button.url) for button in screen.buttons if button.url]
    return [*screen.blocks, *links, *_ticks(screen)]


def _apart(blocks: list[Block]) -> list[Block]:
    """Let an empty line stand before the first block, as before headings."""
    return [replace(block, style=Style.HEADING) for block in blocks[:1]] + blocks[1:]


def _list(choices: Sequence[Button]) -> list[Block]:
    return [Block.of(words("pick", last=len(choices))), *numbered(choices)]


def _ticks(screen: Screen) -> list[Block]:
    if not screen.ticks or not screen.ticks.papers:
        return []
    shortest = min((paper.name for paper in screen.ticks.papers), key=len)
    example = words("tick_example", paper=shortest.lower()) if len(shortest) <= _PAPER_SAID else ""
    return [Block.of(words("tick", example=example))]


def _texts(blocks: Iterable[Block]) -> list[Payload]:
    return [said("\n".join(plain(part))) for part in pack(blocks, LONGEST_TEXT, _cost)]


def _cost(block: Block) -> int:
    """Return the characters of a block as a line, counted as JavaScript and Java do, with the empty line before it."""
    line = "".join(plain([block]))
    return len(line.encode("utf-16-le")) // 2 + (1 if block.style in (Style.TITLE, Style.HEADING) else 0)
