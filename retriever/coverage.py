"""How much of a question each procedure's own words cover, rare words counting more.

A question that shares its frame with a procedure and lacks its thing ("giấy phép bán lẻ rượu" beside
"giấy phép bán lẻ điện") is told by the weight of the one word that the procedure never uses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold, syllables
from retriever.documents import Document

Postings = NDArray[np.int32]
"""Which documents use a term, ascending."""


@dataclass(frozen=True)
class Asked:
    """What a question says: single words (marked where diacritics were typed, else folded) and folded pairs."""

    words: frozenset[str]
    pairs: frozenset[str]


def asked(text: str) -> Asked:
    """Return what `text` says."""
    words = standardise(text).split()
    folded = syllables(" ".join(words))
    marked = (({word} if fold(word) != word else {*syllables(word)}) for word in words)
    return Asked(frozenset().union(*marked), frozenset(f"{left} {right}" for left, right in pairwise(folded)))


class Coverage:
    """Weights: inverse document frequency of words and pairs over what each procedure is called and how it is asked."""

    def __init__(self, documents: Sequence[Document]) -> None:
        said = [_said(document) for document in documents]
        self.words = _owners(words for words, _ in said)
        self.pairs = _owners(pairs for _, pairs in said)
        self.count = len(documents)
        self.unknown = log(self.count + 1)

    def of(self, question: Asked, owners: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return, one row an owner: share of the words' weight covered, of the pairs', and the heaviest word and
        the sum of words that are not, these in units of the heaviest weight there is (the sum in fours of it).
        """
        missing, words = self._missing(self.words, question.words, owners)
        missing_pairs, pairs = self._missing(self.pairs, question.pairs, owners)
        lacking = missing.sum(axis=0)
        columns = [
            1 - lacking / (words or 1.0),
            1 - missing_pairs.sum(axis=0) / (pairs or 1.0),
            missing.max(axis=0, initial=0) / self.unknown,
            lacking / self.unknown / 4,
        ]
        return np.stack(columns, axis=1).astype(np.float32)

    def known(self, question: Asked) -> float:
        """Return the share of the question's words that any procedure uses, 0..1."""
        return sum(word in self.words for word in question.words) / max(len(question.words), 1)

    def weight(self, term: str, postings: Mapping[str, Postings]) -> float:
        """Return how much a word or pair weighs: the fewer procedures use it, the more."""
        return log(self.count / len(postings[term])) if term in postings else self.unknown

    def _missing(
        self, postings: Mapping[str, Postings], asked: frozenset[str], owners: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], float]:
        """Return the weight of each term that each owner lacks, shape (terms, owners), and of all terms together."""
        missing = np.zeros((len(asked), len(owners)))
        whole = 0.0
        for row, term in enumerate(sorted(asked)):
            weight = self.weight(term, postings)
            whole += weight
            missing[row] = weight if term not in postings else weight * ~_holds(postings[term], owners)
        return missing, whole


def _holds(owners: Postings, wanted: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which of `wanted` stand among the ascending `owners`."""
    places = np.minimum(np.searchsorted(owners, wanted), len(owners) - 1)
    return np.asarray(owners[places] == wanted)


def _owners(said: Iterable[Iterable[str]]) -> dict[str, Postings]:
    found: dict[str, list[int]] = {}
    for owner, terms in enumerate(said):
        for term in terms:
            found.setdefault(term, []).append(owner)
    return {term: np.array(owners, dtype=np.int32) for term, owners in found.items()}


def _said(document: Document) -> tuple[set[str], set[str]]:
    words: set[str] = set()
    pairs: set[str] = set()
    for text in (*document.names, *document.phrasings):
        found = asked(text)
        folded = syllables(standardise(text))
        words |= {*found.words, *folded}
        pairs |= found.pairs
    return words, pairs
