"""TF-IDF of character n-grams within words (scikit-learn), over folded text in standard spelling."""

from collections.abc import Sequence
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer

from eval.bench.known import Fields, Known
from eval.bench.systems.system import Ranking
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold

_LENGTHS = (2, 4)


class Characters:
    """Cosine of TF-IDF vectors, sublinear in how often an n-gram stands in a text."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.name = f"characters{fields.suffix}"
        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=_LENGTHS, sublinear_tf=True, preprocessor=_spelled
        )
        self.configuration: dict[str, Any] = {
            "indexes": fields.names,
            "analyzer": "char_wb",
            "ngram_range": list(_LENGTHS),
            "sublinear_tf": True,
            "spelling": "standard, folded",
        }

    def build(self, documents: Sequence[Known]) -> None:
        """Index every text of `documents`."""
        self._entries = self.fields.entries(documents)
        self._matrix = self._vectorizer.fit_transform(self._entries.texts).T.tocsr()

    def rank(self, question: str, k: int) -> Ranking:
        """Return the best procedures; none where no n-gram of the question is known."""
        scores = self._vectorizer.transform([question]) @ self._matrix
        return self._entries.ranked(scores.toarray()[0], k)


def _spelled(text: str) -> str:
    return fold(standardise(text))
