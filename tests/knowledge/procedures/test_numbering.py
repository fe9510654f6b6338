"""Bullets and numbering are no part of a paper's name, and tell its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.numbering import bare, number


@pytest.mark.parametrize(
    "text",
    [
        "1. Tờ khai", "1) Tờ khai", "(1) Tờ khai", "1.2. Tờ khai", "a) Tờ khai", "đ) - Tờ khai", "(iv) Tờ khai", "I. Tờ khai",
        "- + * Tờ khai", "3/ Tờ khai", "b.1) Tờ khai", "... Tờ khai", "⃰ Tờ khai", "Thành phần hồ sơ 2: Tờ khai",
        "Tên mẫu đơn, tờ khai: Tờ khai", "1. a) (i) Tờ khai",
    ],
)  # fmt: skip
def test_numbering_and_bullets_are_taken_off(text: str) -> None:
    assert bare(text) == "Tờ khai"


@pytest.mark.parametrize(
    "text", ["02 ảnh màu", "10 ngày", "01 bản chính", "Đơn a) hoặc b)", "Thành phần hồ sơ:", "4x6 cm"]
)
def test_numbers_that_mean_something_stay(text: str) -> None:
    assert bare(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2. Đơn", ("digit", 2)), ("(3) Đơn", ("digit", 3)), ("đ) Đơn", ("letter", 5)), ("i) Đơn", ("letter", 9)),
        ("(i) Đơn", ("roman", 1)), ("(iv) Đơn", ("roman", 4)), ("- b) Đơn", ("letter", 2)), ("Đơn", None), ("2.1. Đơn", None),
    ],
)  # fmt: skip
def test_a_number_has_a_style_and_a_place(text: str, expected: tuple[str, int] | None) -> None:
    assert number(text) == expected


@given(st.text(max_size=60))
def test_taking_numbering_off_ends_and_is_done_once(text: str) -> None:
    assert bare(bare(text)) == bare(text)
    number(text)
