"""BM25 as rank-bm25 computes it, over the same terms as bm25s."""

from collections.abc import Sequence
from typing import Any

from rank_bm25 import BM25Okapi

from eval.bench.known import Fields, Known
from eval.bench.systems.system import Ranking
from retriever.features import terms


class Okapi:
    """BM25Okapi with the package's own settings."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.name = f"rank-bm25{fields.suffix}"
        self.configuration: dict[str, Any] = {
            "indexes": fields.names,
            "terms": "folded syllables and bigrams",
            "method": "BM25Okapi",
        }

    def build(self, documents: Sequence[Known]) -> None:
        """Index every text of `documents`."""
        self._entries = self.fields.entries(documents)
        self._model = BM25Okapi([terms(text) for text in self._entries.texts])
        self.configuration |= {name: getattr(self._model, name) for name in ("k1", "b", "epsilon")}

    def rank(self, question: str, k: int) -> Ranking:
        """Return the best procedures; none where no term of the question is known."""
        return self._entries.ranked(self._model.get_scores(terms(question)), k)
