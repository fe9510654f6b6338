"""The steps over 2,000 entries, with real indexes, in this process."""

import json
from pathlib import Path

import numpy as np
import pytest

from eval.bench.scale import worker
from eval.bench.scale.indexes import FLAT, INDEXES
from eval.bench.scale.steps import PARTS, WORDS, Searched, build, search

NAMES = [f"Cấp giấy phép số {number}" for number in range(400)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What `invent` leaves, of 2,000 vectors in clusters."""
    chance = np.random.default_rng(3)
    drawn = np.repeat(chance.normal(size=(200, 32)), 10, axis=0) + 0.3 * chance.normal(size=(2000, 32))
    vectors = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    np.save(tmp_path / "vectors.npy", vectors)
    np.save(tmp_path / "questions.npy", vectors[::100])
    content = {"names": NAMES, "questions": NAMES[:20]}
    (tmp_path / "texts.json").write_text(json.dumps(content), encoding="utf-8")
    return tmp_path


def searched(folder: Path, part: str) -> Searched:
    for wanted in dict.fromkeys((FLAT, part)):
        build(wanted, folder)
        found = search(wanted, folder)
    return found


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_built_saved_and_searched(folder: Path, part: str) -> None:
    built = build(part, folder)
    assert built.seconds > 0
    assert built.size > 1_000
    found = searched(folder, part)
    assert 0 < found.median <= found.percentile_95


def test_the_flat_index_finds_all_that_it_finds(folder: Path) -> None:
    found = searched(folder, FLAT)
    assert (found.recall_10, found.recall_1) == (1.0, 1.0)


@pytest.mark.parametrize("part", [name for name in INDEXES if name != FLAT])
def test_the_others_find_most_of_it(folder: Path, part: str) -> None:
    found = searched(folder, part)
    assert found.recall_10 is not None
    assert found.recall_1 is not None
    assert found.recall_10 > 0.8
    assert found.recall_1 > 0.9


def test_words_are_not_held_against_vectors(folder: Path) -> None:
    assert searched(folder, WORDS).recall_10 is None


def test_a_step_of_a_process_is_written_where_it_is_asked_for(folder: Path) -> None:
    out = folder / "done.json"
    assert worker.main([str(out), "build", "fp16", str(folder)]) == 0
    assert json.loads(out.read_text())["size"] == (folder / "fp16").stat().st_size
    assert worker.main([str(out), "build", FLAT, str(folder)]) == 0
    assert worker.main([str(out), "search", FLAT, str(folder)]) == 0
    assert json.loads(out.read_text())["recall_10"] == 1.0
