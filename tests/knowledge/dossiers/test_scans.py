"""Of a scanned card the number stays, of a scanned receipt the code, and nothing else of either."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.scans import without_bystanders
from knowledge.dossiers.sealing import Seal

NUMBER, CODE = "099200001234", "H13.99-261101-0007"
CARD = f"{NUMBER}|361999888|Không Ai Cả|01012000|Nam|Số 1, Ấp Không Có, Cần Thơ|02032021"
FIELDS = st.text(st.characters(exclude_characters="|｜¦", codec="utf-8"), max_size=30)


@pytest.mark.parametrize(
    "scanned",
    [
        CARD,
        f"{CARD}\n",
        CARD.replace("361999888", ""),
        CARD.replace("|", "｜"),
        CARD.replace("|", " | "),
        f"{CARD}||Cha Không Có|Mẹ Không Có",
        CARD.replace(", Cần Thơ", ",\nCần Thơ"),
        CARD.rpartition("|")[0],
        f"{NUMBER}|Không Ai Cả",
    ],
)
def test_of_a_card_the_number_alone_stays(scanned: str) -> None:
    assert without_bystanders(scanned).strip() == NUMBER


def test_what_stands_around_a_whole_card_stays() -> None:
    told = without_bystanders(f"hồ sơ {CODE}, căn cước {CARD} nghen")
    assert told == f"hồ sơ {CODE}, căn cước {NUMBER} nghen"


@pytest.mark.parametrize("scanned", [f"{CODE}|Không Ai Cả|0100555678", f"{CODE.lower()} | Không Ai Cả"])
def test_of_a_receipt_the_code_alone_stays(scanned: str) -> None:
    assert without_bystanders(scanned).upper() == CODE


@pytest.mark.parametrize("text", ["đăng ký khai sinh", f"{CODE} {NUMBER}", "phí | lệ phí", "1|2", "||", ""])
def test_what_is_no_scan_stays_as_it_is(text: str) -> None:
    assert without_bystanders(text) == text


@given(st.lists(FIELDS, min_size=1, max_size=9))
def test_no_field_of_a_card_is_ever_left(fields: list[str]) -> None:
    assert without_bystanders("|".join([NUMBER, *fields, "x"])).strip() == NUMBER


@given(st.text(max_size=200))
def test_nothing_is_ever_added(text: str) -> None:
    assert len(without_bystanders(text)) <= len(text)


def test_a_card_is_sealed_as_one_proof() -> None:
    seal = Seal()
    sealed = seal.seal(f"{CODE} {CARD}")
    assert [(kind, seal.open(token)) for kind, token in sealed.parts] == [("code", CODE), ("proof", NUMBER)]
    assert sealed.text.split() == [token for _, token in sealed.parts]
    assert "Không Ai" not in str(vars(seal))


def test_a_receipt_with_a_name_is_sealed_as_its_code() -> None:
    seal = Seal()
    ((kind, token),) = seal.seal(f"{CODE}|Không Ai Cả|0100555678").parts
    assert (kind, seal.open(token)) == ("code", CODE)
