"""Features: a question looks the same with and without diacritics, and what was typed with them is seen besides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese.folding import fold, syllables
from retriever.features import feature_text, placed_features, terms
from tests.retriever.samples import ASKED

SAID = [text for texts in ASKED.values() for text in texts]


def features(text: str) -> set[str]:
    return {feature for feature, _, _ in placed_features(text)}


@pytest.mark.parametrize("text", SAID)
def test_a_question_without_diacritics_shares_every_folded_feature(text: str) -> None:
    marked, plain = features(text), features(fold(text))
    assert plain == {feature for feature in marked if not feature.startswith("=")}
    assert marked - plain == {f"={word}" for word in text.split() if fold(word) != word}


@pytest.mark.parametrize("text", SAID)
def test_bm25_sees_no_diacritics(text: str) -> None:
    assert terms(text) == terms(fold(text))


def test_words_that_differ_in_diacritics_alone_are_told_apart_where_they_were_typed() -> None:
    assert features("bán chó") - features("bán cho") == {"=chó"}
    assert features("bán cho") - features("bán chó") == set()


def test_both_unicode_forms_are_one_spelling() -> None:
    assert features("nuôi mèo") == features("nuo\u0302i me\u0300o")


def test_bm25_terms_are_syllables_and_their_pairs() -> None:
    assert terms("Giấy nuôi mèo") == ["giay", "nuoi", "meo", "giay_nuoi", "nuoi_meo"]


def test_everyday_spelling_is_read_as_standard_words() -> None:
    assert terms("dk ks") == terms("đăng ký khai sinh")


def test_every_kind_of_feature_is_placed_where_it_comes_from() -> None:
    placed = placed_features("nuôi mèo")
    assert ("nuoi", 0, 0) in placed
    assert ("meo", 1, 1) in placed
    assert ("nuoi_meo", 0, 1) in placed
    assert {("#<me", 1, 1), ("#meo", 1, 1), ("#eo>", 1, 1), ("=mèo", 1, 1)} <= set(placed)


def test_a_word_of_two_syllables_counts_as_two_places() -> None:
    assert [
        (feature, at) for feature, at, end in placed_features("20.000 đồng") if at == end and feature[0] not in "#="
    ] == [
        ("20", 0),
        ("000", 1),
        ("dong", 2),
    ]


def test_a_single_letter_has_one_part_of_its_own() -> None:
    assert features("x") == {"x", "#<x>"}


@pytest.mark.parametrize("text", ["", "   ", "?!…", "😀", "សំបុត្រ", "出生登记"])
def test_what_has_no_latin_syllable_has_no_features(text: str) -> None:
    assert (placed_features(text), terms(text), feature_text(text)) == ([], [], "")


@given(st.text(max_size=200))
def test_places_lie_within_the_text_and_pairs_span_two(text: str) -> None:
    placed = placed_features(text)
    count = sum(first == last and feature[0] not in "#=" for feature, first, last in placed)
    assert all(0 <= first <= last < count for _, first, last in placed)
    assert all(last == first + 1 for feature, first, last in placed if "_" in feature and feature[0] not in "#=")


@given(st.text(max_size=200))
def test_features_are_separated_by_single_spaces(text: str) -> None:
    assert feature_text(text).split(" ") == [feature for feature, _, _ in placed_features(text)] or not feature_text(
        text
    )


@given(st.text(max_size=200))
def test_terms_are_the_features_of_bm25(text: str) -> None:
    single = [term for term in terms(text) if "_" not in term]
    assert len(terms(text)) == max(2 * len(single) - 1, 0)
    assert all(syllables(term) == [term] for term in single)
    assert set(terms(text)) <= features(text)
