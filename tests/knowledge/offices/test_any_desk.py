"""The list of what any desk accepts: listed, not listed, or unknown, and never "not listed" by a bad row."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.offices.any_desk import AnyDeskImport, AnyDeskList, Standing, import_any_desk, imported_list, standing
from knowledge.offices.errors import UnreadableTableError

HEADER = "STT;Mã thủ tục;Tên thủ tục"
GOOD = ("1;1.001193;Khai sinh", "2;1.004194;Tạm trú")


@pytest.fixture
def kept_at(tmp_path: Path) -> Path:
    return tmp_path / "var" / "any-desk.json"


def take(path: Path, kept_at: Path, **values: object) -> AnyDeskImport:
    told = {"document": "1/QĐ-UBND", "dated": date(2026, 10, 1), "source": "Công báo"} | values
    return import_any_desk(path, kept_at, **told)  # type: ignore[arg-type]


def test_until_a_list_is_imported_nothing_is_known(kept_at: Path) -> None:
    assert standing(imported_list(kept_at), "1.001193") is Standing.UNKNOWN


def test_a_procedure_is_on_the_list_or_not(csv_file: Callable, kept_at: Path) -> None:
    assert take(csv_file(HEADER, *GOOD), kept_at).codes == 2
    published = imported_list(kept_at)
    assert published is not None
    assert (published.document, published.dated) == ("1/QĐ-UBND", date(2026, 10, 1))
    assert standing(published, "1.001193") is Standing.LISTED
    assert standing(published, "1.000656") is Standing.NOT_LISTED


def test_a_bad_row_is_told_the_others_stay_and_absence_says_nothing(csv_file: Callable, kept_at: Path) -> None:
    report = take(csv_file(HEADER, *GOOD, "3;1.00;x", "4;;y"), kept_at)
    assert [str(refusal) for refusal in report.refusals] == [
        "row 4: Mã thủ tục: '1.00' is no procedure code such as 1.001193",
        "row 5: Mã thủ tục: is empty",
    ]
    assert standing(imported_list(kept_at), "1.001193") is Standing.LISTED
    assert standing(imported_list(kept_at), "1.000656") is Standing.UNKNOWN


def test_titles_headings_doubles_and_the_tail_of_old_lists_are_understood(csv_file: Callable, kept_at: Path) -> None:
    rows = ("DANH MỤC;;", HEADER, "I;;Hộ tịch", *GOOD, "3;1.001193.000.00.00.H13;Khai sinh")
    report = take(csv_file(*rows), kept_at)
    assert (report.codes, report.doubled, report.headings, report.refusals) == (2, 1, 1, [])


def test_importing_again_changes_nothing_and_a_new_list_replaces_the_old(csv_file: Callable, kept_at: Path) -> None:
    assert take(csv_file(HEADER, *GOOD), kept_at).changed
    assert not take(csv_file(HEADER, *GOOD), kept_at).changed
    assert take(csv_file(HEADER, GOOD[0]), kept_at).changed
    assert standing(imported_list(kept_at), "1.004194") is Standing.NOT_LISTED


def test_codes_that_the_catalogue_lacks_are_told_and_kept(csv_file: Callable, kept_at: Path) -> None:
    report = take(csv_file(HEADER, *GOOD), kept_at, catalogue={"1.001193"})
    assert (report.strange, report.codes) == (["1.004194"], 2)


@pytest.mark.parametrize("rows", [(HEADER,), (HEADER, "1;abc;x"), ("STT;Tên", "1;x")])
def test_a_list_without_any_code_leaves_the_old_one(csv_file: Callable, kept_at: Path, rows: tuple[str, ...]) -> None:
    take(csv_file(HEADER, *GOOD), kept_at)
    with pytest.raises(UnreadableTableError):
        take(csv_file(*rows), kept_at)
    assert standing(imported_list(kept_at), "1.001193") is Standing.LISTED


def test_a_workbook_keeps_codes_that_excel_took_for_numbers(xlsx_file: Callable, kept_at: Path) -> None:
    take(xlsx_file(HEADER.split(";"), [1, 1.00119, "x"], [2, "2.000815", "y"]), kept_at)
    published = imported_list(kept_at)
    assert published is not None
    assert published.procedure_codes == ("1.001190", "2.000815")


def test_a_list_names_its_decision() -> None:
    with pytest.raises(ValueError, match="document"):
        AnyDeskList(document="", dated=date(2026, 1, 1), source="x", procedure_codes=("1.001193",))
