"""The signals of each candidate procedure, side by side, before any weighing.

One question gives a matrix (candidates, SIGNALS) and a vector of the question as a whole (QUESTION).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.procedures.models import Level
from knowledge.vietnamese.folding import syllables
from retriever.coverage import Asked, Coverage, asked
from retriever.documents import Document
from retriever.echo import Echo
from retriever.embedding import Embedding, Vectors
from retriever.features import terms
from retriever.lexical_index import LexicalIndex
from retriever.neighbours import Neighbours
from retriever.vector_index import AMBIGUOUS_OWNER, NOTHING_OWNER, VAGUE_OWNER, VectorIndex

SIGNALS = (
    "nearest", "nearest_name", "third_nearest", "behind_best", "votes",
    "prototype", "behind_best_prototype",
    "names_bm25", "names_bm25_share", "said_bm25", "said_bm25_share", "text_bm25",
    "question_in_name", "name_in_question", "covered", "behind_best_covered",
    "covered_pairs", "missing_word", "missing_words", "echo", "unsaid",
    "commune", "province", "ministry", "phrased", "guided", "best_similarity", "length",
)  # fmt: skip
"""One column a signal; docs/retrieval.md says what each is."""
QUESTION = (
    "best_similarity", "nothing_similarity", "vague_similarity", "ambiguous_similarity", "best_prototype",
    "nothing_votes", "vague_votes", "ambiguous_votes", "best_covered", "known", "length", "name_share",
)  # fmt: skip
_DEPTH = 200
_NEAREST = 5
"""Entries among which the nearest of a procedure is looked for, beside those of what no procedure answers."""
_LEXICAL_CANDIDATES = 15
_VECTOR_CANDIDATES = 25
_PROTOTYPE_CANDIDATES = 15

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Indexes:
    """What a question is looked up in. `prototypes`: one unit vector a document, shape (documents, dimensions)."""

    vectors: VectorIndex
    prototypes: Vectors
    names: LexicalIndex
    said: LexicalIndex
    texts: LexicalIndex


@dataclass(frozen=True)
class Signals:
    """What is known of one question. `candidates` are positions of documents; `matched` their nearest entries.

    `ambiguous`: the nearest request that several procedures could answer, as it stands in the phrasings.
    """

    candidates: NDArray[np.int64]
    matched: tuple[str, ...]
    matrix: Matrix
    question: Matrix
    ambiguous: str

    def column(self, signal: str) -> Matrix:
        """Return one signal of every candidate, shape (candidates,)."""
        return self.matrix[:, SIGNALS.index(signal)]

    def of_question(self, signal: str) -> float:
        """Return one signal of the question as a whole."""
        return float(self.question[QUESTION.index(signal)])


class SignalReader:
    """Reads the signals of a question from the indexes."""

    def __init__(
        self,
        documents: Sequence[Document],
        embedding: Embedding,
        indexes: Indexes,
        coverage: Coverage | None = None,
        echo: Echo | None = None,
    ) -> None:
        self.embedding = embedding
        self.indexes = indexes
        self.coverage = coverage or Coverage.build(documents)
        self.echo = echo or Echo.build(self.coverage.words, indexes.vectors.items)
        self.name_syllables = [set(syllables(document.name)) for document in documents]
        levels = (Level.COMMUNE, Level.PROVINCE, Level.MINISTRY)
        of_document = [[*(d.level is level for level in levels), bool(d.phrasings), d.has_guide] for d in documents]
        self.of_document = np.array(of_document, dtype=np.float32)

    def nearest(self, texts: Sequence[str]) -> list[tuple[int, float]]:
        """Return for each text the document with the nearest entry, and its similarity; (-1, 0) where none is near."""
        similarities, positions = self.indexes.vectors.search(self.embedding.encode(texts), _NEAREST)
        owners = self.indexes.vectors.owners[positions]
        found = zip(owners.tolist(), similarities.tolist(), strict=True)
        return [next((near for near in zip(*one, strict=True) if near[0] >= 0), (-1, 0.0)) for one in found]

    def read(self, question: str) -> Signals:
        """Return the signals of `question` for its best candidates of every index."""
        return self.read_vector(question, self.embedding.encode([question]))

    def read_vector(self, question: str, vector: Vectors) -> Signals:
        """Like `read`, for a question that is encoded already, shape (1, dimensions)."""
        similarities, positions = self.indexes.vectors.search(vector, _DEPTH)
        near = Neighbours(similarities[0], positions[0], self.indexes.vectors)
        prototypes = np.einsum("ij,j->i", self.indexes.prototypes, vector[0])  # one thread, whatever BLAS would take
        query = terms(question)
        lexical = [index.scores(query) for index in (self.indexes.names, self.indexes.said, self.indexes.texts)]
        likely = chain(near.best(_VECTOR_CANDIDATES), top(prototypes, _PROTOTYPE_CANDIDATES))
        worded = chain.from_iterable(top(scores, _LEXICAL_CANDIDATES) for scores in lexical)
        candidates = np.array(sorted({*likely, *worded}), dtype=np.int64)
        said = asked(question)
        echoed = self.echo.of(question, [near.nearest(int(candidate)) for candidate in candidates])
        matrix = self._matrix(said, frozenset(query), candidates, near, prototypes, lexical, echoed)
        matched = tuple(near.matched(int(candidate)) for candidate in candidates)
        of_question = self._question(said, near, matrix)
        return Signals(candidates, matched, matrix, of_question, near.matched(AMBIGUOUS_OWNER))

    def _matrix(
        self,
        said: Asked,
        query: frozenset[str],
        candidates: NDArray[np.int64],
        near: Neighbours,
        prototypes: Matrix,
        lexical: Sequence[Matrix],
        echoed: Matrix,
    ) -> Matrix:
        by_name, by_said, by_text = (scores[candidates] for scores in lexical)
        top_name, top_said, top_text = (max(float(scores.max()), 1e-6) for scores in lexical)
        nearest = near.table(candidates)
        overlap = np.array([len(query & self.name_syllables[row]) for row in candidates], dtype=np.float32)
        lengths = np.array([max(len(self.name_syllables[row]), 1) for row in candidates], dtype=np.float32)
        covered = self.coverage.of(said, candidates)
        count = max(len(said.words), 1)
        columns = [
            nearest[:, 0], nearest[:, 1], nearest[:, 2], near.highest - nearest[:, 0], nearest[:, 3],
            prototypes[candidates], prototypes.max() - prototypes[candidates],
            by_name / top_name, by_name / (10 * count), by_said / top_said, by_said / (10 * count), by_text / top_text,
            overlap / count, overlap / lengths, covered[:, 0], covered[:, 0].max(initial=0) - covered[:, 0],
            *covered[:, 1:].T, *echoed.T,
            *self.of_document[candidates].T,
            np.full(len(candidates), near.highest), np.full(len(candidates), min(count, 30) / 30),
        ]  # fmt: skip
        return np.stack(columns, axis=1).astype(np.float32)

    def _question(self, said: Asked, near: Neighbours, matrix: Matrix) -> Matrix:
        best = {name: float(matrix[:, SIGNALS.index(name)].max(initial=0)) for name in _BEST}
        others = (NOTHING_OWNER, VAGUE_OWNER, AMBIGUOUS_OWNER)
        values = [
            near.highest, *(near.similarity_of(owner) for owner in others), best["prototype"],
            *(near.share_of(owner) for owner in others), best["covered"], self.coverage.known(said),
            min(len(said.words), 40) / 40, best["question_in_name"],
        ]  # fmt: skip
        return np.array(values, dtype=np.float32)


_BEST = ("prototype", "covered", "question_in_name")


def top(scores: Matrix, count: int) -> list[int]:
    """Return the positions of the `count` highest scores above zero, in no order."""
    count = min(count, len(scores))
    found = np.argpartition(-scores, count - 1)[:count]
    return [int(position) for position in found if scores[position] > 0]
