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


_FILE, _COARSE_FILE = "vectors.faiss", "coarse.faiss"
_MANY = 5000
"""From this many entries on a coarse index names those to compare."""
_WIDER = 5.0
"""How many times as many entries as are wanted are compared; of the 200 nearest of 52,000, 1 in 2,500 is missed."""
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
    """Inner-product search over unit vectors kept in half precision: half the memory, and quicker.

    `coarse`: the same vectors in four bits for each two dimensions (André et al., Quicker ADC, 2018); it names the
    entries that are worth comparing. None among few entries: then all are compared.
    """

    def __init__(self, index: faiss.Index, items: Sequence[Entry], coarse: faiss.Index | None = None) -> None:
        self.index = index
        self.coarse = coarse
        self.searched = index if coarse is None else _refined(coarse, index)
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
        return cls(index, items, _coarse(vectors) if len(items) >= _MANY else None)

    def save(self, folder: Path) -> None:
        """Write the FAISS files; the entries are kept by the release."""
        faiss.write_index(self.index, str(folder / _FILE))
        if self.coarse is not None:
            faiss.write_index(self.coarse, str(folder / _COARSE_FILE))

    @classmethod
    def load(cls, folder: Path, items: Sequence[Entry]) -> "VectorIndex":
        """Read what `save` wrote, over the entries that it was built from."""
        coarse = folder / _COARSE_FILE
        read = faiss.read_index(str(coarse)) if len(items) >= _MANY else None
        return cls(faiss.read_index(str(folder / _FILE)), items, read)

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
        depth = min(depth, len(self.items))
        similarities, positions = self.searched.search(vectors, depth)
        if (positions < 0).any():  # a vector that is near to nothing, as that of unknown words only, names no entries
            similarities, positions = self.index.search(vectors, depth)
        return similarities, positions


def _coarse(vectors: Vectors) -> faiss.Index:
    faiss.omp_set_num_threads(1)
    coarse = faiss.index_factory(vectors.shape[1], f"PQ{vectors.shape[1] // 2}x4fs", faiss.METRIC_INNER_PRODUCT)
    coarse.train(vectors)
    coarse.add(vectors)
    return coarse


def _refined(coarse: faiss.Index, index: faiss.Index) -> faiss.Index:
    refined = faiss.IndexRefine(coarse, index)
    refined.k_factor = _WIDER
    return refined
