"""Sealing: what a citizen types of codes, proofs and personal numbers never goes further than this module."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.codes import normalise
from knowledge.dossiers.sealing import Seal, Sealed, SealExpiredError

CODE = "H13.99-261101-0007"
TOKEN = re.compile(r"\b(?:hoso|so)[a-z0-9]{8}\b")
WORDS = st.sampled_from(
    ["hồ sơ", "tới đâu rồi", "của tui", "số", "căn cước:", "sđt", "là", "dạ", "mã", "nghen", "(", ")", ",", ".", "!"]
)
GAPS = st.sampled_from(["", " ", ".", "-", " - "])
DIGITS = "0123456789"


@pytest.fixture
def seal() -> Seal:
    return Seal()


def identity_numbers() -> st.SearchStrategy[str]:
    return st.text(DIGITS, min_size=12, max_size=12) | st.text(DIGITS, min_size=9, max_size=9)


def phone_numbers() -> st.SearchStrategy[str]:
    return st.builds(lambda start, rest: start + rest, st.sampled_from(["09", "+849", "849", "03"]), eight_digits())


def eight_digits() -> st.SearchStrategy[str]:
    return st.text(DIGITS, min_size=8, max_size=8)


def codes() -> st.SearchStrategy[str]:
    days = st.dates().map(lambda day: f"{day:%y%m%d}").filter(lambda day: normalise(f"H13.12-{day}-0001") is not None)
    numbers = st.integers(0, 99999).map(lambda number: f"{number:04}")
    units = st.sampled_from(["H13.12", "H13.99", "000.00.04.H51", "h13.31"])
    return st.builds(lambda unit, day, number: f"{unit}-{day}-{number}", units, days, numbers)


def left_over(sealed: str) -> str:
    """The digits of the sealed text that are no token's."""
    return "".join(char for char in TOKEN.sub(" ", sealed) if char.isdigit())


@given(codes(), st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_no_digit_of_a_dossier_code_survives(code: str, before: list[str], after: list[str]) -> None:
    sealed = Seal().seal(" ".join([*before, code, *after]))
    assert left_over(sealed.text) == ""
    assert [kind for kind, _ in sealed.parts] == ["code"]


@given(identity_numbers() | phone_numbers(), st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_no_digit_of_an_identity_or_phone_number_survives(number: str, before: list[str], after: list[str]) -> None:
    sealed = Seal().seal(" ".join([*before, number, *after]))
    assert left_over(sealed.text) == ""
    assert "proof" in [kind for kind, _ in sealed.parts]


@given(st.text(DIGITS, min_size=12, max_size=12), GAPS, st.sampled_from([3, 4]))
def test_no_digit_of_a_grouped_number_survives(number: str, gap: str, size: int) -> None:
    grouped = gap.join(number[start : start + size] for start in range(0, 12, size))
    assert left_over(Seal().seal(f"căn cước của tui {grouped} nghen").text) == ""


@given(st.text(DIGITS, min_size=4, max_size=4), st.lists(WORDS, max_size=3))
def test_four_digits_are_sealed_where_a_proof_is_awaited(digits: str, around: list[str]) -> None:
    sealed = Seal().seal(" ".join([*around, digits, *around]), awaits_proof=True)
    assert left_over(sealed.text) == ""
    assert sealed.parts


@given(codes(), st.text(DIGITS, min_size=4, max_size=4))
def test_a_code_with_its_proof_is_sealed_whole(code: str, digits: str) -> None:
    seal = Seal()
    sealed = seal.seal(f"mã {code}, 4 số cuối {digits}")
    opened = {kind: seal.open(token) for kind, token in sealed.parts}
    assert opened == {"code": normalise(code), "proof": digits}
    assert digits not in TOKEN.sub("", sealed.text)


@given(st.text(max_size=200))
def test_any_text_at_all_can_be_sealed(text: str) -> None:
    seal = Seal()
    sealed = seal.seal(text, awaits_proof=True)
    assert all(token in sealed.text and seal.open(token) for _, token in sealed.parts)


@pytest.mark.parametrize(
    "text",
    [
        "cccd079200001234",
        "CCCD079200001234nghen",
        "sđt_0912345678",
        "079200001234_",
        "0792 0000  1234",
        "079–200–001–234",
        "(079)200001234",
        "०७९२००००१२३४",
        "079200001234",
        "12345678901234567890",
        "số 079.200.001.234.",
    ],
)
def test_no_way_of_writing_a_number_gets_past(text: str) -> None:
    assert left_over(Seal().seal(text).text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "thủ tục 1.001193 là gì",
        "thủ tục 1.001193.000.00.00.H13 là gì",
        "năm 1975",
        "mẫu CT01",
        "nhà 60 m2",
        "8.000 đồng",
        "vốn 500.000.000 đồng",
        "sanh ngày 19/07/2026",
        "sanh ngày 19-07-2026",
        "sanh ngày 9.7.2026",
        "luật 60/2014/QH13",
    ],
)
def test_what_is_nobodys_number_stays_readable(seal: Seal, text: str) -> None:
    assert seal.seal(text).text == text
    assert not seal.seal(text).parts


@pytest.mark.parametrize("typed", ["1234.", "1234,", "(1234)", "là:1234", "1234!", "\n1234\n"])
def test_four_digits_are_found_whatever_mark_stands_beside_them(seal: Seal, typed: str) -> None:
    ((kind, token),) = seal.seal(f"bốn số cuối {typed}", awaits_proof=True).parts
    assert (kind, seal.open(token)) == ("proof", "1234")


def test_a_long_number_comes_before_four_digits_typed_earlier(seal: Seal) -> None:
    parts = seal.seal("năm 1975, căn cước 079200001234", awaits_proof=True).parts
    assert [seal.open(token) for _, token in parts] == ["079200001234", "1975"]


@pytest.mark.parametrize(
    ("typed", "proofs"),
    [
        ("6789 079123456789", ["079123456789", "6789"]),
        ("079123456789 6789", ["079123456789", "6789"]),
        ("6789 0912345678", ["0912345678", "6789"]),
        ("6789 0912 345 678", ["0912 345 678", "6789"]),
        ("0912 345 678 6789", ["0912 345 678", "6789"]),
        ("0123 079123456789", ["079123456789", "0123"]),
        ("0912 345 678", ["0912 345 678"]),
        ("+84 912 345 678", ["+84 912 345 678"]),
        ("0791 2345 6789", ["0791 2345 6789"]),
    ],
)
def test_four_digits_beside_a_number_never_let_it_through(seal: Seal, typed: str, proofs: list[str]) -> None:
    """Found by fuzzing: the four digits were sealed, and the number beside them, or the rest of it, was not."""
    sealed = seal.seal(typed, awaits_proof=True)
    assert [seal.open(token) for _, token in sealed.parts] == proofs
    assert not _digits_outside_tokens(sealed)


@given(st.from_regex(r"[0-9]{4}", fullmatch=True), st.sampled_from(["079200001234", "0912 345 678", "361999888"]))
def test_no_digit_survives_of_four_and_a_number_in_any_order(four: str, number: str) -> None:
    for typed in (f"{four} {number}", f"{number} {four}"):
        assert not _digits_outside_tokens(Seal().seal(typed, awaits_proof=True))


def _digits_outside_tokens(sealed: Sealed) -> list[str]:
    left = sealed.text
    for _, token in sealed.parts:
        left = left.replace(token, "")
    return [letter for letter in left if letter.isdigit()]


def test_a_year_stays_readable_even_while_a_code_stands_beside_it_in_a_date(seal: Seal) -> None:
    assert "19/07/2026" in seal.seal(f"{CODE} nộp ngày 19/07/2026").text


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), "h13.99 261101 0007", "H13.99 - 261101 - 0007"])
def test_a_code_opens_as_its_normal_form(seal: Seal, typed: str) -> None:
    ((kind, token),) = seal.seal(f"xem giùm {typed}").parts
    assert (kind, seal.open(token)) == ("code", CODE)


def test_a_mistyped_code_is_sealed_too_and_its_hint_repeats_no_digit_of_it(seal: Seal) -> None:
    sealed = seal.seal("hồ sơ H13.99-261301-0007 tới đâu")
    assert sealed.code_hint
    assert not sealed.parts
    assert "261301" not in sealed.text + sealed.code_hint


def test_a_good_code_beside_a_mistyped_one_needs_no_hint(seal: Seal) -> None:
    sealed = seal.seal(f"H13.99-261301-0007 hay {CODE}")
    assert [kind for kind, _ in sealed.parts] == ["code"]
    assert sealed.code_hint == ""


def test_two_codes_come_in_the_order_typed(seal: Seal) -> None:
    parts = seal.seal(f"{CODE} và H13.99-261101-0008").parts
    assert [seal.open(token) for _, token in parts] == [CODE, "H13.99-261101-0008"]


def test_two_proofs_come_in_the_order_typed(seal: Seal) -> None:
    parts = seal.seal("079200001234 hoặc 0912345678").parts
    assert [seal.open(token) for _, token in parts] == ["079200001234", "0912345678"]


def test_a_token_opens_only_while_its_time_runs() -> None:
    clock = [1000.0]
    seal = Seal(lifetime=900, now=lambda: clock[0])
    ((_, token),) = seal.seal(CODE).parts
    clock[0] += 899
    assert seal.open(token) == CODE
    clock[0] += 1
    with pytest.raises(SealExpiredError):
        seal.open(token)


def test_what_expired_is_gone_from_memory_without_being_asked_for() -> None:
    clock = [0.0]
    seal = Seal(lifetime=10, now=lambda: clock[0])
    seal.seal(CODE)
    clock[0] = 11
    seal.seal("079200001234")
    assert CODE not in str(vars(seal))


def test_a_token_of_nobody_opens_nothing(seal: Seal) -> None:
    with pytest.raises(SealExpiredError):
        seal.open("hosoaaaaaaaa")


def test_the_seal_shows_no_value_in_a_representation(seal: Seal) -> None:
    seal.seal(f"{CODE} 079200001234")
    assert "0007" not in repr(seal)
    assert "079200001234" not in repr(seal)


def test_equal_values_get_unequal_tokens(seal: Seal) -> None:
    assert seal.seal(CODE).parts != seal.seal(CODE).parts


@pytest.mark.parametrize(
    "scanned",
    [
        f"https://dichvucong.example.gov.vn/tra-cuu?mahoso={CODE}",
        f"https://dichvucong.example.gov.vn/tra-cuu/{CODE}/",
        "https://dichvucong.example.gov.vn/?tukhoa=H13.99%2D261101%2D0007&hoten=Nguyen%20Van%20A",
        f"tracuu?SoBienNhan={CODE.lower()}",
    ],
)
def test_what_a_qr_code_holds_is_sealed_as_its_code(seal: Seal, scanned: str) -> None:
    sealed = seal.seal(f"quét được cái này {scanned} tới đâu rồi")
    ((kind, token),) = sealed.parts
    assert (kind, seal.open(token), sealed.code_hint) == ("code", CODE, "")
    assert sealed.text.split() == ["quét", "được", "cái", "này", token, "tới", "đâu", "rồi"]


def test_a_scan_and_its_proof_are_sealed_together(seal: Seal) -> None:
    sealed = seal.seal(f"https://mot-cua.example/hs?ma={CODE} số cuối 1234")
    assert [(kind, seal.open(token)) for kind, token in sealed.parts] == [("code", CODE), ("proof", "1234")]


@pytest.mark.parametrize("link", ["https://dichvucong.gov.vn/thu-tuc?ma=1.004194", "xem https://vi.example/a%20b"])
def test_a_link_without_a_code_stays(seal: Seal, link: str) -> None:
    assert (seal.seal(link).text, seal.seal(link).parts) == (link, ())


@given(st.text(), codes(), st.sampled_from(["https://a.example/?x={}", "https://a.example/hs/{}", "?ma={}&b=1"]))
def test_no_digit_of_a_code_in_a_link_survives(before: str, code: str, form: str) -> None:
    sealed = Seal().seal(f"{before} {form.format(code)} rồi")
    assert code.partition("-")[2] not in sealed.text
    assert "code" in [kind for kind, _ in sealed.parts]
