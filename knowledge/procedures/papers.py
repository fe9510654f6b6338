"""The official papers list made readable: papers with clean names, cases, notes apart, headings gone.

Nothing is stored: the list is read anew from the record, so that better rules need no new import,
and every entry keeps the id of its official line.
"""

import re
from dataclasses import dataclass
from typing import Literal

from knowledge.procedures.alternatives import split_alternatives
from knowledge.procedures.counts import compared_with_original, read_counts
from knowledge.procedures.kinds import Kind, kind, names_case
from knowledge.procedures.lines import line_id
from knowledge.procedures.models import Component, ComponentGroup, Procedure
from knowledge.procedures.numbering import bare, number
from knowledge.procedures.titles import Title, TitleKind, read_titles

_DANGLING = " ;:,.-–"
_ASKED = re.compile(
    r"^(?:các loại |các )?(giấy tờ|thành phần hồ sơ) (?:phải )?(nộp|xuất trình)(?: \([^)]*\))?\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"^(?:phải )?xuất trình\b", re.IGNORECASE)


@dataclass(frozen=True)
class Paper:
    """One paper. `originals`, `copies` None: the record does not say; `others`: what may be handed in instead."""

    component: Component
    name: str
    originals: int | None
    copies: int | None
    others: tuple[str, ...] = ()
    action: Literal["submit", "present"] = "submit"
    compared: bool = False


@dataclass(frozen=True)
class Remark:
    """A note. `waives`: it says when a paper is not needed. `line`: the official line that says it."""

    line: str
    text: str
    waives: bool = False


@dataclass(frozen=True)
class PaperGroup:
    """Papers of one alternative case (`is_case`), of one part of the dossier, or simply all of them."""

    title: str
    is_case: bool
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class PapersList:
    """A record's papers list as shown. `cases`: cases that stand in rows, not as titles, so nobody knows whose rows."""

    groups: tuple[PaperGroup, ...]
    remarks: tuple[Remark, ...]
    cases: tuple[Remark, ...]


def papers_list(record: Procedure) -> PapersList:
    """Read the papers list of one record."""
    titled = _titled(record)
    groups = [_group(title, group, alone=len(titled) == 1) for title, group in titled]
    remarks = [remark for title, group in titled for remark in _remarks(title, group)]
    rows = [item for title, group in titled for item in group.components if kind_under(title, item) is Kind.HEADING]
    cases = [Remark(item.line, _tidy(bare(item.text))) for item in rows if names_case(item.text)]
    return PapersList(
        tuple(group for group in groups if group.papers),
        tuple(sorted(dict.fromkeys(remarks), key=lambda remark: not remark.waives)),
        tuple(dict.fromkeys(cases)),
    )


def kinds(record: Procedure) -> list[tuple[Component, Kind]]:
    """Return what each official line of a record is, in official order."""
    return [(item, kind_under(title, item)) for title, group in _titled(record) for item in group.components]


def read_paper(component: Component, presented: bool = False) -> Paper:
    """Read one line that is a paper. `presented`: its heading says that it is only shown."""
    text = bare(component.text)
    asked = _ASKED.match(text)
    text = bare(text[asked.end() :]) if asked else text
    counts = read_counts(_tidy(text), component.originals, component.copies)
    name, *others = split_alternatives(_tidy(counts.text))
    shown = presented or bool(_PRESENT.match(text)) or bool(asked and asked.group(2).lower() == "xuất trình")
    return Paper(
        component=component,
        name=_capital(name),
        originals=counts.originals,
        copies=counts.copies,
        others=tuple(others),
        action="present" if shown else "submit",
        compared=compared_with_original(component.text),
    )


def _titled(record: Procedure) -> list[tuple[Title, ComponentGroup]]:
    return list(zip(read_titles(record), record.component_groups, strict=True))


def kind_under(title: Title, item: Component) -> Kind:
    """Return what an official line is under the title of its group."""
    return kind(item.text, item.originals, item.copies, title.over_notes)


def _group(title: Title, group: ComponentGroup, alone: bool) -> PaperGroup:
    lines = [item for item in group.components if kind_under(title, item) is Kind.PAPER]
    papers = tuple(read_paper(item, title.presented) for item in _ordered(lines))
    is_case = title.kind is TitleKind.CASE
    shown = title.text if is_case or (title.kind is TitleKind.PART and not alone) else ""
    return PaperGroup(shown, is_case, papers)


def _remarks(title: Title, group: ComponentGroup) -> list[Remark]:
    own = [Remark(line_id(group.title), bare(title.text))] if title.kind is TitleKind.NOTE else []
    told = [(item, kind_under(title, item)) for item in group.components]
    notes = [
        Remark(item.line, bare(item.text), found is Kind.WAIVER)
        for item, found in told
        if found in (Kind.NOTE, Kind.WAIVER)
    ]
    return own + notes


def _ordered(lines: list[Component]) -> list[Component]:
    """Put lines into the order of their numbers where all are numbered in one style and no number stands twice."""
    numbers = [number(item.text) for item in lines]
    told = [found for found in numbers if found]
    if len(told) < len(lines) or len(set(told)) < len(told) or len({style for style, _ in told}) > 1:
        return lines
    return [item for _, item in sorted(zip(told, lines, strict=True), key=lambda pair: pair[0][1])]


def _tidy(text: str) -> str:
    """Return a line without dangling punctuation and a parenthesis that is never opened."""
    tidy = text.strip(_DANGLING)
    while tidy.endswith(")") and tidy.count(")") > tidy.count("("):
        tidy = tidy[:-1].strip(_DANGLING)
    return tidy


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
