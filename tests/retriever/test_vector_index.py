"""The FAISS index: exhaustive, half precision, every name and phrasing with its owner, the middle of an owner's entries."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.phrasings.loading import Ambiguous
from retriever.vector_index import (
    AMBIGUOUS_OWNER,
    NOTHING_OWNER,
    VAGUE_OWNER,
    Entry,
    Unanswerable,
    VectorIndex,
    entries,
)
from tests.retriever.samples import market, market_code, market_training

OTHERS = Unanswerable(
    ("hôm nay trời mưa không", "kể chuyện cười"),
    ("làm giấy tờ",),
    (Ambiguous(text="bán đồ ở chợ", procedures=(market_code("gạo"), market_code("muối"))),),
)


@cache
def index() -> VectorIndex:
    return VectorIndex.build(market_training().embedding, entries(market(), OTHERS))


HALF = 2e-3
"""What half precision may cost."""


def encoded(*texts: str) -> np.ndarray:
    return market_training().embedding.encode(texts)


def test_every_name_phrasing_and_unanswerable_question_is_listed_once_with_its_owner() -> None:
    listed = entries(market(), OTHERS)
    assert len(listed) == 4 + sum(len(item.names) + len(item.phrasings) for item in market())
    assert [item.owner for item in listed[:4]] == [NOTHING_OWNER, NOTHING_OWNER, VAGUE_OWNER, AMBIGUOUS_OWNER]
    assert [item for item in listed if item.owner == 0 and item.is_name] == [Entry(0, market()[0].name, True)]
    assert {item.text for item in listed if item.owner == 0 and not item.is_name} == set(market()[0].phrasings)


def test_an_entry_finds_itself_first() -> None:
    listed = entries(market(), OTHERS)
    similarities, positions = index().search(encoded(*(item.text for item in listed)), 1)
    assert positions[:, 0].tolist() == list(range(len(listed)))
    assert similarities[:, 0] == pytest.approx(1, abs=HALF)


def test_search_leaves_nothing_out() -> None:
    asked = encoded("mua gạo", "sạp bán tấm cói", "trời mưa")
    every = index().index.reconstruct_n(0, index().index.ntotal)
    similarities, _ = index().search(asked, 20)
    assert similarities == pytest.approx(-np.sort(-(asked @ every.T), axis=1)[:, :20], abs=HALF)


def test_no_more_is_found_than_there_is() -> None:
    similarities, positions = index().search(encoded("gạo"), 10**6)
    assert similarities.shape == positions.shape == (1, len(index().items))
    assert sorted(positions[0].tolist()) == list(range(len(index().items)))


def test_the_middle_of_an_owner_is_the_unit_mean_of_its_entries() -> None:
    centres = index().centres(len(market()))
    assert (centres.shape, centres.dtype) == ((len(market()), 32), np.float32)
    assert np.linalg.norm(centres, axis=1) == pytest.approx(1, abs=HALF)
    mean = encoded(*market()[3].names, *market()[3].phrasings).mean(axis=0)
    assert centres[3] == pytest.approx(mean / np.linalg.norm(mean), abs=HALF)


def test_centres_are_nearest_to_their_own_entries() -> None:
    found = encoded(*(item.phrasings[0] for item in market())) @ index().centres(len(market())).T
    assert (found.argmax(axis=1) == np.arange(len(market()))).mean() > 0.9


def test_similarity_to_an_owner_is_that_of_its_nearest_entry() -> None:
    (asked,) = encoded("xin bán gạo ở chợ")
    assert index().similarity_to(0, asked) == pytest.approx(1, abs=HALF)
    every = encoded(*market()[5].names, *market()[5].phrasings) @ asked
    assert index().similarity_to(5, asked) == pytest.approx(every.max(), abs=HALF)
    assert index().similarity_to(NOTHING_OWNER, asked) < 0.9


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=100), st.integers(0, 39))
def test_any_text_is_as_near_to_an_owner_as_a_cosine_allows(text: str, owner: int) -> None:
    assert -1.001 <= index().similarity_to(owner, encoded(text)[0]) <= 1.001


def test_a_saved_index_finds_the_same(tmp_path: Path) -> None:
    index().save(tmp_path)
    loaded = VectorIndex.load(tmp_path, entries(market(), OTHERS))
    for before, after in zip(index().search(encoded("gạo"), 9), loaded.search(encoded("gạo"), 9), strict=True):
        assert np.array_equal(before, after)
    assert np.array_equal(loaded.owners, index().owners)
    assert np.array_equal(loaded.names, index().names)


@cache
def crowd() -> VectorIndex:
    """Enough entries for a coarse index: unit vectors about two hundred centres."""
    chance = np.random.default_rng(7)
    vectors = chance.normal(size=(200, 1, 32)) + 0.6 * chance.normal(size=(200, 40, 32))
    unit = (vectors / np.linalg.norm(vectors, axis=2, keepdims=True)).reshape(-1, 32).astype(np.float32)
    items = [Entry(place // 40, str(place), False) for place in range(len(unit))]
    return VectorIndex.build(Given(unit), items)  # type: ignore[arg-type]


class Given:
    """Vectors by the number that a text is."""

    def __init__(self, vectors: np.ndarray) -> None:
        self.vectors = vectors

    def encode(self, texts: list[str]) -> np.ndarray:
        return self.vectors[[int(text) for text in texts]]


def test_among_many_entries_hardly_any_of_the_nearest_is_missed_and_none_is_nearer_than_it_is() -> None:
    every = crowd().index.reconstruct_n(0, crowd().index.ntotal)
    asked = every[::97]
    similarities, positions = crowd().search(asked, 50)
    right = -np.sort(-(asked @ every.T), axis=1)[:, :50]
    assert crowd().coarse is not None
    assert (positions[:, 0] == np.arange(0, len(every), 97)).all()
    assert (similarities >= right - HALF).mean() > 0.98
    assert np.take_along_axis(asked @ every.T, positions, 1) == pytest.approx(similarities, abs=HALF)


def test_what_is_near_to_nothing_finds_as_many_entries_as_anything_else() -> None:
    similarities, positions = crowd().search(np.zeros((1, 32), dtype=np.float32), 50)
    assert (positions >= 0).all()
    assert similarities == pytest.approx(0)
    assert len({*positions[0].tolist()}) == 50


def test_among_few_entries_all_are_compared() -> None:
    assert index().coarse is None


def test_a_saved_coarse_index_finds_the_same(tmp_path: Path) -> None:
    crowd().save(tmp_path)
    loaded = VectorIndex.load(tmp_path, crowd().items)
    asked = crowd().index.reconstruct_n(0, 3)
    for before, after in zip(crowd().search(asked, 9), loaded.search(asked, 9), strict=True):
        assert np.array_equal(before, after)


def test_a_lost_coarse_index_is_noticed(tmp_path: Path) -> None:
    crowd().save(tmp_path)
    (tmp_path / "coarse.faiss").unlink()
    with pytest.raises(RuntimeError):
        VectorIndex.load(tmp_path, crowd().items)


def test_positions_list_each_owner_s_entries() -> None:
    for owner, positions in index().positions.items():
        assert {index().items[position].owner for position in positions} == {owner}
    assert sum(map(len, index().positions.values())) == len(index().items)
