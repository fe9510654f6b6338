"""Recovery codes: ten, all different, and read however they are copied from paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.console import recovery_codes
from eval.console.recovery_codes import LENGTH, made, plain


def test_ten_codes_come_and_never_the_same() -> None:
    codes = [code for _ in range(20) for code in made()]
    assert len(set(codes)) == 20 * recovery_codes.COUNT


def test_no_code_holds_letters_that_look_like_others() -> None:
    assert not set("".join("".join(made()) for _ in range(50))) & set("01ilo")


@pytest.mark.parametrize("copied", ["ab2de-fgh3j", "AB2DE FGH3J", " ab2defgh3j ", "ab2de – fgh3j", "ab2de.fgh3j"])
def test_a_code_is_read_however_it_is_copied(copied: str) -> None:
    assert plain(copied) == "ab2defgh3j"


@given(st.text(max_size=200))
def test_what_is_typed_is_never_longer_to_hash_than_one_letter_more_than_a_code(typed: str) -> None:
    assert len(plain(typed)) <= LENGTH + 1
    assert plain(plain(typed)) == plain(typed)
