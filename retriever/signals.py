"""The signals of each candidate procedure, side by side, before any weighing.

One question gives a matrix (candidates, SIGNALS) and a vector of the question as a whole (QUESTION).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.procedures.models import Level
from knowledge.vietnamese.folding import syllables
from retriever.documents import Document
from retriever.embedding import Embedding, Vectors
from retriever.features import terms
from retriever.lexical_index import LexicalIndex
from retriever.vector_index import AMBIGUOUS_OWNER, NOTHING_OWNER, VAGUE_OWNER, VectorIndex

SIGNALS = (
    "nearest", "nearest_name", "third_nearest", "behind_best", "names_bm25", "names_bm25_share", "text_bm25",
    "question_in_name", "name_in_question", "commune", "province", "ministry", "phrased", "best_similarity", "length",
)  # fmt: skip
QUESTION = ("best_similarity", "nothing_similarity", "vague_similarity", "length", "name_share", "ambiguous_similarity")
_DEPTH = 200
_LEXICAL_CANDIDATES = 15
_VECTOR_CANDIDATES = 25

Matrix = NDArray[np.float32]


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


class SignalReader:
    """Reads the signals of a question from the indexes."""

    def __init__(
        self,
        documents: Sequence[Document],
        embedding: Embedding,
        vectors: VectorIndex,
        names: LexicalIndex,
        texts: LexicalIndex,
    ) -> None:
        self.embedding = embedding
        self.vectors = vectors
        self.names = names
        self.texts = texts
        self.phrased = np.array([bool(document.phrasings) for document in documents], dtype=np.float32)
        self.name_syllables = [set(syllables(document.name)) for document in documents]
        levels = (Level.COMMUNE, Level.PROVINCE, Level.MINISTRY)
        self.levels = np.array(
            [[document.level is level for level in levels] for document in documents], dtype=np.float32
        )

    def read(self, question: str) -> Signals:
        """Return the signals of `question` for its best candidates of every index."""
        return self.read_vector(question, self.embedding.encode([question]))

    def read_vector(self, question: str, vector: Vectors) -> Signals:
        """Like `read`, for a question that is encoded already."""
        similarities, positions = self.vectors.search(vector, _DEPTH)
        found = _Neighbours(similarities[0], positions[0], self.vectors)
        query = terms(question)
        by_name, by_text = self.names.scores(query), self.texts.scores(query)
        candidates = np.array(sorted({*found.best(_VECTOR_CANDIDATES), *_top(by_name), *_top(by_text)}), dtype=np.int64)
        matrix = self._matrix(question, candidates, found, by_name, by_text)
        question_signals = np.array(
            [
                found.highest,
                found.similarity_of(NOTHING_OWNER),
                found.similarity_of(VAGUE_OWNER),
                min(len(syllables(question)), 40) / 40,
                float(matrix[:, 7].max()) if len(candidates) else 0.0,
                found.similarity_of(AMBIGUOUS_OWNER),
            ],
            dtype=np.float32,
        )
        matched = tuple(found.matched(int(candidate)) for candidate in candidates)
        return Signals(candidates, matched, matrix, question_signals, found.matched(AMBIGUOUS_OWNER))

    def _matrix(
        self, question: str, candidates: NDArray[np.int64], found: "_Neighbours", by_name: Matrix, by_text: Matrix
    ) -> Matrix:
        asked = set(syllables(question))
        names, texts = by_name[candidates], by_text[candidates]
        top_name, top_text = max(float(by_name.max()), 1e-6), max(float(by_text.max()), 1e-6)
        near = np.array([found.of(int(candidate)) for candidate in candidates], dtype=np.float32).reshape(-1, 3)
        overlap = [len(asked & self.name_syllables[candidate]) for candidate in candidates]
        lengths = [max(len(self.name_syllables[candidate]), 1) for candidate in candidates]
        columns = [
            near[:, 0],
            near[:, 1],
            near[:, 2],
            found.highest - near[:, 0],
            names / top_name,
            names / (10.0 * max(len(asked), 1)),
            texts / top_text,
            np.array(overlap, dtype=np.float32) / max(len(asked), 1),
            np.array(overlap, dtype=np.float32) / np.array(lengths, dtype=np.float32),
            *self.levels[candidates].T,
            self.phrased[candidates],
            np.full(len(candidates), found.highest, dtype=np.float32),
            np.full(len(candidates), min(len(asked), 30) / 30, dtype=np.float32),
        ]
        return np.stack(columns, axis=1).astype(np.float32)


class _Neighbours:
    """The nearest entries of one question, grouped by procedure."""

    def __init__(self, similarities: NDArray[np.float32], positions: NDArray[np.int64], index: VectorIndex) -> None:
        self.index = index
        self.by_owner: dict[int, list[tuple[float, int]]] = {}
        for similarity, position in zip(similarities, positions, strict=True):
            self.by_owner.setdefault(int(index.owners[position]), []).append((float(similarity), int(position)))
        self.floor = float(similarities[-1])
        self.highest = max((near[0][0] for owner, near in self.by_owner.items() if owner >= 0), default=0.0)

    def best(self, count: int) -> list[int]:
        return [owner for owner in self.by_owner if owner >= 0][:count]

    def of(self, owner: int) -> tuple[float, float, float]:
        """Return the similarity of the nearest entry, the nearest name and the third nearest entry."""
        near = self.by_owner.get(owner)
        if not near:
            return self.floor - 0.05, self.floor - 0.05, self.floor - 0.05
        name = next((similarity for similarity, position in near if self.index.names[position]), self.floor - 0.05)
        third = near[2][0] if len(near) > 2 else self.floor - 0.05
        return near[0][0], name, third

    def similarity_of(self, owner: int) -> float:
        near = self.by_owner.get(owner)
        return near[0][0] if near else self.floor - 0.05

    def matched(self, owner: int) -> str:
        near = self.by_owner.get(owner)
        return self.index.items[near[0][1]].text if near else ""


def _top(scores: Matrix) -> list[int]:
    count = min(_LEXICAL_CANDIDATES, len(scores))
    top = np.argpartition(-scores, count - 1)[:count]
    return [int(position) for position in top if scores[position] > 0]
