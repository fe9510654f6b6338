"""Embeddings: the quick path gives what the model gives; any sentence-transformers model takes the same way."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retriever.embedding import Embedding
from retriever.features import feature_text
from tests.retriever.samples import hub_model, market, market_training, small_bert

TEXTS = [text for item in market() for text in (*item.names, *item.phrasings)]


def by_the_model(embedding: Embedding, texts: list[str]) -> np.ndarray:
    """Return what sentence-transformers itself makes of the texts, as unit vectors."""
    view = [feature_text(text) for text in texts] if embedding.reads_features else texts
    vectors = embedding.model.encode(view, convert_to_numpy=True, show_progress_bar=False)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def test_the_quick_path_gives_what_the_model_gives() -> None:
    embedding = market_training().embedding
    assert embedding.encode(TEXTS) == pytest.approx(by_the_model(embedding, TEXTS), abs=1e-5)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=100), min_size=1, max_size=3))
def test_the_quick_path_gives_what_the_model_gives_for_any_text(texts: list[str]) -> None:
    embedding = market_training().embedding
    assert embedding.encode(texts) == pytest.approx(by_the_model(embedding, texts), abs=1e-5)


def test_one_text_and_many_are_encoded_alike() -> None:
    embedding = market_training().embedding
    assert np.array_equal(embedding.encode(TEXTS[:3]), np.concatenate([embedding.encode([text]) for text in TEXTS[:3]]))


def test_vectors_are_float32_rows_of_length_one() -> None:
    vectors = market_training().embedding.encode(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((len(TEXTS), 32), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_saved_embedding_encodes_the_same(tmp_path: Path) -> None:
    market_training().embedding.save(tmp_path / "embedding")
    loaded = Embedding.load(str(tmp_path / "embedding"))
    assert loaded.reads_features
    assert np.array_equal(loaded.encode(TEXTS), market_training().embedding.encode(TEXTS))


@pytest.fixture(params=["static", "bert"], scope="module")
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a randomly initialised model, as the hub keeps one."""
    folder = tmp_path_factory.mktemp(request.param)
    return hub_model(folder) if request.param == "static" else small_bert(folder)


def test_a_model_of_the_hub_reads_plain_text(model: Path) -> None:
    loaded = Embedding.load(str(model))
    assert not loaded.reads_features
    vectors = loaded.encode(TEXTS[:9])
    assert vectors == pytest.approx(by_the_model(loaded, TEXTS[:9]), abs=1e-5)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_model_of_the_hub_stays_one_when_saved(model: Path, tmp_path: Path) -> None:
    loaded = Embedding.load(str(model))
    loaded.save(tmp_path / "embedding")
    again = Embedding.load(str(tmp_path / "embedding"))
    assert not again.reads_features
    assert again.encode(TEXTS[:9]) == pytest.approx(loaded.encode(TEXTS[:9]), abs=1e-6)


def test_a_missing_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises((OSError, ValueError)):
        Embedding.load(str(tmp_path / "nowhere"))
