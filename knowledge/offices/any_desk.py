"""The city's list of procedures that any desk accepts, whatever the citizen's address (phi địa giới hành chính)."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path

from pydantic import Field

from knowledge.offices.errors import UnreadableTableError
from knowledge.offices.importing import Refusal
from knowledge.offices.keeping import keep, kept
from knowledge.offices.sheets import SheetRow, read_sheet
from knowledge.procedures.models import Record

COLUMNS = {"procedure_code": ("Mã thủ tục", "Mã TTHC", "Mã số TTHC", "Mã số", "Mã số thủ tục", "Mã", "procedure_code")}
_CODE = re.compile(r"(\d\.\d{6,9})(?:\.000\.00\.00\.[A-Z]\d+)?")
"""A code, as it stands in the catalogue or with the tail that a province's list may give it."""


class Standing(Enum):
    """Whether any desk accepts a procedure."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    UNKNOWN = "unknown"


class AnyDeskList(Record):
    """The list with the decision that publishes it. `complete` false: rows were refused, so absence says nothing."""

    document: str = Field(min_length=1)
    dated: date
    source: str = Field(min_length=1)
    complete: bool = True
    procedure_codes: tuple[str, ...] = Field(min_length=1)


@dataclass
class AnyDeskImport:
    """What became of a list's rows. `doubled`: codes that stand twice; `strange`: codes that no catalogue has.

    `headings`: rows without a code and without a number before them, as in "I. Hộ tịch".
    """

    codes: int = 0
    changed: bool = False
    doubled: int = 0
    headings: int = 0
    strange: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def imported_list(path: Path) -> AnyDeskList | None:
    """Return the imported list, None until there is one. Raises `BadOfficesError`."""
    return kept(path, AnyDeskList)


def standing(published: AnyDeskList | None, procedure_code: str) -> Standing:
    """Tell whether any desk accepts `procedure_code`, as far as is known."""
    if published and procedure_code in published.procedure_codes:
        return Standing.LISTED
    return Standing.NOT_LISTED if published and published.complete else Standing.UNKNOWN


def import_any_desk(
    path: Path, kept_at: Path, document: str, dated: date, source: str, catalogue: Collection[str] = ()
) -> AnyDeskImport:
    """Replace the list by that of `path`. `catalogue`: known codes, to report the others; they stay in the list.

    Raises `UnreadableTableError`; the old list stays where no row of the new one can be read.
    """
    sheet = read_sheet(path, COLUMNS, ("procedure_code",))
    report, codes = AnyDeskImport(), dict[str, None]()
    for row in sheet.rows:
        told = _CODE.fullmatch(row.cells["procedure_code"])
        if not told:
            _leave_out(row, sheet.columns["procedure_code"], report)
            continue
        report.doubled += told[1] in codes
        codes[told[1]] = None
    if not codes:
        raise UnreadableTableError(f"{path}: no row has a procedure code such as 1.001193")
    report.codes, report.strange = len(codes), [code for code in codes if catalogue and code not in catalogue]
    listed = AnyDeskList(
        document=document,
        dated=dated,
        source=source,
        complete=not report.refusals,
        procedure_codes=tuple(sorted(codes)),
    )
    report.changed = keep(kept_at, listed)
    return report


def _leave_out(row: SheetRow, column: str, report: AnyDeskImport) -> None:
    code = row.cells["procedure_code"]
    if not code and not row.first.rstrip(".").isdigit():
        report.headings += 1
        return
    reason = f"{code!r} is no procedure code such as 1.001193" if code else "is empty"
    report.refusals.append(Refusal(row.number, column, reason))
