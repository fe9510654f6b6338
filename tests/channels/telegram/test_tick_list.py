"""The message in which papers are ticked off."""

import pytest

from channels.rendering import Paper, TickList
from channels.telegram import payloads
from channels.telegram.texts import text
from channels.telegram.tick_list import read, rows, words


def listed(count: int = 2, decided: bool = True) -> TickList:
    papers = tuple(Paper(f"paper-{number}", f"Giấy số {number}") for number in range(1, count + 1))
    return TickList("DA85CC1E8B", "1.001193", "Khai sinh", papers, decided)


def test_it_says_how_many_are_ready_and_marks_each_paper() -> None:
    having = frozenset({"paper-2"})
    assert [block.text for block in words(listed(), having)][1] == "1/2 giấy tờ đã sẵn sàng."
    assert [row[0]["text"] for row in rows(listed(), having)] == ["⬜ 1. Giấy số 1", "✅ 2. Giấy số 2"]
    assert rows(listed(), having)[1][0]["data"] == "t:DA85CC1E8B.2"


def test_a_full_list_says_so_and_one_that_is_not_decided_says_to_ask() -> None:
    having = frozenset({"paper-1", "paper-2"})
    assert words(listed(), having)[-1].text == text("ticks.ready")
    assert words(listed(decided=False), having)[-1].text == text("ticks.all_ticked")


def test_a_very_long_list_has_no_more_buttons_than_telegram_takes() -> None:
    assert len(rows(listed(120), frozenset())) == 40
    (edit,) = payloads.retold(7, listed(120), frozenset())
    assert (edit["do"], edit["message"]) == ("edit", 7)


@pytest.mark.parametrize(
    ("told", "found"), [("AB12.3", ("AB12", 3)), ("AB12", None), (".3", None), ("AB12.x", None), ("AB12.²", None)]
)
def test_a_papers_button_is_read_back(told: str, found: tuple[str, int] | None) -> None:
    assert read(told) == found
