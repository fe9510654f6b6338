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


def test_numbers_hold_for_all_where_copies_or_one_of_several_are_listed() -> None:
    assert not holds_several("Bản sao các giấy tờ sau: - Giấy khai sinh; - Giấy chứng tử")
    assert not holds_several("Một trong các giấy tờ sau: - Giấy khai sinh; - Giấy chứng tử")
    assert holds_several("Giấy tờ chứng minh: - Giấy khai sinh; - Giấy chứng tử")


@pytest.mark.parametrize("mark", ["-", "+"])
def test_papers_after_dashes_stand_apart_without_a_heading(mark: str) -> None:
    found = dossier_row(f"Đơn đăng ký thi. {mark} Phụ lục theo tháng. {mark} Phụ lục theo quý.")
    assert found
    assert (found.heading, found.papers) == ("", ("Đơn đăng ký thi", "Phụ lục theo tháng", "Phụ lục theo quý"))


@pytest.mark.parametrize("lead", ["2. Hồ sơ đăng ký thương nhân gồm:", "Thành phần, số lượng hồ sơ:"])
def test_a_dossier_with_papers_after_dashes_is_taken_apart(lead: str) -> None:
    found = dossier_row(f"{lead} - Đơn đề nghị; - Giấy phép cũ; - Bản sao hợp đồng.")
    assert found
    assert found.papers == ("Đơn đề nghị", "Giấy phép cũ", "Bản sao hợp đồng")


@pytest.mark.parametrize(
    "text",
    [
        "Đề án hoạt động gồm các nội dung: - Kế hoạch thu chi; - Phương án kỹ thuật",
        "Đơn đề nghị. - Giấy phép; hoặc - Giấy xác nhận",
        "Đơn đề nghị. - Người nộp chịu trách nhiệm; - Giấy phép",
        "Hồ sơ cấp lại của chi nhánh; - Đơn đề nghị; - Giấy phép",
    ],
)
def test_contents_alternatives_and_sentences_after_dashes_stay_whole(text: str) -> None:
    assert dossier_row(text) is None


def test_lettered_papers_leave_the_number_of_their_row_open() -> None:
    assert holds_several("Đối với cửa hàng a) Đơn đề nghị cấp lại; b) Giấy phép cũ")
    assert not holds_several("Bản sao một trong các giấy tờ: a) Giấy phép; b) Hợp đồng thuê")
    assert not holds_several("Bản giải trình có nội dung: a) Kế hoạch kinh doanh; b) Báo cáo tài chính")
