"""What differs between two records of one procedure: fields by name, official lines by id."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from knowledge.procedures.lines import official_lines
from knowledge.procedures.models import Procedure

_SAME_ANYWAY = {"as_of", "procedure_code"}
_WRITTEN = ("component_groups", "step", "condition", "description")
"""Sections whose line ids are made from the line's own text; elsewhere the same id may stand over another text."""


class Told(BaseModel):
    """Base of what the report holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Line(Told):
    """One official line: where it stands, its id as `seen_in` names it, its text."""

    section: str
    line: str
    text: str


class Change(Told):
    """One procedure that changed: which fields, and which official lines disappeared or came.

    `first_detail`: the catalogue had no raw answer of the portal for it; some differences are then only those
    between two layouts.
    """

    procedure_code: str
    name: str
    fields: tuple[str, ...]
    gone: tuple[Line, ...] = ()
    came: tuple[Line, ...] = ()
    first_detail: bool = False


def change(old: Procedure, new: Procedure, first_detail: bool = False) -> Change | None:
    """Return what changed from `old` to `new`; None where nothing did but the day."""
    fields = tuple(
        name for name in Procedure.model_fields if name not in _SAME_ANYWAY and getattr(old, name) != getattr(new, name)
    )
    if not fields:
        return None
    before, after = dict(_lines(old)), dict(_lines(new))
    gone = tuple(line for key, line in before.items() if key not in after)
    came = tuple(line for key, line in after.items() if key not in before)
    return Change(
        procedure_code=new.procedure_code,
        name=new.name,
        fields=fields,
        gone=gone,
        came=came,
        first_detail=first_detail,
    )


def _lines(procedure: Procedure) -> Iterator[tuple[tuple[str, str], Line]]:
    for section, line, text in official_lines(procedure):
        told = _quantities(text) if section in _WRITTEN else text
        yield (line, told), Line(section=section, line=line, text=text)


def _quantities(text: str) -> str:
    """Return the quantities that follow a paper's line, without its code, which not every layout has."""
    return text.rpartition("  [")[2].partition("] ")[2]
