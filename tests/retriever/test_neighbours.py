"""Neighbours: the nearest entries by procedure, their votes, and what counts where nothing was found."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retriever.neighbours import Neighbours
from retriever.vector_index import NOTHING_OWNER, VAGUE_OWNER, Unanswerable, VectorIndex, entries
from tests.retriever.samples import MARKET, a_document, market, market_training

NOTHING = ("hôm nay trời mưa không", "kể chuyện cười nghe chơi")
GAO = 0


@cache
def index() -> VectorIndex:
    others = Unanswerable(nothing=NOTHING, vague=("làm giấy tờ",))
    return VectorIndex.build(market_training().embedding, entries(market(), others))


def near(question: str, depth: int = 60) -> Neighbours:
    similarities, positions = index().search(market_training().embedding.encode([question]), depth)
    return Neighbours(similarities[0], positions[0], index())


@pytest.mark.parametrize("place", range(0, 40, 5))
def test_the_nearest_procedure_comes_first(place: int) -> None:
    asked = near(f"mở sạp {list(MARKET)[place]}")
    assert asked.best(3)[0] == place
    assert asked.highest == pytest.approx(asked.similarity_of(place))


def test_no_more_are_best_than_asked_for() -> None:
    assert len(near("gạo").best(3)) == 3
    assert set(near("gạo", depth=400).best(1000)) == set(range(len(market())))


def test_what_nothing_answers_is_no_best_procedure() -> None:
    asked = near(NOTHING[0])
    assert NOTHING_OWNER not in asked.best(1000)
    assert asked.similarity_of(NOTHING_OWNER) == pytest.approx(1, abs=2e-3)
    assert asked.highest < 0.99
    assert asked.matched(NOTHING_OWNER) == NOTHING[0]


def test_a_procedure_is_matched_by_its_nearest_entry() -> None:
    for text in market()[GAO].phrasings:
        assert near(text).matched(GAO) == text


def test_a_procedure_that_was_not_found_lies_below_the_last_one_found() -> None:
    asked = near("mở sạp gạo", depth=5)
    far = next(owner for owner in range(40) if owner not in asked.by_owner)
    assert asked.table([far]).tolist() == [[pytest.approx(asked.floor)] * 4]
    assert asked.similarity_of(far) == asked.floor < min(near[0][0] for near in asked.by_owner.values())
    assert (asked.matched(far), asked.share_of(far)) == ("", 0)


def test_a_row_tells_the_nearest_entry_the_nearest_name_the_third_and_the_votes() -> None:
    question = "mở sạp gạo"
    asked = near(question, depth=400)
    (vector,) = market_training().embedding.encode([question])
    said = market_training().embedding.encode([*market()[GAO].names, *market()[GAO].phrasings]) @ vector
    nearest, name, third, votes = asked.table([GAO])[0]
    assert nearest == pytest.approx(said.max(), abs=2e-3)
    assert name == pytest.approx(said[0], abs=2e-3)
    assert third == pytest.approx(sorted(said)[-3], abs=2e-3)
    assert nearest - 1e-5 <= votes <= nearest + np.log(len(said)) / 14 + 2e-3


def test_more_near_entries_vote_more() -> None:
    one, many = (
        a_document("Bán gạo", code="1.1"),
        a_document("Bán muối", "mua muối", "muối đây", "gánh muối", code="1.2"),
    )
    made = VectorIndex.build(market_training().embedding, entries([one, many], Unanswerable()))
    similarities = np.full(5, 0.5, dtype=np.float32)
    table = Neighbours(similarities, np.arange(5), made).table([0, 1])
    assert table[1, 3] > table[0, 3] == pytest.approx(0.5)


def test_shares_of_the_voters_sum_to_one() -> None:
    asked = near("bán đồ ở chợ")
    owners = [NOTHING_OWNER, VAGUE_OWNER, *range(len(market()))]
    assert sum(asked.share_of(owner) for owner in owners) == pytest.approx(1)


def test_no_owners_give_no_rows() -> None:
    assert near("gạo").table([]).shape == (0, 4)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=120), st.integers(1, 300))
def test_any_question_gives_rows_in_order_of_their_places(question: str, depth: int) -> None:
    asked = near(question, depth)
    table = asked.table(range(len(market())))
    assert table.shape == (len(market()), 4)
    assert np.isfinite(table).all()
    assert (table[:, 0] >= table[:, 1] - 1e-6).all()
    assert (table[:, 0] >= table[:, 2] - 1e-6).all()
    assert (table[:, 3] >= table[:, 0] - 1e-5).all()
    best = [asked.similarity_of(owner) for owner in asked.best(40)]
    assert best == sorted(best, reverse=True)
