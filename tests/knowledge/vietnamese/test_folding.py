"""Folding: text with or without diacritics, in any Unicode form, becomes one spelling."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese.folding import fold, nfc, syllables

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ 0123456789.,?"


def test_folding_takes_diacritics_and_capitals_away() -> None:
    assert fold("Giấy khai SINH, ĐĂNG ký") == "giay khai sinh, dang ky"


@pytest.mark.parametrize(
    ("old", "new"), [("hòa", "hoà"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("tùy", "tuỳ"), ("góa", "goá")]
)
def test_both_places_of_a_tone_mark_are_one_spelling(old: str, new: str) -> None:
    assert fold(old) == fold(new)
    assert syllables(old.upper()) == syllables(new)


def test_the_icelandic_eth_that_some_keyboards_type_is_a_vietnamese_d() -> None:
    assert fold("ðăng ký") == fold("Ðăng ký") == "dang ky"


def test_syllables_leave_signs_out() -> None:
    assert syllables("Phí/lệ-phí: 20.000đ?") == ["phi", "le", "phi", "20", "000d"]


def test_white_space_of_every_kind_is_one_space() -> None:
    assert nfc(" Cần\u00a0\t\nThơ ") == "Cần Thơ"


@given(st.text())
def test_folding_never_raises_and_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)


@given(st.text(alphabet=VIETNAMESE + VIETNAMESE.upper()))
def test_every_unicode_form_is_folded_to_the_same_ascii(text: str) -> None:
    forms = {fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert len(forms) == 1
    assert forms.pop().isascii()


@given(st.text(alphabet=VIETNAMESE))
def test_text_without_diacritics_folds_like_the_text_with_them(text: str) -> None:
    assert fold(fold(text).upper()) == fold(text)


@given(st.text())
def test_syllables_are_runs_of_ascii_letters_and_digits(text: str) -> None:
    assert all(syllable.isascii() and syllable.isalnum() for syllable in syllables(text))
    assert syllables(" ".join(syllables(text))) == syllables(text)
