"""The FAISS indexes that are compared, all by inner product over unit vectors.

Johnson et al., Billion-scale similarity search with GPUs (2017); HNSW: Malkov & Yashunin (2016), arXiv:1603.09320;
four-bit codes in registers: André et al., Quicker ADC (2018), arXiv:1812.09162.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
DEPTH = 200
"""How many entries one search asks for, as the retriever does."""
_LINKS, _EF_SEARCH, _PROBES = 32, 64, 16
_LISTS_PER_ROOT = 4
_WIDER = 5.0
"""As many times the entries asked for are named by four bits for two dimensions and compared in half precision."""


@dataclass(frozen=True)
class Kind:
    """One kind of index: `make` takes dimensions and entries; `settings` takes entries and says what was chosen."""

    make: Callable[[int, int], faiss.Index]
    settings: Callable[[int], dict[str, Any]] = lambda _: {}


def lists(entries: int) -> int:
    """Return how many lists an inverted file over `entries` gets: four times the root, FAISS's own advice."""
    return round(_LISTS_PER_ROOT * math.sqrt(entries))


def build(name: str, vectors: Vectors) -> faiss.Index:
    """Train and fill index `name`, a key of `INDEXES`, on one thread. `vectors`: shape (entries, dimensions)."""
    faiss.omp_set_num_threads(1)
    entries, dimensions = vectors.shape
    index = INDEXES[name].make(dimensions, entries)
    index.train(vectors)
    index.add(vectors)
    return index


def _flat(dimensions: int, _: int) -> faiss.Index:
    return faiss.IndexFlatIP(dimensions)


def _half(dimensions: int, _: int) -> faiss.Index:
    return faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)


def _byte(dimensions: int, _: int) -> faiss.Index:
    return faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)


def _refined(dimensions: int, _: int) -> faiss.Index:
    named = f"PQ{dimensions // 2}x4fs,Refine(SQfp16)"
    index = faiss.index_factory(dimensions, named, faiss.METRIC_INNER_PRODUCT)
    setattr(index, "k_factor", _WIDER)  # noqa: B010 - only some kinds of index have it, which the types do not tell
    return index


def _graph(dimensions: int, _: int) -> faiss.Index:
    index = faiss.IndexHNSWFlat(dimensions, _LINKS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efSearch = _EF_SEARCH
    return index


def _inverted(dimensions: int, entries: int) -> faiss.Index:
    quantizer = faiss.IndexFlatIP(dimensions)
    index = faiss.IndexIVFFlat(quantizer, dimensions, lists(entries), faiss.METRIC_INNER_PRODUCT)
    index.nprobe = _PROBES
    return index


FLAT = "flat"
INDEXES = {
    FLAT: Kind(_flat),
    "fp16": Kind(_half),
    "int8": Kind(_byte),
    "pq4+fp16": Kind(_refined, lambda _: {"k": _WIDER}),
    "hnsw": Kind(_graph, lambda _: {"M": _LINKS, "efSearch": _EF_SEARCH}),
    "ivf": Kind(_inverted, lambda entries: {"nlist": lists(entries), "nprobe": _PROBES}),
}
"""By the name in tables. The first is exact: what the others find is held against it."""
