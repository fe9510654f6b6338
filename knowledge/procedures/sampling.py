"""Samples of records for a review of the cleaning: one seed, one sample, spread evenly over levels and fields.

The review sheet puts the official text beside what we show and stays outside the repository; the verdict file
holds codes, line ids and our classification only.
"""

import random
import re
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from knowledge.procedures.amounts import why_unknown
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.districts import district_lines, reading
from knowledge.procedures.kinds import Kind
from knowledge.procedures.lines import line_id
from knowledge.procedures.models import Component, Fee, Procedure, SubmissionMethod
from knowledge.procedures.numbering import bare
from knowledge.procedures.offices import handlers, level
from knowledge.procedures.papers import Paper, kind_under, kinds, papers_list, read_under
from knowledge.procedures.titles import Title, read_title, read_titles
from knowledge.procedures.verdicts import ASPECTS

_SECTIONS = re.compile(
    r"^(?:Cách thức thực hiện|Thành phần hồ sơ|Cơ quan thực hiện|Cơ quan có thẩm quyền|Địa chỉ tiếp nhận HS|Cấp thực hiện):"
    r".*?(?=^[^\W\d_a-z][^:\n]{3,45}:)",
    re.MULTILINE | re.DOTALL,
)
_DISTRICT = re.compile(r"^.*\b(?:huyện|quận|thị xã|phòng tư pháp)\b.*$", re.MULTILINE | re.IGNORECASE)


def draw(catalogue: Catalogue, seed: int, size: int) -> list[Procedure]:
    """Draw `size` offered records: every n-th of those sorted by level and field, from a start that the seed gives.

    So each level and each large field has its share, and the sample needs no weights.
    """
    ordered = sorted(catalogue.offered(), key=lambda record: (record.level, record.field, record.procedure_code))
    step = max(len(ordered) / size, 1) if size else 1
    start = random.Random(seed).random() * step
    return [ordered[int(start + place * step)] for place in range(min(size, len(ordered)))]


def official_texts(source: Path, codes: set[str]) -> dict[str, str]:
    """Return the official texts `CODE.txt` of a folder or tar archive by code."""
    return {name.removesuffix(".txt"): text for name, text in _texts(source, {f"{code}.txt" for code in codes})}


def _texts(source: Path, wanted: set[str]) -> Iterator[tuple[str, str]]:
    if source.is_dir():
        yield from ((path.name, path.read_text("utf-8-sig")) for path in source.rglob("*.txt") if path.name in wanted)
        return
    with tarfile.open(source) as archive:
        for member in archive:
            name = member.name.rsplit("/", 1)[-1]
            if name in wanted and (content := archive.extractfile(member)):
                yield name, content.read().decode("utf-8-sig")


def skeleton(seed: int, digest: str, records: Iterable[Procedure]) -> str:
    """Return the verdict file to fill in: `verdict` is `ok` or `wrong`, empty while nobody judged."""
    content = {"seed": seed, "catalogue": digest[:12], "records": [_unjudged(record) for record in records]}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)


def _unjudged(record: Procedure) -> dict[str, Any]:
    titles = [
        (title, group.title)
        for title, group in zip(read_titles(record), record.component_groups, strict=True)
        if group.title
    ]
    return {
        "code": record.procedure_code,
        "level": str(record.level),
        "field": record.field,
        "components": [{"line": item.line, "kind": str(told), "verdict": ""} for item, told in kinds(record)],
        "titles": [{"line": line_id(text), "kind": str(title.kind), "verdict": ""} for title, text in titles],
        **{aspect: {"verdict": "", "why": ""} for aspect in ASPECTS},
    }


def sheet(seed: int, records: Iterable[Procedure], texts: dict[str, str]) -> str:
    """Return the review sheet in Markdown: per record the official text, then what we make of it, numbered."""
    parts = [f"# Review sheet, seed {seed}\n"]
    for place, record in enumerate(records, start=1):
        parts += [f"\n## {place}. {record.procedure_code} {record.name}\n", *_official(record, texts), *_shown(record)]
    return "\n".join(parts) + "\n"


def _official(record: Procedure, texts: dict[str, str]) -> list[str]:
    text = texts.get(record.procedure_code, "")
    sections = "\n".join(found.group().rstrip() for found in _SECTIONS.finditer(text)) or "(no official text given)"
    said = [line.strip()[:300] for line in _DISTRICT.findall(text)]
    return ["### Official text\n", "```", sections, "```", "\nLines with district words:", *(said or ["none"]), ""]


def _shown(record: Procedure) -> list[str]:
    flags = sorted({found.words for found in district_lines(record)})
    return [
        "### What we show\n",
        *_papers(record),
        "",
        *(_method(record, method) for method in record.methods),
        f"- handled by: {'; '.join(handlers(record)) or 'unknown'}; level: {level(record)}",
        f"- district wording: {', '.join(flags) or 'none'}; read as: {reading(record) or '-'}",
    ]


def _papers(record: Procedure) -> Iterator[str]:
    read = papers_list(record)
    papers = {(paper.component.line, paper.part): paper for group in read.groups for paper in group.papers}
    told = {remark.line: remark.text for remark in (*read.remarks, *read.cases)}
    over = {group.title for group in read.groups if group.is_case}
    place = 0
    for title, group in zip(read_titles(record), record.component_groups, strict=True):
        if group.title:
            yield f"\n[{line_id(group.title)}] title **{title.kind}**: {title.text or '(not shown)'}"
        for item in group.components:
            place += 1
            if kind_under(title, item) is Kind.HEADING and (shown := read_title(item.text).text) in over:
                yield f"{place}. [{item.line}] **heading** (shown as the case over its rows): {shown}"
            else:
                yield f"{place}. [{item.line}] {_component(title, item, papers, told)}"


def _component(title: Title, item: Component, papers: dict[tuple[str, int], Paper], told: dict[str, str]) -> str:
    found = kind_under(title, item)
    if found is not Kind.PAPER:
        where = "shown among the notes" if item.line in told else "not shown"
        return f"**{found}** ({where}): {told.get(item.line, bare(item.text))}"
    heading, read = read_under(title, item)
    shown = "".join(_paper(paper, papers[item.line, paper.part]) for paper in read)
    note = f"\n   - its footnote among the notes: {told[item.line]}" if item.line in told else ""
    under = f", a dossier under the heading {read_title(heading).text!r}" if heading else ""
    return f"**{found}**{under}{shown}{note}"


def _paper(paper: Paper, listed: Paper) -> str:
    """Return one paper as read from its line, with the name and the marks that it has in the whole list.

    Its counts are unknown, too, where other lines of the record overrule them.
    """
    counts = listed if (listed.originals, listed.copies, listed.either) == (None, None, False) else paper
    count = "an original or a copy" if counts.either else f"originals {counts.originals}, copies {counts.copies}"
    told = {"bring the original": paper.compared, "only if asked": listed.if_asked}
    more = [f"or: {other}" for other in paper.others] + [words for words, holds in told.items() if holds]
    start = f"\n   {paper.part}. " if paper.part else " "
    return "".join([f"{start}({count}, {paper.action}): {listed.name}", *(f"\n   - {words}" for words in more)])


def _method(record: Procedure, method: SubmissionMethod) -> str:
    time = f"{method.time.quantity:g} {method.time.unit}" if method.time.quantity and method.time.unit else "unknown"
    fees = "; ".join(_fee(record, fee) for fee in method.fees) or "none told"
    return f"- {method.method}: time {time} | {method.time.text[:300]}\n  - fees: {fees}"


def _fee(record: Procedure, fee: Fee) -> str:
    amount = f"unknown ({why_unknown(fee, level(record), handlers(record))})" if fee.amount is None else f"{fee.amount}"
    return f"{amount} | {fee.text[:200]}"
