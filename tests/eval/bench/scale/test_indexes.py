"""Real FAISS indexes over 2,000 entries."""

from pathlib import Path

import faiss
import numpy as np
import pytest

from eval.bench.scale.indexes import DEPTH, FLAT, INDEXES, Vectors, build, lists

each_index = pytest.mark.parametrize("name", INDEXES)


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    drawn = np.random.default_rng(1).normal(size=(2000, 16)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


@each_index
def test_every_index_finds_what_it_holds_by_inner_product(name: str, vectors: Vectors) -> None:
    index = build(name, vectors)
    similarities, positions = index.search(vectors[:50], DEPTH)
    assert index.metric_type == faiss.METRIC_INNER_PRODUCT
    assert positions[:, 0].tolist() == list(range(50))
    assert np.allclose(similarities[:, 0], 1, atol=0.02)


@each_index
def test_an_index_searches_the_same_after_it_was_saved(name: str, vectors: Vectors, tmp_path: Path) -> None:
    index = build(name, vectors)
    faiss.write_index(index, str(tmp_path / name))
    again = faiss.read_index(str(tmp_path / name))
    assert np.array_equal(index.search(vectors[:20], DEPTH)[1], again.search(vectors[:20], DEPTH)[1])


def test_the_graph_and_the_lists_keep_what_was_chosen_for_searching(vectors: Vectors, tmp_path: Path) -> None:
    for name in ("hnsw", "ivf"):
        faiss.write_index(build(name, vectors), str(tmp_path / name))
    graph, inverted = faiss.read_index(str(tmp_path / "hnsw")), faiss.read_index(str(tmp_path / "ivf"))
    assert graph.hnsw.efSearch == INDEXES["hnsw"].settings(2000)["efSearch"] == 64
    assert {"nlist": inverted.nlist, "nprobe": inverted.nprobe} == INDEXES["ivf"].settings(2000)


def test_lists_grow_with_the_root() -> None:
    assert [lists(entries) for entries in (2_500, 10_000, 1_000_000)] == [200, 400, 4_000]


def test_quantised_vectors_take_half_and_a_quarter(vectors: Vectors, tmp_path: Path) -> None:
    sizes = {}
    for name in (FLAT, "fp16", "int8"):
        faiss.write_index(build(name, vectors), str(tmp_path / name))
        sizes[name] = (tmp_path / name).stat().st_size
    assert sizes["fp16"] / sizes[FLAT] == pytest.approx(0.5, abs=0.01)
    assert sizes["int8"] / sizes[FLAT] == pytest.approx(0.25, abs=0.01)
