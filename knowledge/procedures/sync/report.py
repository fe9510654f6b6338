"""The change report of one synchronisation, as JSON and as text."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from knowledge.procedures.sync.differences import Change, Line, Told

_MOST_LINES = 12
"""Lines of one change that the text shows; the JSON holds all."""


class Named(Told):
    """A procedure by code and name."""

    procedure_code: str
    name: str


class StaleGuide(Told):
    """A guide to look at: the official lines it points at that are gone, or procedures that were withdrawn."""

    procedure_code: str
    lines: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


class NotTaken(Told):
    """A record that was refused, as `Refusal` names it."""

    file: str
    field: str
    reason: str


class SyncReport(Told):
    """What a synchronisation found. `why_not_whole` is empty where the list was read to its end."""

    portal: str
    started: datetime
    listed: int
    why_not_whole: str = ""
    details_read: int = 0
    details_not_read: int = 0
    list_tells_changes: bool = False
    new: tuple[Named, ...] = ()
    changed: tuple[Change, ...] = ()
    withdrawn: tuple[Named, ...] = ()
    returned: tuple[Named, ...] = ()
    why_none_withdrawn: str = ""
    guides: tuple[StaleGuide, ...] = ()
    refusals: tuple[NotTaken, ...] = ()
    only: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def complete(self) -> bool:
        """Whether everything was read and could be concluded."""
        return not (self.refusals or self.why_not_whole or self.why_none_withdrawn)


def write(report: SyncReport, folder: Path) -> Path:
    """Write the report as JSON and text into `folder`, named by its start; return the JSON's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{report.started:%Y-%m-%dT%H%M%SZ}{'-dry-run' if report.dry_run else ''}.json"
    path.write_text(report.model_dump_json(indent=1) + "\n", encoding="utf-8")
    path.with_suffix(".txt").write_text(text(report) + "\n", encoding="utf-8")
    return path


def text(report: SyncReport) -> str:
    """Return the report for a reader."""
    return "\n".join([*_head(report), *_body(report)])


def _head(report: SyncReport) -> Iterator[str]:
    yield f"{report.portal}, read from {report.started:%Y-%m-%d %H:%M} UTC"
    whole = f"NOT WHOLE: {report.why_not_whole}" if report.why_not_whole else "whole"
    yield f"list: {report.listed} procedures, {whole}"
    how = "the list tells which changed" if report.list_tells_changes else "the list does not tell which changed"
    yield f"records: {report.details_read} read, {report.details_not_read} not read ({how})"
    if report.why_none_withdrawn:
        yield f"withdrawn: nothing, because {report.why_none_withdrawn}"
    if report.only:
        yield f"only: {', '.join(report.only)}"
    if report.dry_run:
        yield "dry run: the catalogue stays as it was"


def _body(report: SyncReport) -> Iterator[str]:
    yield from _section("new", [_named(item) for item in report.new])
    yield from _section("changed", ["\n".join(_change(item)) for item in report.changed])
    yield from _section("withdrawn", [_named(item) for item in report.withdrawn])
    yield from _section("listed again", [_named(item) for item in report.returned])
    yield from _section("guides to look at", [_guide(item) for item in report.guides])
    yield from _section("refused", [f"{item.file}: {item.field}: {item.reason}" for item in report.refusals])


def _section(title: str, items: list[str]) -> Iterator[str]:
    yield f"{title}: {len(items)}"
    yield from (f"  {item}" for item in items)


def _named(item: Named) -> str:
    return f"{item.procedure_code} {item.name}"


def _change(item: Change) -> Iterator[str]:
    first = " (read in full for the first time)" if item.first_detail else ""
    yield f"{item.procedure_code} {item.name}: {', '.join(item.fields)}{first}"
    yield from _signed("-", item.gone)
    yield from _signed("+", item.came)


def _signed(sign: str, lines: Iterable[Line]) -> Iterator[str]:
    told = list(lines)
    for line in told[:_MOST_LINES]:
        yield f"    {sign} {line.section} {line.line}: {line.text}"
    if len(told) > _MOST_LINES:
        yield f"    {sign} and {len(told) - _MOST_LINES} more lines"


def _guide(item: StaleGuide) -> str:
    told = [*item.lines, *(f"{code} was withdrawn" for code in item.withdrawn)]
    return f"{item.procedure_code}: {', '.join(told)}"
