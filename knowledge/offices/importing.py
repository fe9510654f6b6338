"""Importing addresses, hours and phones from the operator's table. Bad rows are reported, good ones stay."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from knowledge.offices.dates import read_day
from knowledge.offices.details import CENTRES, OF_EACH_UNIT, ImportedDetails, OfficeDetails, imported, kinds, office_id
from knowledge.offices.errors import BadCellError
from knowledge.offices.keeping import keep
from knowledge.offices.loading import offices
from knowledge.offices.sheets import SheetRow, read_sheet
from knowledge.vietnamese.folding import fold

COLUMNS = {
    "kind": ("Loại", "kind"),
    "unit_code": ("Mã đơn vị", "unit_code"),
    "name": ("Tên", "name"),
    "address": ("Địa chỉ", "address"),
    "hours": ("Giờ làm việc", "hours"),
    "phone": ("Điện thoại", "phone"),
    "source": ("Nguồn", "source"),
    "as_of": ("Ngày", "as_of"),
}
"""Each field with the names that its column may have; the first one stands in the template."""
_TOLD = ("address", "hours", "phone")


@dataclass(frozen=True)
class Refusal:
    """Why a row was not taken."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"row {self.row}: {self.column}: {self.reason}"


@dataclass
class OfficeImport:
    """What became of a table's rows. `empty`: rows of the template that nobody filled in; `older`: known newer."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    older: int = 0
    empty: int = 0
    refusals: list[Refusal] = field(default_factory=list)


def import_offices(path: Path, kept_at: Path) -> OfficeImport:
    """Take the rows of `path` over into `kept_at`. Raises `UnreadableTableError` and `BadOfficesError`."""
    sheet = read_sheet(path, COLUMNS, ("kind", "unit_code", "source", "as_of"))
    known, report = dict(imported(kept_at)), OfficeImport()
    for row in sheet.rows:
        if not any(row.cells.get(told) for told in _TOLD):
            report.empty += 1
            continue
        try:
            _take(known, _details(row), report)
        except BadCellError as error:
            column = sheet.columns.get(error.column, error.column)
            report.refusals.append(Refusal(row.number, column, error.reason))
    keep(kept_at, ImportedDetails(offices=tuple(known[office] for office in sorted(known))))
    return report


def _take(known: dict[str, OfficeDetails], details: OfficeDetails, report: OfficeImport) -> None:
    before = known.get(details.office)
    if before == details:
        report.unchanged += 1
    elif before and before.as_of > details.as_of:
        report.older += 1
    else:
        report.added += before is None
        report.changed += before is not None
        known[details.office] = details


def _details(row: SheetRow) -> OfficeDetails:
    if row.surplus:
        raise BadCellError("row", "has more cells than the header; put a text with the separator into quotes")
    cells = row.cells
    kind, unit_code = _kind(cells["kind"]), cells["unit_code"]
    office = office_id(kind, unit_code, cells.get("name", ""))
    told = {name: cells.get(name, "") for name in (*_TOLD, "source")}
    try:
        values = {"office": office, "kind": kind, "name": _name(kind, cells), "as_of": read_day(cells["as_of"]), **told}
        return OfficeDetails.model_validate(values | {"unit_code": unit_code if kind in OF_EACH_UNIT else ""})
    except ValidationError as error:
        first = error.errors()[0]
        raise BadCellError(str(first["loc"][0]), first["msg"].removeprefix("Value error, ")) from error
    except ValueError as error:
        raise BadCellError("as_of", str(error)) from error


def _kind(told: str) -> str:
    by_name = {fold(name): kind for kind, name in kinds().items()}
    return by_name.get(fold(told), told)


def _name(kind: str, cells: Mapping[str, str]) -> str:
    """Return today's official name of a centre, the told name of another office, or one made of its unit's."""
    unit = offices().centre if kind == "city_centre" else offices().by_code.get(cells["unit_code"])
    if kind in CENTRES and unit:
        return unit.name
    made = f"{kinds()[kind].removesuffix(' xã, phường')} {unit.name.lower()[0]}{unit.name[1:]}" if unit else ""
    return cells.get("name", "") or made
