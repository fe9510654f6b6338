"""Everyday spelling: teencode, abbreviations and the words of the Mekong Delta become standard words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese.everyday import lexicon, standardise
from knowledge.vietnamese.folding import fold


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dk ks cho con dc hk", "đăng ký khai sinh cho con được không"),
        ("ko bít", "không bít"),
        ("lm cccd", "làm căn cước công dân"),
        ("xin gpxd", "xin giấy phép xây dựng"),
        ("giấy khai sanh cho tía", "giấy khai sinh cho cha"),
        ("làm hông được", "làm không được"),
        ("mần giấy", "làm giấy"),
        ("thủ tục ntn", "thủ tục như thế nào"),
    ],
)
def test_an_everyday_form_becomes_its_standard_words(typed: str, meant: str) -> None:
    assert standardise(typed) == meant


def test_letters_drawn_out_are_one_letter() -> None:
    assert standardise("lâuuuuu quáááá") == "lâu quá"


def test_numbers_are_never_shortened() -> None:
    assert standardise("500000 đồng, 1.001193") == "500000 đồng , 1.001193"


def test_a_word_that_only_contains_an_everyday_form_is_left_alone() -> None:
    assert standardise("kinh doanh") == "kinh doanh"


def test_capitals_do_not_matter() -> None:
    assert standardise("ĐK KS") == standardise("đk ks")


def test_the_lexicon_leads_to_standard_words_in_one_step() -> None:
    assert [form for form, words in lexicon().items() if standardise(words) != words] == []


def test_no_everyday_form_is_listed_twice_or_means_itself() -> None:
    assert [form for form, words in lexicon().items() if form == words or " " in form] == []


@given(st.text())
def test_standardising_never_raises_and_is_settled_after_one_step(text: str) -> None:
    once = standardise(text)
    assert standardise(once) == once


@given(st.text())
def test_the_unicode_form_of_the_question_does_not_matter(text: str) -> None:
    assert standardise(unicodedata.normalize("NFD", text)) == standardise(unicodedata.normalize("NFC", text))


@given(st.lists(st.sampled_from(sorted(lexicon())), max_size=8))
def test_a_question_of_everyday_forms_only_leaves_none_behind(forms: list[str]) -> None:
    assert standardise(" ".join(forms)) == " ".join(lexicon()[form] for form in forms)


@given(st.text(alphabet="abcdeghiklmnopqrstuvxy "))
def test_folded_questions_stay_folded_or_are_understood(text: str) -> None:
    assert fold(standardise(text)) == fold(standardise(fold(text)))
