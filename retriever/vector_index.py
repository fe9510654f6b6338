"""FAISS over every name and phrasing; a procedure's similarity is that of its nearest entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.phrasings.loading import Ambiguous
from retriever.documents import Document
from retriever.embedding import Embedding, Vectors


@dataclass(frozen=True)
class Entry:
    """One indexed text: `owner` is the position of its document, or one of the owners below zero."""

    owner: int
    text: str
    is_name: bool


_PRECISION = faiss.ScalarQuantizer.QT_fp16
NOTHING_OWNER, VAGUE_OWNER, AMBIGUOUS_OWNER = -1, -2, -3


@dataclass(frozen=True)
class Unanswerable:
    """Questions that no single procedure answers: nothing does, too vague to tell, or several could."""

    nothing: Sequence[str] = ()
    vague: Sequence[str] = ()
    ambiguous: Sequence[Ambiguous] = ()


def entries(documents: Sequence[Document], others: Unanswerable) -> list[Entry]:
    """List everything to index, documents in order."""
    found = [Entry(NOTHING_OWNER, text, False) for text in others.nothing]
    found += [Entry(VAGUE_OWNER, text, False) for text in others.vague]
    found += [Entry(AMBIGUOUS_OWNER, item.text, False) for item in others.ambiguous]
    for owner, document in enumerate(documents):
        found += [Entry(owner, text, True) for text in document.names]
        found += [Entry(owner, text, False) for text in document.phrasings]
    return found


class VectorIndex:
    """Exhaustive inner-product search over unit vectors kept in half precision: half the memory, and quicker."""

    def __init__(self, index: faiss.Index, items: Sequence[Entry]) -> None:
        self.index = index
        self.items = items
        self.owners = np.array([item.owner for item in items], dtype=np.int64)
        self.names = np.array([item.is_name for item in items], dtype=bool)
        order = np.argsort(self.owners, kind="stable")
        bounds = np.flatnonzero(np.diff(self.owners[order])) + 1
        self.positions = {int(self.owners[group[0]]): group for group in np.split(order, bounds) if len(group)}

    @classmethod
    def build(cls, embedding: Embedding, items: Sequence[Entry]) -> "VectorIndex":
        """Encode and index `items`."""
        vectors = embedding.encode([item.text for item in items])
        index = faiss.IndexScalarQuantizer(vectors.shape[1], _PRECISION, faiss.METRIC_INNER_PRODUCT)
        index.train(vectors)
        index.add(vectors)
        return cls(index, items)

    def save(self, path: Path) -> None:
        """Write the FAISS file; the entries are kept by the release."""
        faiss.write_index(self.index, str(path))

    def centres(self, owners: int) -> Vectors:
        """Return the middle of each owner's entries as a unit vector, shape (owners, dimensions)."""
        vectors = self.index.reconstruct_n(0, self.index.ntotal)
        found = np.stack([vectors[self.positions[owner]].mean(axis=0) for owner in range(owners)])
        return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9), dtype=np.float32)

    def similarity_to(self, owner: int, vector: Vectors) -> float:
        """Return how near `vector`, shape (dimensions,), comes to the nearest entry of one owner, -1..1."""
        entries_of_owner = np.stack([self.index.reconstruct(int(position)) for position in self.positions[owner]])
        return float((entries_of_owner @ vector).max())

    def search(self, vectors: Vectors, depth: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return similarities and entry positions, both of shape (queries, depth), best first."""
        faiss.omp_set_num_threads(1)
        similarities, positions = self.index.search(vectors, min(depth, len(self.items)))
        return similarities, positions
