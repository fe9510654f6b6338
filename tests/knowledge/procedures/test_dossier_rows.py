"""A whole dossier in one line: taken apart where its letters or numbers are unbroken, else left whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.dossier_rows import dossier_row, holds_several


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


def test_a_numbered_case_with_papers_after_dashes_is_taken_apart() -> None:
    found = dossier_row("(1) Người đang hưởng chế độ chết: - Giấy khai tử. - Bản khai của người lo mai táng.")
    assert found
    assert found.heading.startswith("Người đang hưởng chế độ chết")
    assert found.papers == ("Giấy khai tử", "Bản khai của người lo mai táng")


@pytest.mark.parametrize(
    "text",
    [
        "Một hoặc một số giấy tờ làm căn cứ: - Giấy tờ gốc; - Giấy tờ liên quan",
        "Đối với đơn vị cấp trên: Giấy xác nhận. Nếu thiếu: - Biên bản thẩm tra; - Biên bản xét duyệt",
        "Đối với người lao động: - Giấy xác nhận; - Lý lịch gốc; - Giấy xác nhận",
    ],
)
def test_dashes_that_hide_a_second_heading_stay_whole(text: str) -> None:
    assert dossier_row(text) is None
    assert holds_several(text)


def test_a_line_that_starts_with_a_document_holds_no_dossier() -> None:
    assert not holds_several("Giấy tờ chứng minh: - Giấy khai sinh; - Giấy chứng tử")
