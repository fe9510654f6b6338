"""A list carried from a kiosk, as it is shown here; the papers of one's own case are asked for with one tap."""

from channels.kiosk.carrying import Carried, CarriedPaper
from channels.rendering import Block, Screen, Span, Style
from channels.rendering.checklist import count_text
from channels.rendering.words import day, word
from channels.telegram.texts import text


def shown(carried: Carried) -> Screen:
    """Return the list with its source."""
    source = Block(
        (
            Span(word("source")),
            Span(carried.source, carried.source_url or ""),
            Span(word("source_day", day=day(carried.as_of))),
        ),
        Style.SMALL,
    )
    official = [Block.of(word("tones.notice", text=word("checklist.official")))] if carried.official else []
    unsure = [Block.of(word("checklist.undecided", count=len(carried.undecided)), Style.HEADING)]
    return Screen(
        (
            Block.of(text("carried", name=carried.name), Style.TITLE),
            *official,
            *_papers(carried.papers, 1),
            *(unsure if carried.undecided else []),
            *_papers(carried.undecided, len(carried.papers) + 1),
            Block.of(text("carried_next")),
            source,
        )
    )


def _papers(papers: list[CarriedPaper], first: int) -> list[Block]:
    return [block for number, paper in enumerate(papers, first) for block in _paper(paper, number)]


def _paper(paper: CarriedPaper, number: int) -> list[Block]:
    action, count = word(f"checklist.action.{paper.action}"), count_text(paper)
    told = [word("checklist.handed", action=action, count=count) if count else action]
    told += [word("checklist.form", name=paper.form)] if paper.form else []
    told += [word("checklist.replaced_by", text="; ".join(paper.replaced_by))] if paper.replaced_by else []
    return [
        Block.of(word("list_number", number=number, text=paper.name), Style.HEADING),
        *(Block.of(line, Style.ITEM) for line in told),
    ]
