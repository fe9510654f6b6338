"""Where the numbers of a row disagree with its words, the words win or nobody knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.agreement import Asked, agreed_numbers, asked_of_all, names_kind

UNKNOWN = (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Đơn xin phép; bản sao giấy phép cũ",
        "Danh sách nhân viên kèm theo bản sao chứng chỉ của từng người",
        "Bản chính giấy phép và bản sao hợp đồng thuê kho",
        "Biên bản giám định hoặc bản sao giấy xác nhận khuyết tật",
    ],
)
def test_one_original_is_not_told_where_the_words_also_name_a_copy(text: str) -> None:
    assert agreed_numbers(text, 1, 0) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ("Đối với thị trường thử, tài liệu chứng minh là 01 bản sao phiếu thẩm định", (1, 0), (0, 1)),
        ("Trường hợp được truy tặng: Bản sao quyết định truy tặng", (1, 0), (0, 1)),
        ("Hợp đồng nhập khẩu: 1 (một) bản sao có đóng dấu của thương nhân", (1, 0), (0, 1)),
        ("Giấy khám mắt kèm theo bản chính để đối chiếu", (1, 0), (0, 1)),
        ("Bản gốc giấy đăng ký tàu", (1, 1), (1, 0)),
        ("Bản chính tờ trình", (0, 1), (1, 0)),
        ("Tờ trình của chủ dự án (bản chính)", (1, 1), (1, 0)),
    ],
)
def test_words_that_speak_of_the_whole_row_win(text: str, row: tuple[int, int], expected: tuple[int, int]) -> None:
    assert agreed_numbers(text, *row) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tờ khai xuất khẩu. Trường hợp miễn khai thì không phải nộp bản sao tờ khai",
        "Đơn đề nghị cấp bản sao giấy phép từ sổ gốc",
        "Giấy đăng ký tàu",
        "Hồ sơ công bố theo Mẫu số 02 quy định tại Phụ lục III",
        "Xuất trình hộ chiếu, bản chính để đối chiếu",
    ],
)
def test_a_copy_that_is_not_handed_in_changes_no_number(text: str) -> None:
    assert agreed_numbers(text, 1, 0) == (1, 0)


def test_a_copy_named_after_the_original_stays_a_copy() -> None:
    assert agreed_numbers("Bản sao y bản chính giấy chứng nhận hợp quy", 0, 1) == (0, 1)


def test_an_original_beside_a_copy_of_another_paper_keeps_both_numbers() -> None:
    assert agreed_numbers("Đơn đề nghị; bản sao hộ chiếu", 1, 1) == (1, 1)
    assert agreed_numbers("Quy trình sản xuất; hoặc bản sao giấy chứng nhận", 1, 1) == UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "Hồ sơ đề nghị cấp phép theo quy định tại Điều 5",
        "Thành phần hồ sơ gồm: Danh sách người tham gia",
        "Các giấy tờ quy định tại điểm b khoản 1 Điều 7",
    ],
)
def test_a_row_that_stands_for_a_whole_dossier_has_no_number_of_its_own(text: str) -> None:
    assert agreed_numbers(text, 1, 0) == UNKNOWN


def test_a_number_in_a_later_sentence_that_differs_makes_the_number_unknown() -> None:
    text = "Tờ khai hàng hóa. Trường hợp khai trên giấy thì nộp 02 bản chính"
    assert agreed_numbers(text, 1, 0) == UNKNOWN
    assert agreed_numbers(text, 2, 0) == (2, 0)


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Các giấy tờ phải nộp (bản chính), mỗi loại 01 bản, gồm:", Asked.ORIGINALS),
        ("Một trong các giấy tờ sau (là bản chính hoặc bản sao có chứng thực):", Asked.EITHER),
        ("Hồ sơ gồm bản sao và xuất trình bản chính để đối chiếu các giấy tờ sau:", Asked.COPIES),
        ("Số lượng: 05 bộ (01 bộ bản gốc và 04 bộ bản sao)", Asked.NOTHING),
        ("Hồ sơ cấp lại gồm:", Asked.NOTHING),
        ("", Asked.NOTHING),
    ],
)
def test_a_title_may_ask_one_kind_of_all_its_papers(title: str, asked: Asked) -> None:
    assert asked_of_all(title) is asked


def test_a_paper_may_name_its_own_kind() -> None:
    assert names_kind("Bản chính đơn")
    assert names_kind("Giấy phép (bản sao)")
    assert not names_kind("Giấy phép")


@given(st.text(max_size=120), st.integers(0, 9), st.integers(0, 9))
def test_no_number_is_invented(text: str, originals: int, copies: int) -> None:
    told = agreed_numbers(text, originals, copies)
    assert told == UNKNOWN or set(told) <= {0, originals, copies}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Mẫu đá và hai (02) bộ phiếu ghi mẫu", (1, 0)),
        ("Tờ khai theo mẫu (nộp 02 tờ khai trong trường hợp nộp giấy)", (1, 0)),
        ("01 tờ khai đăng ký", (1, 1)),
        ("Hồ sơ hỗ trợ đào tạo: hợp đồng đào tạo, danh sách học viên", (1, 0)),
    ],
)
def test_a_number_in_the_words_that_the_row_does_not_share_leaves_it_open(text: str, row: tuple[int, int]) -> None:
    assert agreed_numbers(text, *row) == UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "Đơn theo Mẫu số 02 ban hành kèm theo Nghị định này",
        "Giấy tờ theo Phần 8 Bộ quy chế",
        "Giấy do hai bộ trở lên cấp",
    ],
)
def test_numbers_of_forms_and_of_ministries_are_no_numbers_of_papers(text: str) -> None:
    assert agreed_numbers(text, 1, 0) == (1, 0)


def test_a_title_says_that_the_dossier_is_of_originals() -> None:
    assert asked_of_all("Số lượng hồ sơ: 01 bộ là bản gốc") is Asked.ORIGINALS


def test_a_change_of_something_takes_no_copy_away() -> None:
    assert agreed_numbers("Tài liệu khi thay đổi hạn dùng (bản gốc văn bản hoặc bản sao hợp lệ)", 0, 1) == (None, None)
