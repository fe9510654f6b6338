"""Words and times as they are written in Vietnam."""

from datetime import UTC, date, datetime

import pytest

from channels.rendering.words import day, moment, word


def test_times_are_told_in_vietnam() -> None:
    assert moment(datetime(2026, 11, 21, 18, 30, tzinfo=UTC)) == "01:30, 22/11/2026"
    assert moment(datetime(2026, 11, 21, 18, 30)) == "01:30, 22/11/2026"
    assert day(datetime(2026, 11, 21, 18, 30, tzinfo=UTC)) == "22/11/2026"
    assert day(date(2026, 7, 19)) == "19/07/2026"


def test_words_that_are_not_there_are_an_error_unless_something_stands_in() -> None:
    with pytest.raises(KeyError):
        word("procedure.nothing")
    assert word.get("procedure.nothing", "x") == "x"
