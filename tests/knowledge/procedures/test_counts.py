"""How many originals and copies: the row's numbers, unless the words say it with their kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.counts import compared_with_original, read_counts


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ("Tờ khai: 02 bản chính", (0, 0), (2, 0, "Tờ khai")),
        ("Hóa đơn (01 bản chụp)", (1, 0), (0, 1, "Hóa đơn")),
        ("01 bản sao giấy phép", (0, 0), (0, 1, "bản sao giấy phép")),
        ("Đơn đề nghị; Bản chính: 01 Bản sao: 00", (1, 1), (1, 0, "Đơn đề nghị")),
        ("Bảng kê: 03 bản", (3, 0), (3, 0, "Bảng kê")),
        ("01 tờ khai theo mẫu", (1, 0), (1, 0, "tờ khai theo mẫu")),
        ("02 bộ bản vẽ", (1, 0), (2, 0, "02 bộ bản vẽ")),
    ],
)
def test_a_number_in_words_is_moved_to_the_numbers(
    text: str, row: tuple[int, int], expected: tuple[int, int, str]
) -> None:
    read = read_counts(text, *row)
    assert (read.originals, read.copies, read.text) == expected


def test_where_neither_the_row_nor_the_words_say_it_is_unknown() -> None:
    read = read_counts("Giấy phép", 0, 0)
    assert (read.originals, read.copies) == (None, None)


def test_a_copy_is_counted_as_a_copy_although_the_row_says_original() -> None:
    read = read_counts("Bản sao giấy khai sinh", 1, 0)
    assert (read.originals, read.copies) == (0, 1)


def test_a_copy_or_an_original_keeps_the_rows_numbers() -> None:
    read = read_counts("Bản sao hoặc bản chính giấy khai sinh", 1, 0)
    assert (read.originals, read.copies) == (1, 0)


@pytest.mark.parametrize("text", ["02 ảnh màu 4x6 cm", "01 năm kinh nghiệm", "01 trong các giấy tờ"])
def test_numbers_that_count_something_else_stay_in_the_name(text: str) -> None:
    assert read_counts(text, 2, 0).text == text


@pytest.mark.parametrize("text", ["Bản sao kèm bản chính để đối chiếu", "Bản sao, xuất trình hộ chiếu để đối chiếu"])
def test_the_original_is_brought_along_where_it_is_compared(text: str) -> None:
    assert compared_with_original(text)
    assert not compared_with_original("Bản sao có chứng thực")


@given(st.text(max_size=80), st.integers(0, 9), st.integers(0, 9))
def test_reading_counts_never_raises_and_never_invents_text(text: str, originals: int, copies: int) -> None:
    assert read_counts(text, originals, copies).text in text
