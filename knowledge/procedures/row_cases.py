"""Cases that stand in rows with their papers below them: "- Đối với dự án ..., bổ sung:", then "+ Bản sao ..." rows.

Rows are in no reliable order, so this is read only where every plus sign of the group stands right below a case.
"""

from collections.abc import Sequence

from knowledge.procedures.kinds import Kind, names_case
from knowledge.procedures.models import Component


def rows_below(rows: Sequence[tuple[Component, Kind]]) -> dict[int, range]:
    """Return for each row that heads a case the places of the rows below it.

    Empty where a heading has no row of its own, where a row with a plus sign belongs to none, or none is a paper.
    """
    heads = [place for place, (_, told) in enumerate(rows) if told is Kind.HEADING]
    found = {place: range(place + 1, _end(rows, place + 1)) for place in heads}
    below = {place for inside in found.values() for place in inside}
    whole = below == {place for place, (item, _) in enumerate(rows) if item.under}
    named = all(inside and names_case(rows[place][0].text) for place, inside in found.items())
    papers = all(any(rows[place][1] is Kind.PAPER for place in inside) for inside in found.values())
    return found if whole and named and papers and not below & set(heads) else {}


def _end(rows: Sequence[tuple[Component, Kind]], start: int) -> int:
    """Return the place behind the unbroken rows with a plus sign from `start`."""
    return next((place for place in range(start, len(rows)) if not rows[place][0].under), len(rows))
