"""BM25: scores of every document, by folded words and pairs."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retriever.features import terms
from retriever.lexical_index import LexicalIndex
from tests.retriever.samples import MARKET, market


@cache
def index() -> LexicalIndex:
    return LexicalIndex.build([item.said for item in market()])


@pytest.mark.parametrize("question", ["đăng ký bày bán {}", "dang ky bay ban {}", "{}"])
def test_the_document_with_the_word_scores_highest(question: str) -> None:
    for place, thing in enumerate(MARKET):
        scores = index().scores(terms(question.format(thing)))
        assert scores[place] == scores.max() > 0


def test_diacritics_do_not_matter() -> None:
    assert np.array_equal(index().scores(terms("lụa tơ tằm")), index().scores(terms("lua to tam")))


def test_a_pair_counts_beyond_its_words() -> None:
    pair = LexicalIndex.build(["tơ tằm bán ở chợ", "tằm ở chợ bán tơ"])
    first, second = pair.scores(terms("tơ tằm"))
    assert first > second > 0


@pytest.mark.parametrize("question", ["", "zzz jjj", "😀", "出生", "   "])
def test_unknown_words_score_nothing_anywhere(question: str) -> None:
    scores = index().scores(terms(question))
    assert (scores.shape, scores.dtype, scores.any()) == ((len(market()),), np.float32, np.False_)


def test_an_unknown_word_beside_a_known_one_changes_nothing() -> None:
    assert np.array_equal(index().scores(["gao", "zzz", "gao_zzz"]), index().scores(["gao"]))


@pytest.mark.parametrize("question", ["bán gạo", "dang ky ban lua to tam", "gạo gạo muối"])
def test_scores_are_those_of_bm25s(question: str) -> None:
    known = [term for term in terms(question) if term in index().model.vocab_dict]
    assert index().scores(terms(question)) == pytest.approx(index().model.get_scores(known), rel=1e-5)


def test_a_document_without_words_is_indexed_and_never_found() -> None:
    made = LexicalIndex.build(["", "gạo"])
    assert made.scores(terms("gạo")).tolist()[0] == 0
    assert made.scores(terms("gạo")).tolist()[1] > 0


def test_a_saved_index_scores_the_same(tmp_path: Path) -> None:
    index().save(tmp_path / "names")
    loaded = LexicalIndex.load(tmp_path / "names")
    for question in ("bán gạo", "tơ tằm", "zzz jjj", ""):
        assert np.array_equal(loaded.scores(terms(question)), index().scores(terms(question)))


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=150))
def test_any_text_scores_every_document_from_zero_on(text: str) -> None:
    scores = index().scores(terms(text))
    assert scores.shape == (len(market()),)
    assert np.isfinite(scores).all()
    assert (scores >= 0).all()
