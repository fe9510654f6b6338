"""Long lists, page by page."""

from hypothesis import given
from hypothesis import strategies as st

from eval.console.paging import Paging


def test_a_page_knows_its_lines() -> None:
    paging = Paging(2, 120, 50)
    assert (paging.number, paging.last, paging.first_line) == (2, 3, 50)


def test_an_empty_list_has_one_page() -> None:
    assert (Paging(7, 0).number, Paging(7, 0).last, Paging(7, 0).first_line) == (1, 1, 0)


@given(st.integers(), st.integers(0, 10_000), st.integers(1, 100))
def test_whatever_page_is_asked_for_one_that_is_there_is_shown(asked: int, total: int, size: int) -> None:
    paging = Paging(asked, total, size)
    assert 1 <= paging.number <= paging.last
    assert 0 <= paging.first_line < max(total, 1)
