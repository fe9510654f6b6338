"""Signals: one row a candidate, one column a signal, before any weighing."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retriever.signals import QUESTION, SIGNALS, SignalReader, top
from retriever.vector_index import Unanswerable
from tests.retriever.samples import AMBIGUOUS, NOTHING, VAGUE, market, market_training, reader_over


@cache
def reader() -> SignalReader:
    return reader_over(market(), Unanswerable(NOTHING, VAGUE, AMBIGUOUS), market_training())


def test_the_procedure_that_is_asked_for_is_a_candidate_and_leads() -> None:
    for row, item in enumerate(market()):
        signals = reader().read(item.phrasings[3])
        at = signals.candidates.tolist().index(row)
        for name in ("nearest", "prototype", "said_bm25", "covered"):
            assert signals.column(name)[at] == pytest.approx(signals.column(name).max())
        for name in ("behind_best", "behind_best_prototype", "behind_best_covered"):
            assert signals.column(name)[at] == pytest.approx(0, abs=1e-6)
        assert signals.matched[at] == item.phrasings[3]


def test_its_name_is_seen_in_the_question_and_the_question_in_its_name() -> None:
    signals = reader().read(market()[4].name)
    at = signals.candidates.tolist().index(4)
    assert signals.column("question_in_name")[at] == signals.column("name_in_question")[at] == 1
    assert signals.column("names_bm25")[at] == 1


@pytest.mark.parametrize(
    ("text", "signal"), [(NOTHING[0], "nothing"), (VAGUE[1], "vague"), (AMBIGUOUS[0].text, "ambiguous")]
)
def test_what_no_single_procedure_answers_is_near_to_its_own_list(text: str, signal: str) -> None:
    signals = reader().read(text)
    assert signals.of_question(f"{signal}_similarity") == pytest.approx(1, abs=2e-3)
    assert signals.of_question(f"{signal}_votes") > 0


def test_the_nearest_ambiguous_request_is_told() -> None:
    assert reader().read("làm giấy nuôi con vật").ambiguous == AMBIGUOUS[0].text


def test_candidates_are_told_once_each() -> None:
    candidates = reader().read("bán gạo ở chợ").candidates.tolist()
    assert candidates == sorted(set(candidates))


def test_a_vector_made_before_reads_the_same() -> None:
    text = "mở sạp gạo"
    before, after = reader().read(text), reader().read_vector(text, reader().embedding.encode([text]))
    assert np.array_equal(before.matrix, after.matrix)
    assert np.array_equal(before.question, after.question)


@settings(deadline=None, max_examples=100)
@given(st.one_of(st.text(max_size=150), st.sampled_from([text for item in market() for text in item.phrasings])))
def test_any_question_gives_finite_signals_in_their_places(question: str) -> None:
    signals = reader().read(question)
    assert signals.matrix.shape == (len(signals.candidates), len(SIGNALS)) == (len(signals.matched), len(SIGNALS))
    assert (signals.question.shape, signals.matrix.dtype) == ((len(QUESTION),), np.float32)
    assert np.isfinite(signals.matrix).all()
    assert np.isfinite(signals.question).all()
    for name in ("commune", "province", "ministry", "phrased", "guided"):
        assert set(signals.column(name).tolist()) <= {0, 1}
    for name in ("behind_best", "behind_best_prototype", "behind_best_covered"):
        assert (signals.column(name) >= -1e-5).all()


@given(st.lists(st.floats(-5, 5, width=32), min_size=1, max_size=50), st.integers(1, 60))
def test_the_highest_above_zero_are_taken(scores: list[float], count: int) -> None:
    taken = top(np.array(scores, dtype=np.float32), count)
    assert (
        sorted((scores[at] for at in taken), reverse=True)
        == sorted(filter(lambda it: it > 0, scores), reverse=True)[:count]
    )
