"""A text's words as one short vector."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retriever.hashed_words import MANNER_WIDTH, NO_WORDS, WIDTH, hashed, placed, placed_manner, put, said_in, table


@given(st.text(max_size=300))
def test_any_text_gives_one_vector_of_length_one_or_zero(text: str) -> None:
    vector = hashed(text).dense()
    assert (vector.shape, vector.dtype) == ((WIDTH,), np.float32)
    assert np.isclose(np.linalg.norm(vector), 1.0, atol=1e-5) or not vector.any()


def test_diacritics_and_case_make_no_difference() -> None:
    assert np.array_equal(hashed("Nộp ở đâu").dense(), hashed("nop o dau").dense())


def test_other_words_and_another_order_make_one() -> None:
    assert not np.array_equal(hashed("nộp ở đâu").dense(), hashed("nộp khi nào").dense())
    assert not np.array_equal(hashed("mất giấy").dense(), hashed("giấy mất").dense())


def test_the_same_text_gives_the_same_vector_in_every_process() -> None:
    assert sorted(hashed("khai sinh").places.tolist()) == [3970, 8606, 13980]


def test_nothing_said_is_all_zeros() -> None:
    assert not hashed("").dense().any()
    assert not hashed("!!! ???").dense().any()


@given(st.text(max_size=200))
def test_weighing_the_words_is_the_whole_vector_times_the_weights(text: str) -> None:
    weights = np.random.default_rng(1).normal(size=(WIDTH, 3)).astype(np.float32)
    assert hashed(text).weighed(weights) == pytest.approx(hashed(text).dense() @ weights, abs=1e-4)


def test_every_term_is_told_with_its_place_and_what_it_adds() -> None:
    told = placed("khai sinh khai")
    assert [term for term, _, _ in told] == ["khai", "sinh", "khai", "khai_sinh", "sinh_khai"]
    vector = hashed("khai sinh khai").dense()
    assert vector[told[0][1]] == pytest.approx(2 * told[0][2])


def test_what_is_said_is_its_words_and_how_they_are_put() -> None:
    said = said_in("phí thì sao")
    assert np.array_equal(said.words.dense(), hashed("phí thì sao").dense())
    assert np.array_equal(said.manner.dense(MANNER_WIDTH), put("phí thì sao").dense(MANNER_WIDTH))


def test_every_feature_of_how_it_is_put_is_told_with_its_place() -> None:
    told = placed_manner("phí thì sao")
    assert {"^phi", "sao$", "phi..sao", "phí", "phí=thì"} <= {feature for feature, _, _ in told}
    vector = put("phí thì sao").dense(MANNER_WIDTH)
    assert sum(value for _, place, value in told if place == told[0][1]) == pytest.approx(vector[told[0][1]])


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_a_table_is_every_vector_below_the_other_also_folded(texts: list[str]) -> None:
    words = [hashed(text) for text in texts]
    for width in (WIDTH, WIDTH // 4):
        whole = np.stack([one.dense(width) for one in words])
        assert table(words, width).toarray() == pytest.approx(whole, abs=1e-5)


@settings(deadline=None)
@given(st.text(max_size=120))
def test_folded_weights_weigh_the_folded_vector(text: str) -> None:
    weights = np.random.default_rng(2).normal(size=(MANNER_WIDTH // 4, 3)).astype(np.float32)
    assert put(text).weighed(weights) == pytest.approx(put(text).dense(MANNER_WIDTH // 4) @ weights, abs=1e-4)


def test_how_a_text_is_put_hears_diacritics_and_order_where_its_words_do_not() -> None:
    assert not np.array_equal(put("mẫu đơn").dense(MANNER_WIDTH), put("mau don").dense(MANNER_WIDTH))
    one, other = "phí thì sao, còn giấy", "giấy thì sao, còn phí"
    assert not np.array_equal(put(one).dense(MANNER_WIDTH), put(other).dense(MANNER_WIDTH))
    assert NO_WORDS.weighed(np.ones((WIDTH, 2), dtype=np.float32)).tolist() == [0.0, 0.0]
