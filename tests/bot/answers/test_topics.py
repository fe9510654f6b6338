"""A guide answers only while the official lines that it rests on say what its writer read."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.answers.sections import section
from bot.answers.topics import Library, Topic
from knowledge.checking import changes
from knowledge.checking.official import Official
from knowledge.guides.loading import Guides
from tests.knowledge.checking.conftest import CODE, TODAY, catalogue, guide
from tests.retriever.samples import retriever

SAME: dict[str, Any] = {}
DEARER = {
    "methods": [{"method": "direct", "time": {"quantity": 3, "unit": "working_day"}, "fees": [{"amount": 30000}]}]
}
SLOWER = {
    "methods": [{"method": "direct", "time": {"quantity": 9, "unit": "working_day"}, "fees": [{"amount": 20000}]}]
}
ELSEWHERE = {"receiving_address": "Một nơi khác"}


def topic(folder: Path, now: dict[str, Any]) -> Topic:
    """Return the procedure whose guide was checked against the plain record, over the record as it is `now`."""
    for name in ("then", "now"):
        (folder / name).mkdir()
    seen = {CODE: changes.lines_of(CODE, Official(catalogue(folder / "then")))}
    later = catalogue(folder / "now", **now)
    library = Library("small", retriever(), Guides({CODE: guide()}), later, checked=seen, today=lambda: TODAY)
    return library.topic(CODE)


@pytest.mark.parametrize("now", [SAME, ELSEWHERE])
def test_a_guide_answers_while_what_it_rests_on_is_the_same(tmp_path: Path, now: dict[str, Any]) -> None:
    assert topic(tmp_path, now).status == "current"


@pytest.mark.parametrize("now", [DEARER, SLOWER])
def test_a_fee_or_a_time_that_changed_since_the_check_is_told_from_the_record(
    tmp_path: Path, now: dict[str, Any]
) -> None:
    changed = topic(tmp_path, now)
    assert (changed.status, changed.guide) == ("changed", None)
    assert changed.notice
    assert [line.amount for line in section(changed, "fee").lines] == [30000 if now is DEARER else 20000]
    assert [line.quantity for line in section(changed, "time").lines] == [3 if now is DEARER else 9]


def test_a_topic_is_read_once_a_day_and_yesterdays_are_let_go(tmp_path: Path) -> None:
    days = [TODAY, TODAY, TODAY + timedelta(days=1)]
    library = Library("small", retriever(), Guides({CODE: guide()}), catalogue(tmp_path), today=lambda: days[0])
    first = library.topic(CODE)
    assert library.topic(CODE) is first
    assert first.papers is first.papers
    days[0] = days[2]
    assert library.topic(CODE) is not first
    assert len(library._topics) == 1
