"""How much of a question each procedure's own words cover, rare words counting more.

A question that shares its frame with a procedure and lacks its thing ("giấy phép bán lẻ rượu" beside
"giấy phép bán lẻ điện") is told by the weight of the one word that the procedure never uses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold, syllables
from retriever.documents import Document
from retriever.postings import Postings

_FILES = ("words.npz", "pairs.npz")


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

    def __init__(self, words: Postings, pairs: Postings) -> None:
        self.words = words
        self.pairs = pairs
        self.count = words.count
        self.unknown = words.rarest

    @classmethod
    def build(cls, documents: Sequence[Document]) -> "Coverage":
        """Index the words and pairs of each document, in order."""
        said = [_said(document) for document in documents]
        return cls(Postings.build(words for words, _ in said), Postings.build(pairs for _, pairs in said))

    @classmethod
    def load(cls, folder: Path) -> "Coverage":
        """Read what `save` wrote."""
        return cls(*(Postings.load(folder / name) for name in _FILES))

    def save(self, folder: Path) -> None:
        """Write both into `folder`, which is made where it is missing."""
        folder.mkdir(exist_ok=True)
        for name, postings in zip(_FILES, (self.words, self.pairs), strict=True):
            postings.save(folder / name)

    def of(self, question: Asked, owners: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return, one row an owner: share of the words' weight covered, of the pairs', and the heaviest word and
        the sum of words that are not, these in units of the heaviest weight there is (the sum in fours of it).
        """
        missing, words = _missing(self.words, question.words, owners)
        missing_pairs, pairs = _missing(self.pairs, question.pairs, owners)
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


def _missing(postings: Postings, asked: frozenset[str], owners: NDArray[np.int64]) -> tuple[NDArray[np.float64], float]:
    """Return the weight of each term that each owner lacks, shape (terms, owners), and of all terms together."""
    terms = sorted(asked)
    weights = np.array([postings.weight(term) for term in terms], dtype=np.float64)
    return weights[:, None] * ~postings.holds(terms, owners), float(weights.sum())


def _said(document: Document) -> tuple[set[str], set[str]]:
    words: set[str] = set()
    pairs: set[str] = set()
    for text in (*document.names, *document.phrasings):
        found = asked(text)
        folded = syllables(standardise(text))
        words |= {*found.words, *folded}
        pairs |= found.pairs
    return words, pairs
