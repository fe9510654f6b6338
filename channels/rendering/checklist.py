"""The papers list: numbered papers with how many and why, what is not needed, and what is not sure."""

from typing import Protocol

from bot.answers.messages import ChecklistItem, ChecklistMessage, LegalReference
from channels.rendering.blocks import Block, Paper, Screen, Style, TickList
from channels.rendering.facts import lines
from channels.rendering.sources import Sources
from channels.rendering.words import word

_LONG_NAME = 120
"""An official line may be a whole paragraph; in bold it could not be read."""


def checklist(message: ChecklistMessage) -> Screen:
    """Return the list; a finished one (it has a receipt) can be ticked off."""
    papers = [*message.needed, *message.undecided, *message.not_needed]
    told = [(paper.source, paper.as_of) for paper in papers]
    sources = Sources.of(message.notes, *told, (message.source, message.as_of))
    subtitle = [] if message.name in message.title else [Block.of(message.name)]
    return Screen(
        (
            Block.of(message.title, Style.TITLE),
            *subtitle,
            *_standing(message),
            *_facts(message),
            *_papers("official_items" if message.official else "needed", message.needed, 1, sources),
            *_undecided(message, sources),
            *_not_needed(message.not_needed, sources),
            *([Block.of(word("checklist.notes"), Style.HEADING)] if message.notes else []),
            *lines(message.notes, sources),
            *([Block.of(word("checklist.receipt", code=message.receipt))] if message.receipt else []),
            *sources.blocks(),
        ),
        ticks=tick_list(message) if message.receipt else None,
    )


def tick_list(message: ChecklistMessage) -> TickList:
    """Return the papers that can be ticked off, in the order of their numbers."""
    papers = tuple(Paper(item.id, item.name) for item in (*message.needed, *message.undecided))
    decided = message.complete and not message.undecided
    return TickList(message.receipt, message.procedure_code, message.name, papers, decided)


def _standing(message: ChecklistMessage) -> list[Block]:
    if message.official:
        return [Block.of(word("tones.notice", text=word("checklist.official")))]
    return [] if message.complete else [Block.of(word("tones.notice", text=word("checklist.incomplete")))]


def _facts(message: ChecklistMessage) -> list[Block]:
    if not message.facts:
        return []
    answers = [fact.answer if fact.sure else word("checklist.unsure", answer=fact.answer) for fact in message.facts]
    told = [
        word("checklist.fact", question=fact.question, answer=answer)
        for fact, answer in zip(message.facts, answers, strict=True)
    ]
    return [Block.of(word("checklist.facts"), Style.HEADING), *(Block.of(text, Style.FOLDED) for text in told)]


def _papers(heading: str, papers: list[ChecklistItem], first: int, sources: Sources) -> list[Block]:
    if not papers:
        return []
    blocks = [Block.of(word(f"checklist.{heading}", count=len(papers)), Style.HEADING)]
    shared = None
    for number, paper in enumerate(papers, first):
        if paper.alternatives_of and paper.alternatives_of != shared:
            blocks.append(Block.of(paper.alternatives_of))
        shared = paper.alternatives_of
        blocks += _paper(paper, number, sources)
    return blocks


def _undecided(message: ChecklistMessage, sources: Sources) -> list[Block]:
    heading = "official_items" if message.official else "undecided"
    blocks = _papers(heading, message.undecided, len(message.needed) + 1, sources)
    if blocks and not message.official:
        blocks.insert(1, Block.of(word("checklist.undecided_text")))
    return blocks


def _not_needed(papers: list[ChecklistItem], sources: Sources) -> list[Block]:
    if not papers:
        return []
    told = [
        word("checklist.not_needed_item", name=paper.name, why=paper.why) if paper.why else paper.name
        for paper in papers
    ]
    marked = [sources.marked(text, paper.source, paper.as_of) for text, paper in zip(told, papers, strict=True)]
    return [
        Block.of(word("checklist.not_needed", count=len(papers)), Style.HEADING),
        *(Block.of(text, Style.FOLDED) for text in marked),
    ]


def _paper(paper: ChecklistItem, number: int, sources: Sources) -> list[Block]:
    name = sources.marked(word("list_number", number=number, text=paper.name), paper.source, paper.as_of)
    style = Style.HEADING if len(paper.name) <= _LONG_NAME else Style.PLAIN
    return [Block.of(name, style), *(Block.of(text, Style.ITEM) for text in _particulars(paper))]


def _particulars(paper: ChecklistItem) -> list[str]:
    action, count = word(f"checklist.action.{paper.action}"), count_text(paper)
    told = [word("checklist.handed", action=action, count=count) if count else action]
    told += [paper.why] if paper.why else []
    told += [word("checklist.form", name=name) for name in [_form(paper)] if name]
    told += [word("checklist.replaced_by", text="; ".join(paper.replaced_by))] if paper.replaced_by else []
    told += [word("checklist.check", text=text) for text in paper.check]
    laws = [_law(law) for law in paper.legal_bases]
    return [*told, word("checklist.grounds", laws="; ".join(laws))] if laws else told


def _form(paper: ChecklistItem) -> str:
    """Return the form's name and address, as far as they are known."""
    return " ".join(part for part in (paper.form, paper.form_url) if part)


def _law(law: LegalReference) -> str:
    return word("checklist.article", article=law.article, number=law.number) if law.article else law.number


class Counted(Protocol):
    """A paper whose numbers may be unknown."""

    @property
    def action(self) -> str:
        """What is done with it: submit, present, provide."""

    @property
    def originals(self) -> int | None:
        """How many originals, None where the record does not say."""

    @property
    def copies(self) -> int | None:
        """How many copies, None where the record does not say."""


def count_text(paper: Counted) -> str:
    """Return how many originals and copies; what the record leaves open is said to be open."""
    if paper.originals is None and paper.copies is None:
        return "" if paper.action == "provide" else word("checklist.count_unknown")
    told = [_count("originals", paper.originals), _count("copies", paper.copies)]
    return ", ".join(part for part in told if part)


def _count(kind: str, count: int | None) -> str:
    if count is None:
        return word(f"checklist.{kind}_unknown")
    return word(f"checklist.{kind}", count=count) if count else ""
