"""The ranker: learns what tells the right procedure, and gives each candidate its share of belief."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retriever import ranker
from retriever.ranker import Ranker
from retriever.signals import SIGNALS

NEAREST, NAMES, COVERED = (SIGNALS.index(name) for name in ("nearest", "names_bm25", "covered"))
WEIGHTS = ("mean", "scale", "first_weight", "first_bias", "second_weight", "direct_weight")


def questions(count: int, seed: int, right_ones: int = 1) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return questions with 2 to 12 candidates; the right ones are planted: covered much, and not the nearest."""
    chance = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        matrix = chance.random((int(chance.integers(right_ones + 1, 13)), len(SIGNALS))).astype(np.float32)
        order = np.argsort(-(matrix[:, COVERED] - matrix[:, NEAREST]))
        right = np.zeros(len(matrix), dtype=bool)
        right[order[:right_ones]] = True
        matrix[right, COVERED] += 1
        made.append((matrix, right))
    return made


@cache
def learned(seed: int = 5) -> Ranker:
    return ranker.fit(questions(500, 1), seed)


def test_a_planted_signal_is_learned() -> None:
    hits = [right[learned().probabilities(matrix).argmax()] for matrix, right in questions(200, 2)]
    assert np.mean(hits) > 0.9


def test_what_is_learned_beats_similarity() -> None:
    hits = [right[ranker.by_similarity().probabilities(matrix).argmax()] for matrix, right in questions(200, 2)]
    assert np.mean(hits) < 0.5


def test_the_same_seed_learns_the_same() -> None:
    again = ranker.fit(questions(500, 1), 5)
    assert all(np.array_equal(getattr(again, name), getattr(learned(), name)) for name in WEIGHTS)
    assert not np.array_equal(learned(6).first_weight, learned().first_weight)


def test_belief_is_shared_over_several_right_ones() -> None:
    double = ranker.fit(questions(500, 3, right_ones=2), 5)
    shares = [double.probabilities(matrix)[right] for matrix, right in questions(200, 4, right_ones=2)]
    assert np.median([share.sum() for share in shares]) > 0.85
    assert np.median([share.min() for share in shares]) > 0.2


def test_two_candidates_with_the_same_signals_are_believed_alike() -> None:
    (matrix, _), *_ = questions(1, 6)
    first, second = learned().probabilities(np.stack([matrix[0], matrix[0]]))
    assert first == pytest.approx(0.5, abs=1e-5) == second


def test_the_order_of_candidates_does_not_matter() -> None:
    for matrix, _ in questions(20, 7):
        assert learned().probabilities(matrix[::-1])[::-1] == pytest.approx(learned().probabilities(matrix), abs=1e-5)


@pytest.mark.parametrize("made", [ranker.by_similarity(), learned()], ids=["by similarity", "learned"])
@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 60), size=st.floats(0, 1e4))
def test_belief_sums_to_one_for_any_signals(made: Ranker, seed: int, count: int, size: float) -> None:
    matrix = (np.random.default_rng(seed).normal(size=(count, len(SIGNALS))) * size).astype(np.float32)
    belief = made.probabilities(matrix)
    assert (belief.shape, belief.dtype) == ((count,), np.float32)
    assert belief.sum() == pytest.approx(1, abs=1e-4)
    assert (belief >= 0).all()


def test_no_candidates_get_no_belief() -> None:
    assert learned().probabilities(np.zeros((0, len(SIGNALS)), dtype=np.float32)).shape == (0,)


def test_before_anything_is_learned_the_nearest_is_believed() -> None:
    matrix = np.zeros((3, len(SIGNALS)), dtype=np.float32)
    matrix[:, NEAREST] = (0.4, 0.9, 0.5)
    assert ranker.by_similarity().probabilities(matrix).argmax() == 1
    matrix[:, NEAREST], matrix[:, NAMES] = 0.5, (0, 0, 1)
    assert ranker.by_similarity().probabilities(matrix).argmax() == 2


def test_a_signal_that_never_varies_is_learned_without_harm() -> None:
    told = [
        (np.where(np.arange(len(SIGNALS)) == 3, np.float32(7), matrix), right) for matrix, right in questions(60, 8)
    ]
    made = ranker.fit(told, 5)
    assert np.isfinite(made.probabilities(told[0][0])).all()


@pytest.mark.parametrize("made", [ranker.by_similarity(), learned()], ids=["by similarity", "learned"])
def test_a_saved_ranker_believes_the_same(made: Ranker, tmp_path: Path) -> None:
    made.save(tmp_path / "ranker.npz")
    loaded = Ranker.load(tmp_path / "ranker.npz")
    for matrix, _ in questions(20, 9):
        assert np.array_equal(loaded.probabilities(matrix), made.probabilities(matrix))
