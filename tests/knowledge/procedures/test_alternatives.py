"""Alternatives within one line are taken apart only where nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.alternatives import split_alternatives


def test_what_is_handed_in_instead_stands_apart() -> None:
    text = "Giấy chứng sinh; trường hợp không có giấy này thì nộp văn bản của người làm chứng"
    assert split_alternatives(text) == (
        "Giấy chứng sinh",
        "Trường hợp không có giấy này thì nộp văn bản của người làm chứng",
    )


def test_one_of_several_papers_is_a_choice() -> None:
    text = (
        "Giấy tờ chứng minh chỗ ở là một trong các giấy tờ sau: a) Giấy phép xây dựng; b) Hợp đồng mua nhà; c) Bản án"
    )
    assert split_alternatives(text) == (
        "Giấy tờ chứng minh chỗ ở: Giấy phép xây dựng", "Hợp đồng mua nhà", "Bản án",
    )  # fmt: skip


def test_two_simple_papers_joined_by_or_are_a_choice() -> None:
    assert split_alternatives("Đơn tố cáo hoặc biên bản ghi lời") == ("Đơn tố cáo", "Biên bản ghi lời")


@pytest.mark.parametrize(
    "text",
    [
        "Đơn đề nghị",
        "Giấy phép hoặc quyết định của cơ quan có thẩm quyền",
        "Bản chính hoặc bản sao giấy phép",
        "Đơn đề nghị; ảnh màu; trường hợp không có ảnh thì nộp giấy xác nhận",
        "Giấy phép (bản sao; trường hợp không có thì nộp bản chính)",
        "Giấy phép; trường hợp không có thay đổi thì không phải nộp",
        "Giấy phép kèm theo một trong các giấy tờ sau: Đơn đề nghị; Bản cam kết",
        "Đơn hoặc giấy",
    ],
)
def test_what_is_not_safe_to_split_stays_whole(text: str) -> None:
    assert split_alternatives(text) == (text,)


@given(st.text(alphabet="Giấy đơn hoặc;.:() một trong các tờ sau nếu không có thì", max_size=120))
def test_every_line_keeps_at_least_one_reading(text: str) -> None:
    assert split_alternatives(text)


@pytest.mark.parametrize(
    "text",
    ["Các giấy tờ chứng minh hoặc xác nhận thông tin đã sửa", "Văn bản phê duyệt hoặc công văn chấp thuận chung"],
)
def test_two_verbs_with_one_object_are_one_paper(text: str) -> None:
    assert split_alternatives(text) == (text,)
