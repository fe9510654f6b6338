"""A part: what one source says of one procedure. Parts of several sources merge into one `Procedure`.

The portal's raw answer (`detail`) is richest in the papers list and times, the text layout (`text`)
in everything that the raw answer gives only as ids; the answer of the national `LayThuTuc` service
(`lay_thu_tuc`) has no quantities of papers. The list (`listed`) alone tells the scope, its spreadsheet
(`sheet`) only names. A procedure that left the list carries a mark (`withdrawn`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.procedures.durations import told_times
from knowledge.procedures.fees import told_fees
from knowledge.procedures.models import Procedure, Scope

PRIORITY = ("detail", "text", "lay_thu_tuc", "listed", "sheet")
"""Which source's value wins where several give one."""
LISTS = ("listed", "sheet")
"""Kinds that name a procedure and tell nothing of it."""
WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Part:
    """Fields of `Procedure` as one source of `kind` gives them, as of a date. Empty values say nothing.

    `version` is what the source itself calls this state of the record (the portal's time of change), empty where it
    says nothing.
    """

    procedure_code: str
    kind: str
    as_of: date
    fields: dict[str, Any]
    version: str = ""


def merge(parts: Iterable[Part]) -> Procedure | None:
    """Merge the parts of one procedure; None where only lists know it (there is nothing to tell yet).

    A withdrawn procedure keeps everything but its scope: no list says any more whom it is for.
    """
    given = list(parts)
    ordered = sorted((part for part in given if part.kind != WITHDRAWN), key=lambda part: PRIORITY.index(part.kind))
    told = [part for part in ordered if part.kind not in LISTS]
    if not told:
        return None
    fields: dict[str, Any] = {}
    for part in reversed(ordered):
        fields.update({name: value for name, value in part.fields.items() if value not in ("", None, [], (), {})})
    if is_withdrawn(given):
        fields["scope"] = Scope.UNKNOWN
    record = Procedure.model_validate(
        {**fields, "procedure_code": ordered[0].procedure_code, "as_of": max(part.as_of for part in told)}
    )
    return record.model_copy(update={"methods": told_times(told_fees(record.methods, record.as_of))})


def is_withdrawn(parts: Iterable[Part]) -> bool:
    """Whether the parts of one procedure carry the mark, and no list named the procedure on a later day."""
    days = {part.kind: part.as_of for part in parts}
    return WITHDRAWN in days and days[WITHDRAWN] >= days.get("listed", date.min)
