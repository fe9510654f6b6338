"""How many originals and copies: the row's numbers, unless the words say it with their kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.counts import Counts, compared_with_original, read_counts


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
        ("03 phiếu đăng ký dự thi", (1, 0), (3, 0, "03 phiếu đăng ký dự thi")),
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


@pytest.mark.parametrize("row", [(1, 0), (0, 1), (1, 1)])
@pytest.mark.parametrize(
    "text",
    [
        "Bản sao hoặc bản chính giấy khai sinh",
        "Hợp đồng thế chấp (01 bản chính hoặc 01 bản sao có chứng thực)",
        "Bản gốc (hoặc bản sao đã được chứng thực) giấy chứng nhận cư trú",
    ],
)
def test_a_copy_or_an_original_is_one_of_either_and_not_one_of_each(text: str, row: tuple[int, int]) -> None:
    read = read_counts(text, *row)
    assert (read.originals, read.copies, read.either) == (None, None, True)


@pytest.mark.parametrize(
    "text",
    [
        "Bản sao giấy phép, điều lệ công ty",
        "Bản phôtô một trong các giấy tờ tùy thân: thẻ căn cước, hộ chiếu",
        "Bằng tốt nghiệp (bản sao có chứng thực) của người được miễn thi",
        "Đối với chuyển nhượng vốn: người nộp thuế nộp thêm bản sao hợp đồng",
        "Bản sao kèm bản chính để đối chiếu hoặc bản sao điện tử có chứng thực từ bản chính quyết định",
    ],
)
def test_words_that_ask_for_a_copy_leave_no_original(text: str) -> None:
    assert (read_counts(text, 1, 1).originals, read_counts(text, 1, 1).copies) == (0, 1)


def test_an_original_beside_a_copy_keeps_the_rows_numbers() -> None:
    for text in ("Bản sao hộ chiếu; đơn đề nghị", "Bản sao bằng lái và bản chính đơn"):
        assert (read_counts(text, 1, 1).originals, read_counts(text, 1, 1).copies) == (1, 1)


def test_samples_counted_in_the_name_are_not_one_original() -> None:
    assert read_counts("Mẫu mạch tích hợp (04 mẫu), nếu đã khai thác", 1, 0).originals is None


def test_a_number_inside_a_sentence_counts_where_the_row_has_none() -> None:
    assert read_counts("Chứng từ đủ điều kiện: nộp 01 bản chụp khi làm thủ tục", 0, 0).copies == 1


@pytest.mark.parametrize("text", ["02 ảnh màu 4x6 cm", "01 năm kinh nghiệm", "01 trong các giấy tờ"])
def test_numbers_that_count_something_else_stay_in_the_name(text: str) -> None:
    assert read_counts(text, 2, 0).text == text


@pytest.mark.parametrize("text", ["Bản sao kèm bản chính để đối chiếu", "Bản sao, xuất trình hộ chiếu để đối chiếu"])
def test_the_original_is_brought_along_where_it_is_compared(text: str) -> None:
    assert compared_with_original(text)
    assert not compared_with_original("Bản sao có chứng thực")


def test_nobody_brings_the_original_where_a_certified_copy_will_do() -> None:
    assert not compared_with_original("Bản sao kèm bản chính để đối chiếu hoặc bản sao có chứng thực")


@given(st.text(max_size=80), st.integers(0, 9), st.integers(0, 9))
def test_reading_counts_never_raises_and_never_invents_text(text: str, originals: int, copies: int) -> None:
    assert read_counts(text, originals, copies).text in text


@pytest.mark.parametrize(
    "text", ["02 ảnh màu cỡ 3x4 cm", "Hai (02) ảnh chân dung", "01 tấm ảnh thẻ", "03 hình thẻ nền trắng"]
)
def test_photos_are_neither_originals_nor_copies_and_keep_their_number(text: str) -> None:
    counts = read_counts(text, 1, 1)
    assert (counts.originals, counts.copies, counts.text) == (None, None, text)


def test_an_opening_that_offers_only_copies_holds_for_all_it_lists() -> None:
    text = "Bản sao có chứng thực hoặc bản sao kèm bản chính để đối chiếu: Bằng tốt nghiệp; Giấy chứng nhận"
    assert read_counts(text, 1, 1).copies == 1
    assert read_counts(text, 1, 1).originals == 0
    assert read_counts("Bản sao hoặc bản chính: Bằng tốt nghiệp; Giấy phép", 1, 1).either


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các giấy tờ chứng minh: Bản sao có chứng thực quyết định hoặc bản sao có chứng thực giấy phép", (0, 1)),
        ("Tài liệu về trụ sở: Bản sao hợp đồng hoặc bản sao giấy phép; Bản sao sơ đồ", (0, 1)),
        ("Tài liệu chứng minh quyền: Bản sao giấy tờ tùy thân; Văn bản đồng ý", (None, None)),
        ("Tài liệu chứng minh quyền: Bản sao giấy phép hoặc bản sao hợp đồng, giấy đăng ký thuế", (None, None)),
    ],
)
def test_copies_after_a_label_are_told_only_where_all_are_copies(
    text: str, expected: tuple[int | None, int | None]
) -> None:
    counts = read_counts(text, 1, 0)
    assert (counts.originals, counts.copies) == expected


def test_a_number_of_papers_without_its_kind_is_of_the_kind_that_the_row_counts() -> None:
    assert read_counts("Kháng nghị hàng hải (02 bản)", 1, 0).originals == 2
    assert read_counts("Trích sao nhật ký (03 bản)", 0, 1).copies == 3
    assert read_counts("Kháng nghị hàng hải (03 bản)", 1, 1).originals is None


def test_numbers_that_the_words_contradict_are_unknown() -> None:
    assert read_counts("Đơn đề nghị; bản sao giấy phép", 1, 0).originals is None


OPTIONS = "(bản chính, bản sao có chứng thực, bản sao điện tử, bản sao kèm theo bản chính để đối chiếu)"


def test_options_in_a_list_take_an_original_or_a_copy_and_ask_nobody_to_bring_the_original() -> None:
    text = f"Bản vẽ thi công; thuyết minh biện pháp {OPTIONS}"
    assert read_counts(text, 1, 0).either
    assert not compared_with_original(text)
    assert not read_counts("Báo cáo (bản chính, bản sao)", 1, 1).either


@pytest.mark.parametrize(
    "text",
    [
        "Bản sao giấy khai sinh; trường hợp nộp bản chụp thì xuất trình bản chính để đối chiếu",
        "Bản sao hợp đồng kèm theo bản chính đối chiếu (khi có yêu cầu)",
        "Bản sao hợp đồng. Cơ quan thuế có quyền yêu cầu xuất trình bản chính để đối chiếu",
    ],
)
def test_the_original_comes_along_only_where_that_is_always_asked(text: str) -> None:
    assert not compared_with_original(text)
    assert compared_with_original("Trường hợp là con nuôi: bản chụp quyết định (kèm bản chính để đối chiếu)")


def test_an_original_of_one_paper_and_a_copy_of_another_leave_the_number_open() -> None:
    read = read_counts("01 bản chính danh sách nhân viên theo mẫu; 01 bản sao văn bằng", 1, 0)
    assert (read.originals, read.copies) == (None, None)


@pytest.mark.parametrize(
    ("text", "originals", "copies"),
    [
        ("Ảnh chân dung cỡ 3 x 4 cm, hoặc tệp tin ảnh khi nộp trực tuyến", 1, 1),
        ("Ảnh màu 9 x 12 cm", 1, 1),
        ("Ảnh chân dung 4 x 6 cm - 02 ảnh", 3, 0),
    ],
)
def test_photos_are_neither_originals_nor_copies(text: str, originals: int, copies: int) -> None:
    read = read_counts(text, originals, copies)
    assert (read.originals, read.copies) == (None, None)
    assert read_counts("Ảnh 4 x 6 cm", 2, 0).originals == 2


def test_numbers_of_several_papers_in_one_row_stay_in_its_words() -> None:
    text = "g.1) Giấy phép: 01 bản chụp; g.2) Giấy chứng nhận: 01 bản chụp"
    assert read_counts(text, 0, 1) == Counts(None, None, text)


def test_the_same_paper_offered_once_more_keeps_its_number() -> None:
    read = read_counts("01 bản sao có chứng thực hoặc 01 bản sao điện tử của giấy phép", 0, 1)
    assert (read.originals, read.copies) == (0, 1)


def test_originals_and_copies_of_one_paper_are_counted_as_spelt() -> None:
    read = read_counts("Hoá đơn: 01 bản chính, và 03 bản sao", 0, 0)
    assert (read.originals, read.copies) == (1, 3)


def test_an_original_in_one_case_and_a_copy_in_another_is_no_free_choice() -> None:
    read = read_counts("Giấy phép: 01 bản chính nếu xuất một lần hoặc 01 bản chụp nếu xuất nhiều lần", 1, 0)
    assert (read.originals, read.copies, read.either) == (None, None, False)


def test_a_choice_for_one_paper_is_none_for_the_next() -> None:
    read = read_counts("Giấy ra viện (bản chính hoặc bản sao); lệnh gọi (01 bản sao)", 1, 1)
    assert (read.originals, read.copies, read.either) == (None, None, False)
