"""Bi-encoders over FAISS."""

import numpy as np
import pytest
from numpy.typing import NDArray

from eval.bench.known import Fields, Known
from eval.bench.systems.dense import Dense


def letters(texts: list[str]) -> NDArray[np.float32]:
    """Encode a text as how often it has each letter."""
    counts = np.array([[text.count(letter) for letter in "abcdef"] for text in texts], dtype=np.float32)
    return np.asarray(counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9), dtype=np.float32)


@pytest.fixture
def dense() -> Dense:
    made = Dense("letters", "counts of letters", lambda: letters, Fields(phrasings=True))
    made.build([Known("1", ("aab",), ("aaa", "ab")), Known("2", ("bbb",)), Known("3", ("ccc",), ("cca",))])
    return made


def test_the_nearest_text_counts(dense: Dense) -> None:
    found = dense.rank("a", 3)
    assert [code for code, _ in found] == ["1", "3", "2"]
    assert found[0][1] == pytest.approx(1.0)
    assert found[1][1] == pytest.approx(1 / 5**0.5)


def test_many_texts_of_one_procedure_do_not_hide_the_others() -> None:
    crowded = Dense("letters", "counts of letters", lambda: letters, Fields(phrasings=True))
    crowded.build([Known("1", ("a",), ("a",) * 500), Known("2", ("ab",)), Known("3", ("abb",))])
    assert [code for code, _ in crowded.rank("a", 3)] == ["1", "2", "3"]


def test_it_declares_model_index_and_fields(dense: Dense) -> None:
    assert dense.name == "letters+phrasings"
    assert dense.configuration == {
        "indexes": ["names", "phrasings"],
        "model": "counts of letters",
        "index": "IndexFlatIP",
    }
