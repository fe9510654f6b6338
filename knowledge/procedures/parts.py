"""A part: what one source says of one procedure. Parts of several sources merge into one `Procedure`.

The portal's raw answer (`detail`) is richest in the papers list and times, the text layout (`text`)
in everything that the raw answer gives only as ids, and the list (`listed`) alone tells the scope.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.procedures.models import Procedure

PRIORITY = ("detail", "text", "listed")
"""Which source's value wins where several give one."""


@dataclass(frozen=True)
class Part:
    """Fields of `Procedure` as one source of `kind` gives them, as of a date. Empty values say nothing."""

    procedure_code: str
    kind: str
    as_of: date
    fields: dict[str, Any]


def merge(parts: Iterable[Part]) -> Procedure | None:
    """Merge the parts of one procedure; None where only the list knows it (there is nothing to tell yet)."""
    ordered = sorted(parts, key=lambda part: PRIORITY.index(part.kind))
    told = [part for part in ordered if part.kind != "listed"]
    if not told:
        return None
    fields: dict[str, Any] = {}
    for part in reversed(ordered):
        fields.update({name: value for name, value in part.fields.items() if value not in ("", None, [], (), {})})
    return Procedure.model_validate(
        {**fields, "procedure_code": ordered[0].procedure_code, "as_of": max(part.as_of for part in told)}
    )
