"""Tables as Excel writes them: separators, byte order mark, titles above the header, numbers and dates."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from knowledge.offices.errors import UnreadableTableError
from knowledge.offices.sheets import read_sheet

COLUMNS = {"code": ("Mã thủ tục", "code"), "day": ("Ngày",)}


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_every_separator_is_read_with_and_without_a_mark(csv_file: Callable, separator: str, encoding: str) -> None:
    sheet = read_sheet(csv_file(f"STT{separator}Mã thủ tục", f"1{separator}a", encoding=encoding), COLUMNS, ["code"])
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, {"code": "a"})]
    assert sheet.columns == {"code": "Mã thủ tục"}


def test_the_header_may_stand_below_a_title_and_be_spelt_freely(csv_file: Callable) -> None:
    sheet = read_sheet(csv_file("DANH MỤC;;", ";;", "STT;MÃ  THỦ TỤC;ngay", "1;a;b", ";;", "2;c;"), COLUMNS, ["code"])
    assert [(row.number, row.first, dict(row.cells)) for row in sheet.rows] == [
        (4, "1", {"code": "a", "day": "b"}),
        (6, "2", {"code": "c", "day": ""}),
    ]


def test_a_cell_beyond_the_header_is_told(csv_file: Callable) -> None:
    (short, long) = read_sheet(csv_file("code;Ngày", "a", "a;b;c"), COLUMNS, ["code"]).rows
    assert (short.cells, short.surplus, long.surplus) == ({"code": "a", "day": ""}, False, True)


def test_numbers_and_days_of_a_workbook_become_text(xlsx_file: Callable) -> None:
    path = xlsx_file(["Danh mục"], ["Mã thủ tục", "Ngày"], [1.00119, datetime(2026, 11, 1)], [31120.0, None], [7, True])
    assert [tuple(row.cells.values()) for row in read_sheet(path, COLUMNS, ["code"]).rows] == [
        ("1.001190", "2026-11-01"),
        ("31120", ""),
        ("7", "True"),
    ]


def test_a_table_without_the_column_says_which_it_looks_for(csv_file: Callable) -> None:
    with pytest.raises(UnreadableTableError, match=r"code \(Mã thủ tục or code\)"):
        read_sheet(csv_file("STT;Tên", "1;a"), COLUMNS, ["code"])


@pytest.mark.parametrize("content", [b"", "Mã thủ tục;Phường".encode("utf-16"), b"\xff\xfe\x00", b'code\n"a\n'])
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableTableError, match=r"table\.csv"):
        read_sheet(path, COLUMNS, ["code"])


@pytest.mark.parametrize("name", ["table.xlsx", "missing.csv", "missing.xlsx"])
def test_a_missing_file_or_a_false_workbook_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "table.xlsx").write_text("no workbook")
    with pytest.raises(UnreadableTableError, match=name):
        read_sheet(tmp_path / name, COLUMNS, ["code"])


@given(st.text(max_size=80))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(("code;Ngày\n" + text).encode("utf-8", "surrogatepass"))
    try:
        rows = read_sheet(path, COLUMNS, ["code"]).rows
    except UnreadableTableError:
        return
    assert all(set(row.cells) <= set(COLUMNS) for row in rows)
