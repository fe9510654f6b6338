"""A bi-encoder: every text is a vector, and an exact FAISS index finds the nearest."""

from collections.abc import Callable, Sequence
from typing import Any

import faiss

from eval.bench.known import Fields, Known
from eval.bench.systems.encoders import Encode
from eval.bench.systems.system import Ranking

_TEXTS_A_PROCEDURE = 10
"""How many nearest texts are looked at first for each procedure wanted; more where those are of too few."""


class Dense:
    """Inner product of unit vectors. `load` brings the encoder, which belongs to the time of building."""

    def __init__(self, name: str, model: str, load: Callable[[], Encode], fields: Fields) -> None:
        self.fields = fields
        self.name = f"{name}{fields.suffix}"
        self.configuration: dict[str, Any] = {"indexes": fields.names, "model": model, "index": "IndexFlatIP"}
        self._load = load

    def build(self, documents: Sequence[Known]) -> None:
        """Load the encoder and index every text of `documents`."""
        self._encode = self._load()
        self._entries = self.fields.entries(documents)
        vectors = self._encode(self._entries.texts)
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    def rank(self, question: str, k: int) -> Ranking:
        """Return the best procedures by their nearest text."""
        vector = self._encode([question])
        depth = min(_TEXTS_A_PROCEDURE * k, self._index.ntotal)
        while True:
            similarities, positions = self._index.search(vector, depth)
            best: dict[int, float] = {}
            for similarity, owner in zip(similarities[0], self._entries.owners[positions[0]], strict=True):
                best.setdefault(int(owner), float(similarity))
            if len(best) >= k or depth == self._index.ntotal:
                return [(self._entries.codes[owner], score) for owner, score in best.items()][:k]
            depth = min(4 * depth, self._index.ntotal)
