"""Dossier codes are found however they are typed; nothing else is taken for one."""

import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.codes import Problem, code_in_scan, find_codes, normalise, province, unit

NEW, OLD = "H13.12-250701-0001", "000.00.04.H51-200221-0001"


def codes(text: str) -> list[str | None]:
    return [attempt.code for attempt in find_codes(text)]


@pytest.mark.parametrize("code", [NEW, OLD, "H05-260101-10000", "H18.106.02-260718-99998", "000.90.03.H32-191231-0042"])
def test_both_families_are_codes_with_four_or_five_final_digits(code: str) -> None:
    assert normalise(code) == code
    assert codes(f"Hồ sơ {code} tới đâu rồi?") == [code]


@pytest.mark.parametrize(
    "typed",
    [
        "h13.12-250701-0001",
        "H13 . 12 - 250701 - 0001",
        "H13.12–250701—0001",
        "H13 12 250701 0001",
        "H13,12-250701-0001",
        "h13 chấm 12 gạch 250701 gạch 0001",
        "h13 cham 12 gach 250701 gach 0001",
        "H13 chấm 12 gạch ngang 250701 gạch nối 0001",
        unicodedata.normalize("NFD", "H13 chấm 12 gạch 250701 gạch 0001"),
        "\uff28\uff11\uff13.12-250701-0001",
        "H13.12_250701_0001",
        "H13.12\n- 250701-0001",
    ],
)
def test_every_way_of_typing_leads_to_the_same_code(typed: str) -> None:
    assert codes(f"cho hỏi {typed} ạ") == [NEW]
    assert normalise(typed) == NEW


@pytest.mark.parametrize(
    "text",
    [
        f"mã hồ sơ:{NEW}",
        f"hồ sơ - {NEW}.",
        f"Xem giúp tôi. {NEW}, cảm ơn",
        f"3. {NEW}",
        f"thủ tục 1.001193 {NEW} sđt 0912345678",
        f"{NEW} chậm 5 ngày rồi",
        f"({NEW})",
        f"ở {NEW}-nộp hôm qua",
    ],
)
def test_what_stands_around_a_code_does_not_hide_it(text: str) -> None:
    assert codes(text) == [NEW]


def test_several_codes_are_found_in_order_with_their_places() -> None:
    text = f"{OLD} và h13.12-250701-0001/H13.12-250701-00025"
    found = find_codes(text)
    assert [attempt.code for attempt in found] == [OLD, NEW, "H13.12-250701-00025"]
    assert all(text[attempt.start : attempt.end] == attempt.raw for attempt in found)


@pytest.mark.parametrize(
    ("typed", "problem", "suggestion"),
    [
        ("H13.12-25O701-0001", Problem.LETTERS, NEW),
        ("Hl3.12-250701-000I", Problem.LETTERS, NEW),
        ("OOO.00.04.H51-200221-0001", Problem.LETTERS, OLD),
        ("H1.12-250701-0001", Problem.UNIT, None),
        ("00.00.04.H51-200221-0001", Problem.UNIT, None),
        ("000.00.04.51-200221-0001", Problem.UNIT, None),
        ("00 chấm 00 chấm 04 chấm H51 gạch 200221 gạch 0001", Problem.UNIT, None),
        ("H13.12-25071-0001", Problem.DATE, None),
        ("H13.12-20250701-0001", Problem.DATE, None),
        ("H13.12-251301-0001", Problem.DATE, None),
        ("H13.12-250230-0001", Problem.DATE, None),
        ("H13.12-250701-001", Problem.FINAL_DIGITS, None),
        ("H13.12-250701-000123", Problem.FINAL_DIGITS, None),
        ("H13.12-250701", Problem.FINAL_DIGITS, None),
        ("H13.12-250701-0001-2", Problem.FINAL_DIGITS, None),
        ("H13.12-2507010001", Problem.SEPARATORS, NEW),
    ],
)
def test_a_mistyped_code_is_an_attempt_with_a_hint(typed: str, problem: Problem, suggestion: str | None) -> None:
    (attempt,) = find_codes(f"tra giúp {typed} với")
    assert (attempt.code, attempt.raw, attempt.problem, attempt.suggestion) == (None, typed, problem, suggestion)
    assert normalise(typed) is None


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_a_hint_about_syntax_only(problem: Problem) -> None:
    assert len(problem.hint) > 20
    assert "tồn tại" not in problem.hint


OTHER_NUMBERS = [
    "thủ tục 1.001193",
    "1.001193-1.000894",
    "2.000815.000.00.00.H55",
    "Nghị định 118/2025/NĐ-CP, Luật 91/2025/QH15, Thông tư 01/2018/TT-VPCP, 66.7/2025/NQ-CP",
    "0912.345.678",
    "0912 345 678",
    "+84 912 345 678 hoặc 0292 3812 345",
    "ngày 01-07-2025, 2025-07-01, 01/07/2025, 1.7.2025",
    "092190001234",
    "092 190 001 234",
    "thẻ bảo hiểm DN4797912345678",
    "xe 65A-123.45 và 65B1-123.45",
    "hộ chiếu C1234567",
    "căn A12-1405 lầu B12-05",
    "phí 1.500.000-2.000.000 đồng",
    "H13",
    "BHXH 03706/2026/07906",
]


@pytest.mark.parametrize("text", OTHER_NUMBERS)
def test_other_numbers_are_no_dossier_codes(text: str) -> None:
    assert find_codes(text) == []


@given(st.lists(st.sampled_from(OTHER_NUMBERS), min_size=2, max_size=4))
def test_other_numbers_do_not_join_into_a_code(numbers: list[str]) -> None:
    assert codes(", ".join(numbers)) == []


@st.composite
def _codes(draw: st.DrawFn) -> str:
    digits = st.text("0123456789", min_size=2, max_size=2)
    letter = draw(st.sampled_from("GH"))
    old = f"{draw(st.integers(0, 999)):03}.{draw(digits)}.{draw(digits)}.{letter}{draw(digits)}"
    new = ".".join([f"{letter}{draw(digits)}", *draw(st.lists(digits, max_size=3))])
    day = draw(st.dates(date(2018, 1, 1), date(2099, 12, 31)))
    number = draw(st.integers(0, 99999))
    return f"{draw(st.sampled_from([old, new]))}-{day:%y%m%d}-{number:0{draw(st.sampled_from([4, 5]))}}"


@given(_codes(), st.data())
def test_any_code_is_found_whatever_the_separators_and_case(code: str, data: st.DataObject) -> None:
    dots, hyphens = [".", " . ", ",", " chấm ", " cham "], ["-", " - ", "–", " gạch ", " gach ngang "]
    typed = "".join(
        data.draw(st.sampled_from(dots if char == "." else hyphens if char == "-" else [char, char.lower()]))
        for char in code
    )
    assert codes(f"hồ sơ {typed} sao rồi") == [code]
    assert normalise(typed) == code


@given(st.text(st.sampled_from("Hh13.- 0oO258gạch,chấm/\n:ệ\u0301"), max_size=60) | st.text(max_size=60))
def test_any_text_is_read_and_every_find_stands_where_it_says(text: str) -> None:
    found = find_codes(text)
    assert all(text[one.start : one.end] == one.raw for one in found)
    assert all(earlier.end <= later.start for earlier, later in pairwise(found))
    assert all((one.code is None) == (one.problem is not None) for one in found)
    assert all(normalise(one.code) == one.code for one in found if one.code)
    assert all(normalise(one.suggestion) == one.suggestion for one in found if one.suggestion)


@given(st.from_regex(r"0[0-9]{8,10}|[0-9]{9}|[0-9]{12}|[12]\.[0-9]{6}|[0-9]{1,3}/20[0-9]{2}/QH15", fullmatch=True))
def test_no_phone_identity_procedure_or_law_number_is_ever_a_code(number: str) -> None:
    assert find_codes(f"số {number} ạ") == []


@pytest.mark.parametrize(("code", "expected"), [(NEW, "H13"), (OLD, "H51"), ("G12.18.122-260101-0001", "G12")])
def test_the_province_of_a_code(code: str, expected: str) -> None:
    assert province(code) == expected


def test_a_text_with_more_than_a_code_is_not_a_code() -> None:
    assert normalise(f"hồ sơ {NEW}") is None
    assert normalise("") is None


@pytest.mark.parametrize(("code", "expected"), [(NEW, "H13.12"), (OLD, "000.00.04.H51")])
def test_the_unit_of_a_code(code: str, expected: str) -> None:
    assert unit(code) == expected


@pytest.mark.parametrize("code", [NEW, OLD, "H13.12-250701-00012"])
@pytest.mark.parametrize(
    "scanned",
    [
        "{}",
        " {}\r\n",
        "https://dichvucong.example.vn/tra-cuu?mahoso={}&kenh=1.000",
        "http://dichvucong.example.vn/api/hoso/tracuuhoso?tukhoa={}",
        "https://example.vn/ho-so/{}/2#x",
        "https://example.vn/?u=3-4&mahoso={}&ngay=20250701",
        "MHS:{}|01/07/2025|Đăng ký khai sinh",
        "Mã hồ sơ: {}",
    ],
)
def test_a_qr_code_or_barcode_holds_the_code_alone_or_in_a_link(scanned: str, code: str) -> None:
    assert code_in_scan(scanned.format(code)) == code
    assert code_in_scan(scanned.format(code.replace(".", "%2E").replace("-", "%2D"))) == code
    assert code_in_scan(scanned.format(code.lower())) == code


@pytest.mark.parametrize(
    "scanned", ["", "https://example.vn/", "099200001234|x|01011990", f"{NEW} {OLD}", NEW + "x" * 2000]
)
def test_a_scan_without_one_code_alone_gives_none(scanned: str) -> None:
    assert code_in_scan(scanned) is None


@given(st.text(max_size=60) | st.text(st.sampled_from("H13.-250701%2D/?=&"), max_size=60))
def test_any_scan_gives_a_code_or_none(scanned: str) -> None:
    code = code_in_scan(scanned)
    assert code is None or normalise(code) == code


@given(_codes())
def test_a_code_as_it_should_be_is_itself(code: str) -> None:
    assert normalise(code) == code


@given(_codes(), st.sampled_from(["0", "x", "-1", " 2", ".3"]))
def test_a_code_with_something_behind_it_is_not_taken_for_the_shorter_one(code: str, more: str) -> None:
    assert normalise(code + more) in (None, code + more)
