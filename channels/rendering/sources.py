"""The sources of a message in one line at its end; where there are several, each fact bears its source's number."""

from collections.abc import Iterable
from datetime import date, datetime

from bot.answers.messages import Line, Source
from channels.rendering.blocks import Block, Span, Style
from channels.rendering.words import day, moment, word

Cited = tuple[Source, date | datetime]


class Sources:
    """The distinct sources of one message, in the order of their first fact."""

    def __init__(self, cited: Iterable[Cited]) -> None:
        self._urls: dict[tuple[str, str], str] = {}
        for source, as_of in cited:
            name = _name(source, as_of)
            self._urls[name] = self._urls.get(name) or source.url or ""

    @classmethod
    def of(cls, lines: Iterable[Line], *more: Cited) -> "Sources":
        """Return the sources of lines, and of what else is told."""
        return cls([*((line.source, line.as_of) for line in lines), *more])

    def marked(self, text: str, source: Source, as_of: date | datetime) -> str:
        """Return a fact with its source's number, alone where the message has one source only."""
        if len(self._urls) < 2:
            return text
        return word("marked", text=text, number=[*self._urls].index(_name(source, as_of)) + 1)

    def blocks(self) -> list[Block]:
        """Return the line at the end; none where nothing is told."""
        if not self._urls:
            return []
        spans = [Span(word("source"))]
        for number, ((title, told), url) in enumerate(self._urls.items(), 1):
            shown = word("source_numbered", number=number, title=title) if len(self._urls) > 1 else title
            spans += [Span("; ")] if number > 1 else []
            spans += [Span(shown, url if url.startswith(("http://", "https://")) else ""), Span(told)]
        return [Block(tuple(spans), Style.SMALL)]


def _name(source: Source, as_of: date | datetime) -> tuple[str, str]:
    title, decision = source.title, source.decision_number
    if decision and decision not in title:
        title = word("source_decision", title=title, number=decision)
    return title, word("source_day", day=moment(as_of) if isinstance(as_of, datetime) else day(as_of))
