"""Plain words, questions with choices, and the way to a person."""

from bot.answers.messages import ChoicesMessage, HandoffMessage, TextMessage
from channels.rendering.blocks import Block, Button, Screen, Style
from channels.rendering.facts import lines, prose
from channels.rendering.sources import Sources
from channels.rendering.words import word


def text(message: TextMessage) -> Screen:
    """Return plain words with their facts; an officer's words, notices and warnings say that they are such."""
    told = message.text if message.tone == "plain" else word(f"tones.{message.tone}", text=message.text)
    officer = [Block.of(word("officer"), Style.HEADING)] if message.author == "officer" else []
    sources = Sources.of(message.lines)
    paragraphs = prose(told) if message.text.strip() else []
    return Screen((*officer, *paragraphs, *lines(message.lines, sources), *sources.blocks()))


def choices(message: ChoicesMessage) -> Screen:
    """Return a question and its answers as buttons; answers with a hint are explained above."""
    hinted = [
        Block.of(word("choices.hinted", label=option.label, hint=option.hint), Style.ITEM)
        for option in message.choices
        if option.hint
    ]
    buttons = tuple(Button(option.label, choice=option.id) for option in message.choices)
    return Screen((*prose(message.text), *hinted), buttons, single=message.fact is not None)


def handoff(message: HandoffMessage) -> Screen:
    """Return how to reach a person, and the summary to show there."""
    sources = Sources.of(message.contacts)
    contacts = [Block.of(word("handoff.contacts"), Style.HEADING), *lines(message.contacts, sources)]
    summary = [Block.of(word("handoff.summary"), Style.HEADING), *prose(message.summary, Style.QUOTE)]
    return Screen(
        (
            Block.of(word("handoff.title"), Style.TITLE),
            *prose(message.text),
            *(contacts if message.contacts else []),
            *(summary if message.summary.strip() else []),
            *sources.blocks(),
        )
    )
