"""BM25 (bm25s) over names and over the full official text."""

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from retriever.features import terms


class LexicalIndex:
    """Scores of all documents for a question, by folded syllables and bigrams."""

    def __init__(self, model: bm25s.BM25) -> None:
        self.model = model

    @classmethod
    def build(cls, texts: Sequence[str]) -> "LexicalIndex":
        """Index one text a document, in order."""
        model = bm25s.BM25()
        model.index([terms(text) or ["-"] for text in texts], show_progress=False)
        return cls(model)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Load what `save` wrote."""
        return cls(bm25s.BM25.load(str(folder)))

    def save(self, folder: Path) -> None:
        """Write the index into `folder`."""
        self.model.save(str(folder), show_progress=False)

    def scores(self, query_terms: list[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every document, shape (documents,)."""
        known = [term for term in query_terms if term in self.model.vocab_dict]
        if not known:
            return np.zeros(int(self.model.scores["num_docs"]), dtype=np.float32)
        return np.asarray(self.model.get_scores(known), dtype=np.float32)
