"""Whether a record's list of papers as shown tells every official line, and each once."""

from collections.abc import Iterable

from knowledge.procedures.kinds import Kind
from knowledge.procedures.models import Component, Procedure
from knowledge.procedures.papers import papers_list
from knowledge.procedures.titles import read_titles


def tells_every_line(record: Procedure, told: Iterable[tuple[Component, Kind]]) -> bool:
    """Whether every paper of `told` (`papers.kinds` of the record) is shown or repeated, and every note stands there."""
    read = papers_list(record)
    papers = {paper.component.line for found in read.groups for paper in found.papers}
    notes = {remark.line for remark in read.remarks}
    repeated = {line for title in read_titles(record) for line in title.repeated}
    wanted = {item.line for item, found in told if found is Kind.PAPER}
    others = {item.line for item, found in told if found in (Kind.NOTE, Kind.WAIVER)}
    return papers | repeated >= wanted >= papers and others <= notes
