"""The official papers list made readable: papers with clean names, cases, notes apart, headings gone.

Nothing is stored: the list is read anew from the record, so that better rules need no new import,
and every entry keeps the id of its official line.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.procedures.agreement import Asked, names_kind
from knowledge.procedures.alternatives import split_alternatives
from knowledge.procedures.counts import compared_with_original, read_counts
from knowledge.procedures.dossier_rows import DossierRow, dossier_row, holds_several
from knowledge.procedures.footnotes import lets_hand_in_copies, tells_counts_of_others, without_footnote
from knowledge.procedures.kinds import Kind, kind, names_case
from knowledge.procedures.lines import line_id
from knowledge.procedures.models import Component, ComponentGroup, Procedure
from knowledge.procedures.names import paper_name, tidy, without_announcement
from knowledge.procedures.numbering import bare, label, number
from knowledge.procedures.presenting import is_presented
from knowledge.procedures.references import is_named, points_at_labels, replaced_by_data
from knowledge.procedures.row_cases import rows_below
from knowledge.procedures.title_series import rows_for_all
from knowledge.procedures.titles import Title, TitleKind, is_request, read_title, read_titles
from knowledge.vietnamese.folding import syllables

_LONGEST_THING = 3
"""Syllables of a bare noun in a row without a quantity, such as "Hàng hóa"."""
_ALIKE, _ALIKE_HEADS = 6, 3
"""Syllables at the start of two rows, of two dossiers in rows, that must agree for them to be alternative cases."""


@dataclass(frozen=True)
class Paper:
    """One paper. `originals`, `copies` None: the record does not say; `others`: what may be handed in instead.

    `either`: an original or a copy. `if_asked`: the office reads it from a database and asks only where it cannot.
    `part`: its place in a line that holds a whole dossier, 0 elsewhere.
    """

    component: Component
    name: str
    originals: int | None
    copies: int | None
    others: tuple[str, ...] = ()
    action: Literal["submit", "present"] = "submit"
    compared: bool = False
    either: bool = False
    if_asked: bool = False
    part: int = 0


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
    """Read the papers list of one record. Where its lines point at each other's labels, the labels stay."""
    titled = _titled(record)
    labelled = points_at_labels(record)
    groups = [shown for title, group in titled for shown in _groups(title, group, len(titled) == 1, labelled)]
    groups = _with_rows_for_all(groups, rows_for_all(record.component_groups))
    remarks = [remark for title, group in titled for remark in _remarks(title, group, labelled)]
    rows = [item for title, group in titled for item in _loose_headings(title, group)]
    cases = [
        Remark(item.line, _with_label(item.text, tidy(bare(item.text)), labelled))
        for item in rows
        if names_case(item.text) or _has_sibling(item, record)
    ]
    data = replaced_by_data([remark.text for remark in remarks if remark.waives])
    told_elsewhere = any(tells_counts_of_others(item.text) for item in _lines(record))
    takes_copies = any(lets_hand_in_copies(remark.text) for remark in remarks)
    return PapersList(
        tuple(_uncounted(_marked(group, data), told_elsewhere, takes_copies) for group in groups if group.papers),
        tuple(sorted(dict.fromkeys(remarks), key=lambda remark: not remark.waives)),
        tuple(dict.fromkeys(cases)),
    )


def kinds(record: Procedure) -> list[tuple[Component, Kind]]:
    """Return what each official line of a record is, in official order."""
    return [(item, kind_under(title, item)) for title, group in _titled(record) for item in group.components]


def kind_under(title: Title, item: Component) -> Kind:
    """Return what an official line is under the title of its group."""
    if title.listed and item.line in title.listed.rows:
        return Kind.PAPER
    if item.line in title.described:
        return Kind.NOTE
    told = kind(item.text, item.originals, item.copies, title.over_notes)
    if told is Kind.PAPER and _is_of_office(title):
        return Kind.NOTE
    return Kind.PAPER if told is Kind.NOTE and _is_thing_shown(title, item) else told


def read_paper(component: Component, presented: bool = False) -> Paper:
    """Read one line that is a paper. `presented`: its heading says that it is only shown."""
    text = without_announcement(without_footnote(bare(component.text))[0])
    counts = read_counts(tidy(text), component.originals, component.copies)
    if holds_several(component.text):
        counts = replace(counts, originals=None, copies=None)
    name, *others = (paper_name(each) for each in split_alternatives(tidy(counts.text)))
    if others and not counts.either and all(map(_is_copy, (name, *others))):
        counts = replace(counts, originals=0, copies=component.copies or component.originals or None)
    return Paper(
        component=component,
        name=name,
        originals=counts.originals,
        copies=counts.copies,
        others=tuple(others),
        action="present" if presented or is_presented(text) else "submit",
        compared=not counts.either and compared_with_original(component.text),
        either=counts.either,
    )


def read_under(title: Title, item: Component) -> tuple[str, tuple[Paper, ...]]:
    """Read one line as `read_row` under the title of its group; one that an earlier row tells yields no paper."""
    if item.line in title.repeated:
        return "", ()
    if title.listed and item.line == title.listed.head:
        whole = item.model_copy(update={"text": title.listed.text, "originals": 0, "copies": 0})
        return "", (replace(read_paper(whole, title.presented), component=item, originals=None, copies=None),)
    heading, papers = read_row(item, title.presented or _is_thing_shown(title, item))
    return heading, tuple(_as_titled(paper, title.asked) for paper in papers)


def _as_titled(paper: Paper, asked: Asked) -> Paper:
    """Count a paper as the title over it asks, where the row counts it and its own words say nothing of the kind.

    Nobody hands in a copy of a request. Where the title asks for originals and the row counts copies, nobody knows.
    """
    counted = (paper.originals or 0) or (paper.copies or 0)
    own_words = _says_kind(paper) or (asked is not Asked.ORIGINALS and is_request(paper.name))
    if not counted or asked is Asked.NOTHING or own_words:
        return paper
    if asked is Asked.EITHER:
        return replace(paper, originals=None, copies=None, either=True)
    if asked is Asked.ORIGINALS and not paper.originals:
        return replace(paper, originals=None, copies=None)
    of_copies, of_originals = paper.copies or counted, paper.originals or counted
    originals, copies = (0, of_copies) if asked is Asked.COPIES else (of_originals, 0)
    return replace(paper, originals=originals, copies=copies)


def read_row(component: Component, presented: bool = False) -> tuple[str, tuple[Paper, ...]]:
    """Read one line that is a paper or a whole dossier; return its own heading, mostly empty, and its papers."""
    found = dossier_row(component.text)
    if not found:
        return "", (read_paper(component, presented),)
    return found.heading, tuple(_parts(component, found, presented))


def _parts(component: Component, found: DossierRow, presented: bool) -> Iterator[Paper]:
    for place, text in enumerate(found.papers, start=1):
        alone = component.model_copy(update={"text": text, "originals": 0, "copies": 0})
        yield replace(read_paper(alone, presented), component=component, part=place)


def _titled(record: Procedure) -> list[tuple[Title, ComponentGroup]]:
    return list(zip(read_titles(record), record.component_groups, strict=True))


def _is_thing_shown(title: Title, item: Component) -> bool:
    words = bare(item.text).split()
    uncounted = not (item.originals or item.copies)
    bare_noun = len(words) <= _LONGEST_THING and not item.text.strip().endswith(":")
    return title.beside_presented and uncounted and bare_noun


def _is_of_office(title: Title) -> bool:
    """Whether the papers under a title are the office's own, beside what the applicant hands in."""
    return title.by_office and title.kind is TitleKind.NOTE


def _groups(title: Title, group: ComponentGroup, alone: bool, labelled: bool) -> list[PaperGroup]:
    """Return the papers of one official group, and apart from them each dossier that one of its lines holds."""
    below = rows_below(_with_kinds(title, group))
    inside = {place for places in below.values() for place in places}
    rows = _rows(title, [item for place, item in enumerate(group.components) if place not in inside])
    is_case = title.kind is TitleKind.CASE
    shown = title.text if is_case or (title.kind is TitleKind.PART and (title.by_office or not alone)) else ""
    own = tuple(_labelled(paper) if labelled else paper for heading, papers in rows if not heading for paper in papers)
    dossiers = [(read_title(heading), papers) for heading, papers in rows if heading]
    starts = Counter(tuple(syllables(head.text)[:_ALIKE_HEADS]) for head, _ in dossiers)
    return (
        [PaperGroup(_with_label(group.title, shown, labelled), is_case, own)]
        + [
            PaperGroup(
                head.text, head.kind is TitleKind.CASE or starts[tuple(syllables(head.text)[:_ALIKE_HEADS])] > 1, papers
            )
            for head, papers in dossiers
        ]
        + [
            PaperGroup(
                _row_title(group.components[head], labelled), True, _papers_below(title, group, places, labelled)
            )
            for head, places in below.items()
        ]
    )


def _with_rows_for_all(groups: list[PaperGroup], lines: frozenset[str]) -> list[PaperGroup]:
    """Take papers that hold for all cases out of the last case; they stand in front of the cases."""
    shared = tuple(paper for group in groups for paper in group.papers if paper.component.line in lines)
    rest = [
        replace(group, papers=tuple(paper for paper in group.papers if paper.component.line not in lines))
        for group in groups
    ]
    return [PaperGroup("", False, shared), *rest] if shared else groups


def _rows(title: Title, items: list[Component]) -> list[tuple[str, tuple[Paper, ...]]]:
    """Read the papers among the rows of one group: the heading that each row has itself, mostly empty, and its papers."""
    lines = _ordered([item for item in items if kind_under(title, item) is Kind.PAPER])
    return [read_under(title, item) for item in _once(lines)]


def _papers_below(title: Title, group: ComponentGroup, places: range, labelled: bool) -> tuple[Paper, ...]:
    papers = (paper for _, read in _rows(title, [group.components[place] for place in places]) for paper in read)
    return tuple(_labelled(paper) if labelled else paper for paper in papers)


def _row_title(item: Component, labelled: bool) -> str:
    return _with_label(item.text, read_title(item.text).text, labelled)


def _with_kinds(title: Title, group: ComponentGroup) -> list[tuple[Component, Kind]]:
    return [(item, kind_under(title, item)) for item in group.components]


def _loose_headings(title: Title, group: ComponentGroup) -> list[Component]:
    """Return the headings that stand in rows and are no title of the rows below them."""
    rows = _with_kinds(title, group)
    below = rows_below(rows)
    return [item for place, (item, told) in enumerate(rows) if told is Kind.HEADING and place not in below]


def _remarks(title: Title, group: ComponentGroup, labelled: bool) -> list[Remark]:
    tells = title.kind is TitleKind.NOTE and not title.by_office
    own = [Remark(line_id(group.title), bare(title.text))] if tells else []
    return own + [remark for item in group.components for remark in _notes(title, item, labelled)]


def _notes(title: Title, item: Component, labelled: bool) -> Iterator[Remark]:
    """Yield what a line says as a note, or the footnote of a paper. A paper of the office is told under its title."""
    found = kind_under(title, item)
    if found is Kind.NOTE and _is_of_office(title):
        yield Remark(item.line, f"{title.text}: {bare(item.text)}")
    elif found in (Kind.NOTE, Kind.WAIVER):
        yield Remark(item.line, _with_label(item.text, bare(item.text), labelled), found is Kind.WAIVER)
    elif found is Kind.PAPER and not dossier_row(item.text) and (told := without_footnote(bare(item.text))[1]):
        yield Remark(item.line, told, kind(told) is Kind.WAIVER)


def _with_label(official: str, shown: str, labelled: bool) -> str:
    return f"{label(official)} {shown}".strip() if labelled and shown else shown


def _labelled(paper: Paper) -> Paper:
    return paper if paper.part else replace(paper, name=_with_label(paper.component.text, paper.name, True))


def _marked(group: PaperGroup, data: tuple[str, ...]) -> PaperGroup:
    papers = (replace(paper, if_asked=is_named(bare(paper.name), data)) for paper in group.papers)
    return replace(group, papers=tuple(papers))


def _uncounted(group: PaperGroup, told_elsewhere: bool, takes_copies: bool) -> PaperGroup:
    """Forget counts that other words overrule.

    `told_elsewhere`: the record says of rows without labels that they are copies. `takes_copies`: a note takes copies
    of its papers, which leaves only requests and papers that the row itself counts as copies.
    """
    papers = (
        replace(paper, originals=None, copies=None)
        if told_elsewhere or (takes_copies and _may_be_copy(paper))
        else paper
        for paper in group.papers
    )
    return replace(group, papers=tuple(papers))


def _may_be_copy(paper: Paper) -> bool:
    """Whether a note that takes copies speaks of a paper: no request, handed in, and no original by its own words."""
    handed_in = bool(paper.originals) and paper.action == "submit"
    return handed_in and not is_request(paper.name) and not _says_kind(paper)


def _says_kind(paper: Paper) -> bool:
    """Whether a row says itself, not only in its footnote, that its paper is an original or a copy."""
    return names_kind(without_footnote(bare(paper.component.text))[0])


def _has_sibling(item: Component, record: Procedure) -> bool:
    """Whether a heading in a row is one of several that begin alike: "a) Hồ sơ ... cho cá nhân gồm:", "b) ... tổ chức"."""
    start = syllables(bare(item.text))[:_ALIKE]
    others = (other for other in _lines(record) if other.line != item.line)
    return len(start) == _ALIKE and any(
        syllables(bare(other.text))[:_ALIKE] == start and number(other.text) != number(item.text) for other in others
    )


def _lines(record: Procedure) -> Iterator[Component]:
    return (item for group in record.component_groups for item in group.components)


def _once(lines: list[Component]) -> list[Component]:
    """Keep the first of the rows that are one official line; where their numbers differ, nobody knows the number."""
    first: dict[str, Component] = {}
    for item in lines:
        kept = first.setdefault(item.line, item)
        if (kept.originals, kept.copies) != (item.originals, item.copies):
            first[item.line] = kept.model_copy(update={"originals": 0, "copies": 0})
    return list(first.values())


def _ordered(lines: list[Component]) -> list[Component]:
    """Put lines into the order of their numbers where all are numbered in one style and no number stands twice."""
    numbers = [number(item.text) for item in lines]
    told = [found for found in numbers if found]
    if len(told) < len(lines) or len(set(told)) < len(told) or len({style for style, _ in told}) > 1:
        return lines
    return [item for _, item in sorted(zip(told, lines, strict=True), key=lambda pair: pair[0][1])]


def _is_copy(text: str) -> bool:
    """Whether an alternative asks for a copy, the first of them after the words that lead up to it."""
    return bool(re.search(r"(?:^|: )bản (?:sao|chụp|photo)", text, re.IGNORECASE))
