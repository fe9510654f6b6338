"""Echo: how much of the nearest entry the question says, and the heaviest word that it does not."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese.folding import syllables
from retriever.coverage import Coverage
from retriever.echo import Echo
from retriever.vector_index import NOTHING_OWNER, Entry
from tests.retriever.samples import a_document, market

BIRTH = a_document("Khai sinh", "em mới sanh bé, làm khai sinh")
ABROAD = a_document("Khai sinh có yếu tố nước ngoài", "chồng người Nhật, em mới sanh bé, làm khai sinh")
WORDS = Coverage.build([BIRTH, ABROAD, *market()]).words
ITEMS = [
    Entry(0, BIRTH.phrasings[0], False),
    Entry(1, ABROAD.phrasings[0], False),
    Entry(NOTHING_OWNER, "em mới sanh bé", False),
]
ECHO = Echo.build(WORDS, ITEMS)
ASKED = "em moi sanh be gai, lam khai sinh"


def test_an_entry_said_whole_is_echoed_whole() -> None:
    assert ECHO.of(ASKED, [0])[0] == pytest.approx((1, 0))


def test_an_entry_with_a_heavy_word_that_nobody_said_is_echoed_less() -> None:
    (own, other) = ECHO.of(ASKED, [0, 1])
    assert other[0] < own[0]
    assert other[1] == pytest.approx(WORDS.weight("nhat") / WORDS.rarest)


def test_no_entry_and_what_no_procedure_answers_echo_nothing() -> None:
    assert ECHO.of(ASKED, [-1, 2]).tolist() == [[0, 1], [0, 1]]


def test_rows_follow_the_entries() -> None:
    rows = ECHO.of(ASKED, [1, -1, 0, 1])
    assert [row.tolist() for row in rows] == [ECHO.of(ASKED, [entry])[0].tolist() for entry in (1, -1, 0, 1)]


def test_no_entries_give_no_rows() -> None:
    assert ECHO.of(ASKED, []).shape == (0, 2)


def test_what_was_saved_echoes_the_same(tmp_path: Path) -> None:
    ECHO.save(tmp_path / "echo.npz")
    loaded = Echo.load(tmp_path / "echo.npz", WORDS)
    assert np.array_equal(loaded.of(ASKED, [0, 1, 2]), ECHO.of(ASKED, [0, 1, 2]))


@given(st.one_of(st.text(max_size=80), st.sampled_from([item.text for item in ITEMS])))
def test_any_question_echoes_between_nothing_and_all(text: str) -> None:
    found = ECHO.of(text, [0, 1])
    assert ((found >= 0) & (found <= 1 + 1e-6)).all()
    if not syllables(text):
        assert found[:, 0].tolist() == [0, 0]
