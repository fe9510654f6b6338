"""Importing the operator's table: good rows stay, bad ones are told by row and column, again changes nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.offices.details import imported
from knowledge.offices.errors import UnreadableTableError
from knowledge.offices.importing import import_offices
from knowledge.offices.template import template

HEADER = "Loại;Mã đơn vị;Tên;Địa chỉ;Giờ làm việc;Điện thoại;Nguồn;Ngày"
CAI_KHE = "Phường;31120;Phường Cái Khế;12 Đường Thử;7:00-11:00;0292 3123456;Công văn 1;01/11/2026"


@pytest.fixture
def kept_at(tmp_path: Path) -> Path:
    return tmp_path / "var" / "details.json"


def test_a_filled_in_row_is_kept_with_its_source_and_day(csv_file: Callable, kept_at: Path) -> None:
    report = import_offices(csv_file(HEADER, CAI_KHE), kept_at)
    assert (report.added, report.refusals) == (1, [])
    found = imported(kept_at)["31120"]
    assert (found.kind, found.address, found.source, str(found.as_of)) == (
        "ward", "12 Đường Thử", "Công văn 1", "2026-11-01",
    )  # fmt: skip


def test_importing_again_changes_nothing(csv_file: Callable, kept_at: Path) -> None:
    table = csv_file(HEADER, CAI_KHE)
    import_offices(table, kept_at)
    before = kept_at.read_bytes(), kept_at.stat().st_mtime_ns
    report = import_offices(table, kept_at)
    assert (report.added, report.unchanged) == (0, 1)
    assert (kept_at.read_bytes(), kept_at.stat().st_mtime_ns) == before


def test_a_newer_row_replaces_and_an_older_one_does_not(csv_file: Callable, kept_at: Path) -> None:
    import_offices(csv_file(HEADER, CAI_KHE), kept_at)
    assert import_offices(csv_file(HEADER, CAI_KHE.replace("2026", "2025").replace("12 Đ", "9 Đ")), kept_at).older == 1
    assert imported(kept_at)["31120"].address == "12 Đường Thử"
    assert (
        import_offices(csv_file(HEADER, CAI_KHE.replace("01/11", "02/11").replace("12 Đ", "9 Đ")), kept_at).changed == 1
    )
    assert imported(kept_at)["31120"].address == "9 Đường Thử"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("Công văn 1", ""), "row 2: Nguồn: "),
        (("01/11/2026", ""), "row 2: Ngày: "),
        (("01/11/2026", "31/11/2026"), "row 2: Ngày: '31/11/2026' is no day"),
        (("31120", "1"), "row 2: Mã đơn vị: '1' is no ward or commune"),
        (("Phường;", "Xã;"), "row 2: Loại: 31120 is Phường Cái Khế"),
        (("Phường;", "Quán;"), "row 2: Loại: 'Quán' is none of"),
        (("0292 3123456", "2923123456"), "row 2: Điện thoại: '2923123456' is no phone number"),
        (("12 Đường Thử", "12; Đường Thử"), "row 2: row: has more cells than the header"),
    ],
)
def test_a_bad_row_is_told_by_row_and_column_and_the_others_stay(
    csv_file: Callable, kept_at: Path, change: tuple[str, str], told: str
) -> None:
    good = CAI_KHE.replace("31120;Phường Cái Khế", "31135;Phường Ninh Kiều")
    report = import_offices(csv_file(HEADER, CAI_KHE.replace(*change), good), kept_at)
    assert [str(refusal)[: len(told)] for refusal in report.refusals] == [told]
    assert list(imported(kept_at)) == ["31135"]


def test_an_empty_template_adds_nothing(csv_file: Callable, kept_at: Path) -> None:
    report = import_offices(csv_file(*template({}).lstrip("\ufeff").splitlines()), kept_at)
    assert (report.added, report.refusals) == (0, [])
    assert report.empty > 2 * 103


def test_police_of_a_ward_and_other_offices_are_kept_by_name(csv_file: Callable, kept_at: Path) -> None:
    rows = [
        "Công an xã, phường;31120;;12 Đường Thử;;;Công văn 1;2026-11-01",
        "tax;;Thuế cơ sở 1;13 Đường Thử;;;Công văn 1;2026-11-01",
        "Trung tâm thành phố;can-tho-centre;;14 Đường Thử;;;Công văn 1;2026-11-01",
    ]
    assert import_offices(csv_file(HEADER, *rows), kept_at).added == 3
    names = {office: found.name for office, found in imported(kept_at).items()}
    assert names["commune_police-31120"] == "Công an phường Cái Khế"
    assert names["tax-thue-co-so-1"] == "Thuế cơ sở 1"
    assert names["can-tho-centre"].startswith("Trung tâm Phục vụ hành chính công")


def test_a_workbook_is_imported_like_a_csv(xlsx_file: Callable, kept_at: Path) -> None:
    row = ["Phường", 31120, "", "12 Đường Thử", None, None, "Công văn 1", "2026-11-01"]
    assert import_offices(xlsx_file(HEADER.split(";"), row), kept_at).added == 1


def test_a_table_without_source_or_day_is_refused_whole(csv_file: Callable, kept_at: Path) -> None:
    with pytest.raises(UnreadableTableError, match="Nguồn"):
        import_offices(csv_file("Loại;Mã đơn vị;Địa chỉ", "Phường;31120;12"), kept_at)
    assert not kept_at.exists()
