"""BM25 as bm25s computes it, over folded syllables and their bigrams."""

from collections.abc import Sequence
from typing import Any

import bm25s

from eval.bench.known import Fields, Known
from eval.bench.systems.system import Ranking
from retriever.features import terms


class Bm25s:
    """Robertson's BM25 in Lucene's form; see Lù, BM25S (2024), arXiv:2407.03618."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.name = f"bm25s{fields.suffix}"
        self._model = bm25s.BM25()
        self.configuration: dict[str, Any] = {
            "indexes": fields.names,
            "terms": "folded syllables and bigrams",
            "method": self._model.method,
            "k1": self._model.k1,
            "b": self._model.b,
        }

    def build(self, documents: Sequence[Known]) -> None:
        """Index every text of `documents`."""
        self._entries = self.fields.entries(documents)
        self._model.index([terms(text) or ["-"] for text in self._entries.texts], show_progress=False)

    def rank(self, question: str, k: int) -> Ranking:
        """Return the best procedures; none where no term of the question is known."""
        known = [term for term in terms(question) if term in self._model.vocab_dict]
        return self._entries.ranked(self._model.get_scores(known), k) if known else []
