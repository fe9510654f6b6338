"""A whole dossier in one line: taken apart where its letters or numbers are unbroken, else left whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.dossier_rows import dossier_row


def test_a_heading_and_its_lettered_papers_are_told_apart() -> None:
    found = dossier_row("2.1. Hồ sơ đề nghị cấp lại gồm: a) Đơn đề nghị; b) Giấy phép đã cấp; c) Ảnh 4x6.")
    assert found
    assert (found.heading, found.papers) == (
        "Hồ sơ đề nghị cấp lại gồm:",
        ("Đơn đề nghị", "Giấy phép đã cấp", "Ảnh 4x6"),
    )


@pytest.mark.parametrize(
    "text",
    ["1. Đơn đề nghị. 2. Giấy phép đã cấp.", "V1. Đơn đề nghị. 2. Giấy phép đã cấp. II. Số lượng hồ sơ: 01 (bộ)."],
)
def test_a_line_that_starts_with_its_first_number_has_no_heading(text: str) -> None:
    found = dossier_row(text)
    assert found
    assert (found.heading, found.papers) == ("", ("Đơn đề nghị", "Giấy phép đã cấp"))


def test_two_bullets_after_a_colon_end_the_heading() -> None:
    found = dossier_row("Trường hợp nhập ban thì hồ sơ được quy định như sau: - - Biên bản họp và bản gốc quyết định.")
    assert found
    assert (found.heading, found.papers) == (
        "Trường hợp nhập ban thì hồ sơ được quy định như sau:",
        ("Biên bản họp và bản gốc quyết định.",),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Báo cáo gồm các nội dung: a) Tên tổ chức; b) Địa chỉ",
        "Hồ sơ gồm: a) Đơn đề nghị; c) Giấy phép",
        "Hồ sơ gồm: a) Đơn đề nghị; b) Người nộp chịu trách nhiệm trước pháp luật",
        "Đơn đề nghị theo điểm a) và b)",
    ],
)
def test_contents_of_a_paper_a_broken_series_and_duties_stay_whole(text: str) -> None:
    assert dossier_row(text) is None


@given(st.text(max_size=200))
def test_no_line_is_lost_or_invented(text: str) -> None:
    found = dossier_row(text)
    assert found is None or all(found.papers)
