"""Sentence embeddings: the small model trained at build time, or any sentence-transformers model, one path.

A trained model lies in the release beside `view.json`, which says that it reads features; a hub model
reads plain text.
"""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from retriever.features import feature_text

Vectors = NDArray[np.float32]
_VIEW = "view.json"


class Embedding:
    """Texts to unit vectors, float32, one row a text."""

    def __init__(self, model: SentenceTransformer, reads_features: bool) -> None:
        self.model = model
        self.reads_features = reads_features

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

    def encode(self, texts: list[str]) -> Vectors:
        """Return one unit vector a text, shape (len(texts), dimensions)."""
        inputs = [feature_text(text) for text in texts] if self.reads_features else texts
        vectors = self.model.encode(inputs, batch_size=512, convert_to_numpy=True, show_progress_bar=False)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)
