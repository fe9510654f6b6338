"""Sentence embeddings: the small model trained at build time, or any sentence-transformers model, one path.

A trained model lies in the release beside `view.json`, which says that it reads features; a hub model
reads plain text.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from retriever.features import placed_features

Vectors = NDArray[np.float32]
_VIEW = "view.json"


class Embedding:
    """Texts to unit vectors, float32, one row a text."""

    def __init__(self, model: SentenceTransformer, reads_features: bool) -> None:
        self.model = model
        self.reads_features = reads_features
        self.table = _table(model) if reads_features else None

    @classmethod
    def load(cls, model: str) -> "Embedding":
        """Load a folder or hub model. Offline, a hub name must already be in the local cache."""
        view = Path(model) / _VIEW
        reads_features = view.exists() and bool(json.loads(view.read_text())["reads_features"])
        return cls(SentenceTransformer(model, device="cpu"), reads_features)

    def save(self, folder: Path) -> None:
        """Save in the sentence-transformers format, with the view beside it."""
        self.model.save(str(folder), create_model_card=False)
        (folder / _VIEW).write_text(json.dumps({"reads_features": self.reads_features}))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, shape (len(texts), dimensions)."""
        if self.table is not None:
            vectors = np.stack([self.table.mean(text) for text in texts])
        else:
            vectors = self.model.encode([*texts], batch_size=512, convert_to_numpy=True, show_progress_bar=False)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)


@dataclass(frozen=True)
class _Table:
    """The static model's vectors by feature: the mean of a text's rows is what the model gives, without its detours."""

    rows: dict[str, int]
    vectors: Vectors

    def mean(self, text: str) -> Vectors:
        known = [row for feature, _, _ in placed_features(text) if (row := self.rows.get(feature)) is not None]
        return np.asarray(self.vectors[known or [0]].mean(axis=0), dtype=np.float32)


def _table(model: SentenceTransformer) -> _Table:
    static = model[0]
    return _Table(static.tokenizer.get_vocab(), static.embedding.weight.detach().numpy())
