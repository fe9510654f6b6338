"""Postings: which documents use which terms, many at once."""

from math import log
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retriever.postings import Postings

SAID = [{"gạo", "bán"}, {"muối", "bán"}, {"cá"}]
MARKET = Postings.build(SAID)
TERMS = st.text(alphabet="abcdá ", min_size=1, max_size=3)


def test_owners_are_told_in_rising_order() -> None:
    assert MARKET.owners("bán").tolist() == [0, 1]
    assert MARKET.owners("cá").tolist() == [2]


def test_nobody_uses_an_unknown_term() -> None:
    assert MARKET.owners("voi").tolist() == []
    assert "voi" not in MARKET
    assert "cá" in MARKET


def test_a_term_weighs_more_the_fewer_use_it_and_most_where_none_does() -> None:
    assert MARKET.weight("bán") == log(3 / 2)
    assert MARKET.weight("cá") == log(3)
    assert MARKET.weight("voi") == MARKET.rarest == log(4)


def test_many_terms_are_looked_up_in_many_documents_at_once() -> None:
    held = MARKET.holds(["cá", "voi", "bán"], np.array([2, 0]))
    assert held.tolist() == [[True, False], [False, False], [False, True]]


def test_nothing_is_held_where_nothing_is_said() -> None:
    for empty in (Postings.build([]), Postings.build([set(), set()])):
        assert not empty.holds(["cá"], np.array([0, 1])).any()
        assert empty.owners("cá").tolist() == []


def test_no_terms_and_no_documents_give_no_rows_and_no_columns() -> None:
    assert MARKET.holds([], np.array([0, 1])).shape == (0, 2)
    assert MARKET.holds(["cá"], np.array([], dtype=np.int64)).shape == (1, 0)


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    for place, made in enumerate((MARKET, Postings.build([set()]))):
        made.save(tmp_path / f"{place}.npz")
        loaded = Postings.load(tmp_path / f"{place}.npz")
        assert [*loaded] == [*made]
        assert np.array_equal(loaded.keys, made.keys)
        assert loaded.count == made.count


@given(st.lists(st.frozensets(TERMS, max_size=5), min_size=1, max_size=8), st.lists(TERMS, max_size=5))
def test_any_sets_are_told_as_they_are(said: list[frozenset[str]], asked: list[str]) -> None:
    made = Postings.build(said)
    held = made.holds(asked, np.arange(len(said)))
    assert held.tolist() == [[term in terms for terms in said] for term in asked]
    for term in asked:
        assert made.owners(term).tolist() == [owner for owner, terms in enumerate(said) if term in terms]
