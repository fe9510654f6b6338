"""How a text is put: what it opens and closes with, and what stands apart in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese.folding import fold
from knowledge.vietnamese.manner import manner, written


def test_what_opens_closes_and_stands_apart_is_told() -> None:
    told = manner("Chưa có giấy khai sinh thì sao")
    assert {"^chua", "^chua_co", "^chua_co_giay", "sao$", "thi_sao$", "sinh_thi_sao$"} <= {*told}
    assert {"chua..giay", "chua..khai", "khai..thi", "khai..sao"} <= {*told}
    assert "chua..sinh" not in told
    assert "co..khai" in told


def test_a_single_word_opens_and_closes() -> None:
    assert {*manner("dạ")} >= {"^da", "da$"}


@pytest.mark.parametrize("text", ["", "  ", "!?", "🙂"])
def test_nothing_said_is_put_in_no_way(text: str) -> None:
    assert manner(text) == []


def test_teencode_is_put_as_what_it_stands_for() -> None:
    assert manner("nộp ở đâu z") == manner("nop o dau vay")


def test_words_are_kept_as_they_were_written() -> None:
    assert written("Mẫu đơn nào") == ["mẫu", "đơn", "nào", "mẫu=đơn", "đơn=nào"]
    assert written("mau don") == ["mau", "don", "mau=don"]


@given(st.text(max_size=200))
def test_any_text_can_be_put_and_diacritics_make_no_difference_to_how(text: str) -> None:
    assert all(isinstance(one, str) and one for one in (*manner(text), *written(text)))
    assert len(manner(text)) <= 10 + 2 * len(text)
    if text.isascii():
        assert manner(fold(text)) == manner(text)
