"""Sayings with gaps: found with and without diacritics, and not in what only sounds like them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.sayings import Sayings

ERASING = Sayings(["xóa .. tin nhắn"], marked=["dẹp"], but=["không xóa tin nhắn"])


@pytest.mark.parametrize(
    "text", ["xóa tin nhắn", "Xóa giùm hết mấy cái tin nhắn nha", "xoa het tin nhan", "em ơi xóa tin nhắn đi", "dẹp"]
)
def test_a_saying_is_found_with_up_to_four_words_in_its_gap(text: str) -> None:
    assert ERASING.stand_in(text)


@pytest.mark.parametrize(
    "text", ["xóa một hai ba bốn năm tin nhắn", "xóa án tích", "không xóa tin nhắn", "dep giay to", "", "tin nhắn xóa"]
)
def test_a_wider_gap_another_order_or_an_exception_is_no_saying(text: str) -> None:
    assert not ERASING.stand_in(text)


def test_dialect_words_are_found_without_diacritics_as_they_are_typed() -> None:
    assert Sayings(["gặp người thiệt"]).stand_in("cho gap nguoi thiet")
    assert Sayings(["gặp người thiệt"]).stand_in("cho gặp người thiệt")


@given(st.lists(st.sampled_from(["xóa", "tin", "nhắn", "hết", "giùm", "tui"]), max_size=10))
def test_what_is_found_holds_both_parts_in_order(words: list[str]) -> None:
    text = " ".join(words)
    if ERASING.stand_in(text):
        assert re.search(r"xóa\b.*\btin nhắn", text)
