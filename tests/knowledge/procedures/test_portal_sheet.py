"""The portal's list as a spreadsheet: its columns, its traps, and the six real exports."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures import portal_sheet, sources
from knowledge.procedures.errors import BadRecordError
from knowledge.procedures.parts import Part, merge
from tests.catalogue import SHARED, need
from tests.knowledge.procedures.samples import HEADING, workbook

DAY = date(2026, 7, 18)
ROW = ("1.000001", " Cấp  giấy thử ", "Bộ Thử", "Ủy ban nhân dân cấp xã\nSở Thử", "Hộ tịch\nCư trú")


def only(data: bytes) -> Part | BadRecordError:
    ((_, found),) = portal_sheet.read(data, DAY)
    return found


def test_a_row_names_a_procedure_who_promulgates_and_who_handles_it() -> None:
    assert only(workbook([ROW])) == Part(
        "1.000001",
        "sheet",
        DAY,
        {
            "name": "Cấp giấy thử",
            "promulgated_by": "Bộ Thử",
            "handled_by": ("Ủy ban nhân dân cấp xã", "Sở Thử"),
            "field": "Hộ tịch, Cư trú",
        },
    )


def test_columns_are_found_by_their_heading_wherever_they_stand() -> None:
    found = only(workbook([("Cấp giấy thử", "x", "1.000001")], ("TÊN", "Ghi chú", "mã số")))
    assert isinstance(found, Part)
    assert (found.procedure_code, found.fields) == ("1.000001", {"name": "Cấp giấy thử"})


def test_empty_rows_are_nothing() -> None:
    assert [number for number, _ in portal_sheet.read(workbook([ROW, (None, ""), ROW]), DAY)] == [3, 5]


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ((1.0001, "Tên"), "column A (ma so)", "loses its last zeros"),
        (("1.01", "Tên"), "column A (ma so)", "is not a procedure code"),
        ((None, "Tên"), "column A (ma so)", "is not a procedure code"),
        (("1.000001",), "column B (ten)", "is empty"),
        (("1.000001", "Không có thông tin"), "column B (ten)", "is empty"),
        (("1.000001", "Tên", "", 7), "column D (co quan thuc hien)", "is no text"),
    ],
)
def test_a_bad_row_is_refused_by_its_column(row: tuple[object, ...], field: str, reason: str) -> None:
    found = only(workbook([row]))
    assert isinstance(found, BadRecordError)
    assert (found.field, reason in found.reason) == (field, True)


def test_a_workbook_without_the_heading_is_refused() -> None:
    with pytest.raises(BadRecordError, match="heading: no row among the first 20"):
        list(portal_sheet.read(workbook([ROW], ("Code", "Name")), DAY))


def test_a_list_with_a_heading_alone_holds_nothing() -> None:
    assert list(portal_sheet.read(workbook([]), DAY)) == []


@given(st.binary(max_size=300), st.integers(0, 4000))
def test_any_damage_is_one_refusal_or_none(noise: bytes, at: int) -> None:
    data = workbook([ROW])
    found: list[object] = []
    with suppress(BadRecordError):
        found = list(portal_sheet.read(data[:at] + noise + data[at + len(noise) :], DAY))
    assert len(found) <= 1


def test_a_procedure_that_only_a_spreadsheet_names_has_no_record() -> None:
    found = only(workbook([ROW]))
    assert isinstance(found, Part)
    assert merge([found]) is None


def test_a_spreadsheet_fills_in_but_never_wins() -> None:
    sheet = only(workbook([ROW]))
    assert isinstance(sheet, Part)
    text = Part("1.000001", "text", DAY, {"name": "Tên trong bản ghi", "field": ""})
    record = merge([sheet, text])
    assert record is not None
    assert (record.name, record.field, record.offered) == ("Tên trong bản ghi", "Hộ tịch, Cư trú", False)


def test_the_six_real_exports_are_read_whole() -> None:
    folder = SHARED / "portal-xlsx"
    need(folder)
    found = list(sources.read(folder, DAY))
    assert [item for item in found if not isinstance(item, Part)] == []
    parts = [item for item in found if isinstance(item, Part)]
    assert (len(parts), len({part.procedure_code for part in parts})) == (2639, 2639)
    assert all(part.fields["name"] and part.fields["promulgated_by"] and part.fields["field"] for part in parts)
    assert len(HEADING) == 5
