"""Numbers are found however the record prints them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.checking.official import Official, laws, numbers
from tests.knowledge.checking.conftest import CODE, FORM, NOTE, at


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("02 ngày", 2),
        ("20.000 đồng", 20000),
        ("1,5 tháng", 1.5),
        ("50000", 50000),
        ("ba mươi ngày", 30),
        ("01/2020", 1),
    ],
)
def test_a_number_is_read(text: str, number: float) -> None:
    assert number in numbers(text)


@pytest.mark.parametrize("text", ["bàn ghế", "công dân Việt Nam", "ba của bé", "sau đây", "hằng năm", "tạm trú"])
def test_a_word_that_only_looks_like_a_number_is_none(text: str) -> None:
    assert numbers(text) == set()


@given(st.text(max_size=60))
def test_any_text_has_numbers_or_none(text: str) -> None:
    assert all(number >= 0 for number in numbers(text))


@given(st.integers(min_value=0, max_value=10**9))
def test_a_grouped_amount_reads_as_itself(amount: int) -> None:
    assert amount in numbers(f"{amount:,} đồng".replace(",", "."))


def test_references_are_resolved(official: Official) -> None:
    assert official.has(at(FORM))
    assert official.has(f"{CODE}#times.direct")
    assert not official.has(f"{CODE}#nothing")
    assert "60 ngày" in official.text(at(NOTE))
    assert official.text("9.999999#name") == ""
    assert official.numbers((at(NOTE), f"{CODE}#times.direct")) >= {60.0, 3.0}


def test_the_laws_of_a_record(official: Official) -> None:
    assert laws(official.get(CODE)) == {"60/2014/QH13"}
    assert official.codes == {CODE, "1.000002"}
