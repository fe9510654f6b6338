"""Single official values and their known traps."""

import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.errors import BadRecordError
from knowledge.procedures.models import TimeUnit
from knowledge.procedures.reading import fee, legal_basis, names, passages, procedure_code, processing_time, value


@pytest.mark.parametrize("code", ["1.001193", " 2.000635 ", "1.001193.000.00.00.H13", "3.000182"])
def test_a_procedure_code_is_recognised(code: str) -> None:
    assert procedure_code(code) == code.strip()


@pytest.mark.parametrize("text", ["", "abc", "1.12", "1001193", "1.001193; DROP TABLE"])
def test_what_is_no_procedure_code_is_refused_by_field(text: str) -> None:
    with pytest.raises(BadRecordError, match=r"procedure_code: .*such as 1\.001193") as refused:
        procedure_code(text)
    assert refused.value.field == "procedure_code"


@pytest.mark.parametrize("text", ["Không có thông tin", "Không có.", "không", "", None, "  "])
def test_the_records_words_for_nothing_are_empty(text: str | None) -> None:
    assert value(text) == ""


def test_a_value_is_one_line_in_one_unicode_form() -> None:
    assert value(unicodedata.normalize("NFD", "  Hộ \n tịch ")) == "Hộ tịch"


def test_an_enumeration_is_split_outside_parentheses_only() -> None:
    assert names("Công dân (nam, nữ), Tổ chức; Doanh nghiệp") == ("Công dân (nam, nữ)", "Tổ chức", "Doanh nghiệp")


@pytest.mark.parametrize(
    "note",
    [
        "",
        "Theo Nghị quyết của Hội đồng nhân dân tỉnh",
        "Miễn phí đối với người thuộc hộ nghèo",
        "Không thu phí trong trường hợp đăng ký đúng hạn",
        "Mức thu do HĐND tỉnh quy định",
    ],
)
def test_a_zero_without_a_waiver_for_everyone_is_unknown_and_keeps_its_note(note: str) -> None:
    read = fee(0, note)
    assert (read.amount, read.text) == (None, note)


@pytest.mark.parametrize("note", ["Miễn phí", "Không thu phí", "không thu lệ phí", "Miễn lệ phí"])
def test_a_zero_that_the_note_waives_for_everyone_is_free(note: str) -> None:
    assert fee(0, note).amount == 0


@pytest.mark.parametrize("note", ["Không", "Không.", "không"])
def test_a_fee_that_the_record_calls_none_is_free(note: str) -> None:
    assert fee(0, note).amount == fee(None, note).amount == 0


@pytest.mark.parametrize("note", ["Không quy định", "Chưa quy định"])
def test_a_fee_that_nobody_prescribes_is_unknown(note: str) -> None:
    assert fee(0, note).amount is None


@pytest.mark.parametrize("amount", [None, 0, 20])
def test_the_one_sum_that_the_words_name_is_the_fee(amount: float | None) -> None:
    assert fee(amount, "20.000 đ/tờ khai").amount == 20_000


def test_a_parenthesis_that_is_never_closed_is_no_part_of_a_note() -> None:
    assert fee(100_000, "(Phí thẩm định").text == "Phí thẩm định"


def test_a_waiver_that_ends_on_a_day_is_not_read_as_free_for_ever() -> None:
    assert fee(0, "Miễn phí từ ngày 07/4/2026 đến 30/6/2026 theo thông tư").amount is None


def test_ten_us_dollars_printed_as_ten_dong_are_unknown_and_keep_their_note() -> None:
    read = fee(10, "/bản")
    assert (read.amount, read.text) == (None, "/bản")


def test_a_sum_below_two_thousand_dong_holds_only_where_the_words_spell_it() -> None:
    assert fee(2000, "một trang").amount == 2000
    assert fee(500, "500 đồng một trang").amount == 500
    assert fee(500, "một trang").amount is None


@pytest.mark.parametrize("amount", [None, math.nan, math.inf, -math.inf, -20000.0])
def test_an_amount_that_is_no_sum_of_money_is_unknown(amount: float | None) -> None:
    assert fee(amount, "").amount is None


@pytest.mark.parametrize(
    ("quantity", "unit", "expected"),
    [
        ("3", "WORKING_DAY", (3, TimeUnit.WORKING_DAY)),
        (15, "DAY", (15, TimeUnit.DAY)),
        ("20", "ngày", (20, TimeUnit.DAY)),
        ("0,5", "WORKING_DAY", (0.5, TimeUnit.WORKING_DAY)),
        ("2", "HOUR", (2, TimeUnit.HOUR)),
        ("1", "MONTH", (1, TimeUnit.MONTH)),
    ],
)
def test_times_are_read_with_their_unit(quantity: str, unit: str, expected: tuple[float, TimeUnit]) -> None:
    read = processing_time(quantity, unit)
    assert (read.quantity, read.unit) == expected


@pytest.mark.parametrize(
    ("quantity", "unit"), [("1", "OTHER"), ("", "OTHER"), (None, ""), ("0", "DAY"), ("x", "DAY"), ("-1", "DAY")]
)
def test_an_unresolved_time_is_unknown_as_a_whole_and_keeps_its_text(quantity: str | None, unit: str) -> None:
    read = processing_time(quantity, unit, "Theo mô tả")
    assert not read.known
    assert (read.quantity, read.unit, read.text) == (None, None, "Theo mô tả")


def test_a_year_is_twelve_months() -> None:
    read = processing_time("3", "YEAR")
    assert (read.quantity, read.unit) == (36, TimeUnit.MONTH)


def test_an_unresolved_time_is_read_from_the_cases_before_the_words() -> None:
    cases = processing_time(1, "WORKING_DAY")
    assert processing_time(1, "OTHER", "Không quá 5 ngày", cases).quantity == 1
    assert processing_time(1, "OTHER", "Không quá 5 ngày").quantity == 5
    assert not processing_time(1, "OTHER", "5 ngày; trường hợp cấp lại 2 ngày").known


@given(st.one_of(st.none(), st.floats(), st.text(max_size=12)), st.text(max_size=12), st.text(max_size=40))
def test_reading_a_time_never_raises(quantity: float | str | None, unit: str, text: str) -> None:
    read = processing_time(quantity, unit, text)
    assert read.quantity is None or 0 < read.quantity < math.inf


@given(st.one_of(st.none(), st.floats()), st.text(max_size=60))
def test_reading_a_fee_never_raises_and_never_invents_a_free_one(amount: float | None, note: str) -> None:
    read = fee(amount, note)
    assert read.amount != 0 or note.strip()


def test_an_article_is_given_only_where_the_title_names_it() -> None:
    assert legal_basis("Khoản 2 Điều 15 Luật Hộ tịch", "60/2014/QH13").article == "Khoản 2 Điều 15"
    assert legal_basis("Sửa đổi một số điều của Luật Hộ tịch", "60/2014/QH13").article is None


def test_an_article_that_the_number_names_is_kept() -> None:
    assert legal_basis("Quy định về rừng", "Điều 9 Nghị định số 180/2026/NĐ-CP").article == "Điều 9"


def test_a_law_without_a_number_is_known_by_its_title() -> None:
    assert legal_basis("Luật Hộ tịch", "").number == "Luật Hộ tịch"


def test_prose_becomes_addressable_lines_without_empty_ones() -> None:
    read = passages("step", "- Bước 1: Nộp.\n\n  -  \n+ Bước 2: Nhận.")
    assert [(item.kind, item.text) for item in read] == [("step", "Bước 1: Nộp."), ("step", "Bước 2: Nhận.")]
    assert len({item.line for item in read}) == 2


def test_prose_that_says_nothing_has_no_lines() -> None:
    assert passages("step", "Không có thông tin") == passages("step", None) == []


def test_a_sum_that_the_council_decides_is_told_and_not_known() -> None:
    told = fee(150000, "Mức lệ phí do Hội đồng nhân dân tỉnh quyết định")
    assert (told.amount, told.text.startswith("150000 VNĐ ")) == (None, True)


def test_a_time_that_the_words_contradict_is_unknown_and_told() -> None:
    words = "18 ngày, kể từ ngày nhận đủ hồ sơ"
    assert processing_time(25, "DAY", words) == processing_time("", "OTHER", words, None).model_copy(
        update={"quantity": None, "unit": None}
    )


def test_a_sum_typed_in_thousands_or_foreign_money_is_unknown() -> None:
    assert fee(500, "theo Thông tư số 1/2025/TT-BTC").amount is None
    assert fee(50, "") == fee(50, None)
    assert (fee(50, "").amount, fee(50, "").text) == (None, "50 VNĐ")
    assert fee(1000, "1.000 đồng một trang").amount == 1000
