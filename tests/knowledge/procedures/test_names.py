"""Names of papers: no tails that announce other rows, no inner bullets, parentheses closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.names import paper_name, same_name, tidy, without_announcement, without_number_of_dossiers


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tài liệu về quy trình theo mẫu và đáp ứng các yêu cầu sau:", "Tài liệu về quy trình theo mẫu"),
        ("Tài liệu kiểm nghiệm phải đáp ứng được các yêu cầu sau:", "Tài liệu kiểm nghiệm"),
        ("Phương án, trong đó tối thiểu có các nội dung sau đây:", "Phương án"),
        ("Đơn đề nghị gồm tên và địa chỉ", "Đơn đề nghị gồm tên và địa chỉ"),
    ],
)
def test_a_name_does_not_end_by_announcing_other_rows(text: str, name: str) -> None:
    assert without_announcement(text) == name


def test_inner_bullets_and_a_label_before_the_paper_go() -> None:
    assert paper_name("giấy tờ phải nộp: đơn; - ảnh; + hộ chiếu") == "Đơn; ảnh; hộ chiếu"


def test_bullets_stay_where_an_item_has_a_list_or_a_condition_of_its_own() -> None:
    text = "Hồ sơ: +) Đơn; + Trường hợp đổi tên: giấy A; + Báo cáo"
    assert paper_name(text) == "Hồ sơ: + Đơn; + Trường hợp đổi tên: giấy A; + Báo cáo"
    assert paper_name("Hồ sơ: + Đơn; +) Báo cáo") == "Hồ sơ: Đơn; Báo cáo"


def test_the_number_of_dossiers_is_no_part_of_a_name() -> None:
    assert without_number_of_dossiers("Dự thảo hiến chương. - Số lượng hồ sơ: 01 (bộ).") == "Dự thảo hiến chương"


def test_an_open_parenthesis_is_closed_and_an_empty_one_dropped() -> None:
    assert (tidy("Giấy phép (nếu có"), tidy("Giấy phép ("), tidy("Giấy phép)")) == (
        "Giấy phép (nếu có)",
        "Giấy phép",
        "Giấy phép",
    )


@given(st.text(max_size=80))
def test_any_text_has_a_name_without_space_around(text: str) -> None:
    assert paper_name(text) == paper_name(text).strip()


def test_two_rows_name_one_paper_whatever_their_numbers_and_dots() -> None:
    assert same_name("1. Tờ khai;") == same_name("- tờ khai.") == "tờ khai"


def test_parentheses_around_a_whole_name_are_dropped() -> None:
    assert paper_name("(Bản cam kết của tổ chức)") == "Bản cam kết của tổ chức"
    assert paper_name("Đơn (bản chính)") == "Đơn (bản chính)"
