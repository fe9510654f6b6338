"""Masking: no dossier code, identity or phone number stays readable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations.masking import DOTS, masked, without_tokens
from knowledge.dossiers.sealing import Seal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gọi tui số 0912345678 nghen", f"gọi tui số {DOTS} nghen"),
        ("căn cước 092300007391", f"căn cước {DOTS}"),
        ("hồ sơ H13.12-250701-0001 trễ quá", f"hồ sơ {DOTS} trễ quá"),
        ("0912 345 678 và 092300007391", f"{DOTS} và {DOTS}"),
    ],
)
def test_dots_stand_for_personal_numbers(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text", ["", "phí 8000 đồng mà nói 10.000 đ", "ngày 19/07/2026", "thủ tục 1.001193", "soạn  thảo"]
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert masked(text) == text


def test_what_only_looks_like_a_token_stays() -> None:
    assert without_tokens("so12345678 hosoabcdefgh", Seal()) == "so12345678 hosoabcdefgh"


def test_only_the_seals_own_tokens_are_hidden() -> None:
    seal = Seal()
    sealed = seal.seal("số 0912345678").text
    assert without_tokens(sealed, Seal()) == sealed
    assert without_tokens(sealed, seal) == f"số {DOTS}"


@given(st.text(max_size=40), st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True), st.text(max_size=40))
def test_a_phone_number_is_nowhere_readable_in_any_text(before: str, number: str, after: str) -> None:
    assert number not in masked(f"{before} {number} {after}")


@given(st.text(alphabet=st.characters(exclude_categories=("Nd",)), max_size=80))
def test_a_text_without_digits_is_not_changed(text: str) -> None:
    assert masked(text) == text or re.search(r"\d", text)
