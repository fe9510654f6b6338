"""What is done for one size, each step in a process of its own: invent and encode, build a part, search it.

The steps meet in a folder: `vectors.npy`, `questions.npy`, `texts.json` and a file or folder a part.
"""

import gc
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from eval.bench.machine import resident_mib
from eval.bench.scale import indexes
from eval.bench.scale.indexes import DEPTH, FLAT
from eval.bench.scale.recall import recall

QUESTIONS = 300
WARM_UP = 5
WORDS = "bm25s"
"""The part that is no vector index: BM25 over the names."""
PARTS = (*indexes.INDEXES, WORDS)
_AT_ONCE = 5_000
_TIMED = 10_000
"""Texts whose encoding is timed."""


@dataclass(frozen=True)
class Invented:
    """The catalogue of one size. `per_second`: texts that the embedding encodes on one thread."""

    records: int
    entries: int
    dimensions: int
    questions: int
    per_second: float


@dataclass(frozen=True)
class Built:
    """Seconds to build a part from vectors or texts that are there, and its bytes on disk."""

    seconds: float
    size: int


@dataclass(frozen=True)
class Searched:
    """One question at a time, on one thread, in milliseconds; recall None where nothing exact is held against it.

    `resident_mib`: growth of a fresh process that loads the part; None where the system does not tell.
    """

    resident_mib: float | None
    median: float
    percentile_95: float
    recall_10: float | None
    recall_1: float | None


def invent(release: Path, records: int, folder: Path) -> Invented:
    """Invent a catalogue from the release's words, encode it with its embedding. Raises `BadReleaseError`."""
    from eval.bench.scale import synthetic  # torch takes seconds to import, and no other step needs it
    from retriever.release import load

    retriever = load(release)
    made = synthetic.invent(retriever.documents, records, QUESTIONS)
    encode = retriever.signals.embedding.encode
    texts = [*made.names, *made.phrasings]
    asked = encode(made.questions)
    started = time.perf_counter()
    encode(texts[-_TIMED:])
    seconds = time.perf_counter() - started
    vectors = np.lib.format.open_memmap(
        folder / "vectors.npy", mode="w+", dtype=np.float32, shape=(len(texts), asked.shape[1])
    )
    for start in range(0, len(texts), _AT_ONCE):
        vectors[start : start + _AT_ONCE] = encode(texts[start : start + _AT_ONCE])
    vectors.flush()
    np.save(folder / "questions.npy", asked)
    content = {"names": made.names, "questions": made.questions}
    (folder / "texts.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return Invented(records, len(texts), asked.shape[1], len(made.questions), min(len(texts), _TIMED) / seconds)


def build(part: str, folder: Path) -> Built:
    """Build one of `PARTS` and save it as `folder / part`."""
    if part == WORDS:
        return _build_words(folder)
    vectors = np.load(folder / "vectors.npy")
    started = time.perf_counter()
    index = indexes.build(part, vectors)
    seconds = time.perf_counter() - started
    faiss.write_index(index, str(folder / part))
    return Built(seconds, (folder / part).stat().st_size)


def search(part: str, folder: Path) -> Searched:
    """Load what `build` saved and ask every question; the flat index goes first and leaves what is exact."""
    if part == WORDS:
        return _search_words(folder)
    faiss.omp_set_num_threads(1)
    questions = np.load(folder / "questions.npy")
    before = resident_mib()
    index = faiss.read_index(str(folder / part))
    depth = min(DEPTH, index.ntotal)
    grown, times, found = _asked(lambda row: index.search(questions[row : row + 1], depth), len(questions), before)
    similarities, positions = (np.concatenate(column) for column in zip(*found, strict=True))
    if part == FLAT:
        np.save(folder / "exact.npy", similarities)
    vectors, exact = np.load(folder / "vectors.npy", mmap_mode="r"), np.load(folder / "exact.npy")
    shares = (recall(positions, exact, vectors, questions, k) for k in (10, 1))
    return Searched(grown, float(np.median(times)), float(np.percentile(times, 95)), *shares)


def _build_words(folder: Path) -> Built:
    from retriever.lexical_index import LexicalIndex

    names = json.loads((folder / "texts.json").read_text("utf-8"))["names"]
    started = time.perf_counter()
    index = LexicalIndex.build(names)
    seconds = time.perf_counter() - started
    index.save(folder / WORDS)
    return Built(seconds, sum(path.stat().st_size for path in (folder / WORDS).iterdir()))


def _search_words(folder: Path) -> Searched:
    from retriever.features import terms
    from retriever.lexical_index import LexicalIndex

    questions = json.loads((folder / "texts.json").read_text("utf-8"))["questions"]
    gc.collect()
    before = resident_mib()
    index = LexicalIndex.load(folder / WORDS)
    grown, times, _ = _asked(lambda row: index.scores(terms(questions[row])), len(questions), before)
    return Searched(grown, float(np.median(times)), float(np.percentile(times, 95)), None, None)


def _asked(
    ask: Callable[[int], Any], count: int, before: float | None
) -> tuple[float | None, Sequence[float], list[Any]]:
    """Return the growth of memory after a few calls, the milliseconds of every call, and what was found."""
    for row in range(min(WARM_UP, count)):
        ask(row)
    after = resident_mib()
    grown = after - before if after is not None and before is not None else None
    times, found = [], []
    for row in range(count):
        started = time.perf_counter()
        found.append(ask(row))
        times.append((time.perf_counter() - started) * 1000)
    return grown, times, found
