"""The portal's whole list, read page by page, and what can be concluded from it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from knowledge.procedures import portal_json
from knowledge.procedures.errors import BadRecordError, PortalError, PortalRepeatsError
from knowledge.procedures.parts import Part
from knowledge.procedures.reading import procedure_code
from knowledge.procedures.sources.portal import LIST, Portal, last_id
from knowledge.procedures.sources.records import Refusal


class Pages(Protocol):
    """Where pages are kept as they come, so that a list that was broken off goes on where it was."""

    def pages(self) -> list[list[Any]]:
        """Return the pages read so far."""

    def add_page(self, rows: list[Any]) -> None:
        """Keep one more page."""

    @property
    def list_end(self) -> str | None:
        """How the list ended: "" at its end, else why it is not whole; None while it is being read."""

    def end_list(self, why_not_whole: str) -> None:
        """Keep how the list ended."""


@dataclass
class Listing:
    """The list as far as it was read: rows by code, what was refused, and why it is not whole, if it is not."""

    parts: dict[str, Part] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    why_not_whole: str = ""

    @property
    def whole(self) -> bool:
        """Whether a procedure that is not named here is not in the portal's list."""
        return not self.why_not_whole


def read_pages(portal: Portal, kept: Pages, told: Callable[[int], object] = lambda _: None) -> None:
    """Read the list to its end, going on after the pages in `kept`; `told` hears how many rows there are so far.

    A list that turns in a circle ends there and is kept as not whole. Raises `PortalError` when patience ends.
    """
    pages = kept.pages()
    seen = {last_id(rows) for rows in pages}
    after, count = (last_id(pages[-1]) if pages else None), sum(map(len, pages))
    while kept.list_end is None:
        try:
            rows = portal.page(after, seen) or portal.page(after, seen)
        except PortalRepeatsError as error:
            kept.end_list(str(error))
            return
        if not rows and not count:
            raise PortalError("the portal's list is empty")
        if not rows:
            kept.end_list("")
            return
        kept.add_page(rows)
        after, count = last_id(rows), count + len(rows)
        seen.add(after)
        told(count)


def listing(kept: Pages, as_of: date) -> Listing:
    """Read the kept rows. A code that stands twice counts as it stands last, as in an import, and is reported.

    The list of July 2026 has one: two procedures of two provinces under one code, but for a blank.
    """
    found = Listing(why_not_whole="it was not read to its end" if kept.list_end is None else kept.list_end)
    for number, row in enumerate(_rows(kept.pages()), 1):
        try:
            part = portal_json.read_listed(row, as_of)
            if part.procedure_code in found.parts:
                found.refusals.append(Refusal(f"{LIST}, row {number}", "code", _twice(part)))
            found.parts[part.procedure_code] = part
            found.named.add(part.procedure_code)
        except BadRecordError as error:
            found.refusals.append(Refusal(f"{LIST}, row {number}", error.field, error.reason))
            _name(found, row)
    return found


def _twice(part: Part) -> str:
    return (
        f"{part.procedure_code} stands in an earlier row too; this one counts, with the id {part.fields['portal_id']}"
    )


def _name(found: Listing, row: Any) -> None:
    """Remember that a refused row names a procedure: it is listed, even if we cannot read how."""
    try:
        found.named.add(procedure_code(str(row["code"])))
    except (BadRecordError, LookupError, TypeError):
        found.why_not_whole = found.why_not_whole or "a row names no procedure that can be read"


def _rows(pages: Iterable[list[Any]]) -> Iterable[Any]:
    return (row for page in pages for row in page)
