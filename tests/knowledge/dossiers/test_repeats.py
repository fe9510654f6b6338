"""Of two rows about one dossier the first stands, where neither is newer and they differ."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.repeats import Repeats

NOON = datetime(2025, 7, 1, 5, tzinfo=UTC)
ROW = st.tuples(
    st.sampled_from("abc"), st.sampled_from([None, NOON, NOON + timedelta(hours=1)]), st.sampled_from([b"x", b"y"])
)


@pytest.fixture
def repeats() -> Iterator[Repeats]:
    made = Repeats()
    yield made
    made.close()


def test_what_contradicts_the_first_row_is_named_by_that_rows_number(repeats: Repeats) -> None:
    assert repeats.contradicted(2, "a", None, b"x") is None
    assert repeats.contradicted(3, "a", None, b"y") == 2
    assert repeats.contradicted(4, "a", None, b"y") == 2


def test_the_same_again_and_other_dossiers_contradict_nothing(repeats: Repeats) -> None:
    repeats.contradicted(2, "a", NOON, b"x")
    assert repeats.contradicted(3, "a", NOON, b"x") is None
    assert repeats.contradicted(4, "b", NOON, b"y") is None


def test_a_row_of_another_time_may_say_something_else(repeats: Repeats) -> None:
    repeats.contradicted(2, "a", NOON, b"x")
    assert repeats.contradicted(3, "a", NOON + timedelta(hours=1), b"y") is None
    assert repeats.contradicted(4, "a", None, b"y") is None


@given(st.lists(ROW, max_size=12))
def test_only_a_row_that_differs_from_the_first_of_its_time_is_contradicted(
    rows: list[tuple[str, datetime | None, bytes]],
) -> None:
    made, first = Repeats(), dict[str, tuple[int, datetime | None, bytes]]()
    for number, (code, as_of, digest) in enumerate(rows):
        at, moment, known = first.setdefault(code, (number, as_of, digest))
        expected = at if moment == as_of and known != digest else None
        assert made.contradicted(number, code, as_of, digest) == expected
    made.close()
