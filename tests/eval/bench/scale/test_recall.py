"""Recall against the exact index."""

import numpy as np
import pytest

from eval.bench.scale.recall import recall

VECTORS = np.array([[1, 0], [0.8, 0.6], [0.6, 0.8], [0, 1], [1, 0]], dtype=np.float32)
QUESTION = np.array([[1, 0]], dtype=np.float32)
EXACT = np.array([[1, 1, 0.8, 0.6, 0]], dtype=np.float32)


@pytest.mark.parametrize(
    ("found", "k", "expected"),
    [
        ([0, 4, 1], 3, 1.0),
        ([4, 0, 1], 1, 1.0),
        ([0, 1, 2], 2, 0.5),
        ([3, 2, 1], 1, 0.0),
        ([1, 4, 0], 3, 1.0),
    ],
)
def test_what_is_as_near_as_the_exact_kth_is_found(found: list[int], k: int, expected: float) -> None:
    assert recall(np.array([found]), EXACT, VECTORS, QUESTION, k) == expected


def test_places_that_stayed_empty_are_misses() -> None:
    assert recall(np.array([[0, -1, -1]]), EXACT, VECTORS, QUESTION, 2) == 0.5


def test_recall_is_the_mean_over_questions() -> None:
    found, both = np.array([[0], [0]]), np.array([[1, 0], [0, 1]], dtype=np.float32)
    assert recall(found, np.ones((2, 1), dtype=np.float32), VECTORS, both, 1) == 0.5
