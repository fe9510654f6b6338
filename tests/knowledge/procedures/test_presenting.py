"""What is only shown at the desk, and what is handed in."""

import pytest

from knowledge.procedures.presenting import is_presented


@pytest.mark.parametrize(
    "text",
    [
        "Xuất trình hộ chiếu",
        "Chỉ xuất trình thẻ bảo hiểm y tế",
        "Giấy chứng nhận đăng ký xe (xuất trình)",
        "Người tham gia bảo hiểm y tế phải xuất trình thẻ căn cước",
    ],
)
def test_papers_to_show_are_recognised(text: str) -> None:
    assert is_presented(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bản sao hộ chiếu (xuất trình bản chính để đối chiếu)",
        "Xuất trình hoặc gửi bản sao giấy phép",
        "Người nộp xuất trình hộ chiếu và nộp đơn đề nghị",
        "Đơn đề nghị",
    ],
)
def test_papers_to_hand_in_are_not(text: str) -> None:
    assert not is_presented(text)
