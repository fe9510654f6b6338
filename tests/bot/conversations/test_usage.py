"""Usage: turns by day, channel and decision, in Viet Nam's days."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from bot.conversations.store import TRIAL, Conversations, Pending, Taken
from bot.conversations.tables import TurnRow
from bot.conversations.usage import asked_about, csv_lines, usage
from knowledge.database import writing
from tests.bot.conversations.samples import OWNER, reply

BIRTH, STAY = "1.001193", "1.004194"
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture(autouse=True)
def taken(conversations: Conversations) -> None:
    """Turns around midnight in Viet Nam, which is five in the afternoon in UTC; staff's trials are not counted."""
    for channel, decision, code, hour in (
        ("web", "answer", BIRTH, 16),
        ("web", "answer", BIRTH, 17),
        ("web", "decline", "", 17),
        ("kiosk", "clarify", STAY, 16),
        ("kiosk", "", "", 16),
        (TRIAL, "answer", BIRTH, 16),
    ):
        key = conversations.key(channel, "abcdefgh")
        given = reply()
        pending = Pending(turn_id=given.turn_id, reply=given.model_dump_json())
        conversations.begin(conversations.open(key, OWNER), channel, OWNER, pending)
        conversations.finish(key, pending, None, Taken("lời riêng", decision, code))
        at = datetime(2026, 11, 23, hour, 30, tzinfo=UTC)
        with writing(conversations.sessions) as session:
            session.execute(update(TurnRow).where(TurnRow.turn_id == given.turn_id).values(taken_at=at))


def test_turns_are_counted_by_day_in_viet_nam_newest_first(conversations: Conversations) -> None:
    lines = usage(conversations.sessions, MONDAY, TUESDAY)
    assert [(line.day, line.channel, line.total) for line in lines] == [
        (TUESDAY, "web", 2), (MONDAY, "kiosk", 2), (MONDAY, "web", 1),
    ]  # fmt: skip
    assert lines[0].turns == {"answer": 1, "clarify": 0, "decline": 1, "dialogue": 0, "": 0}
    assert lines[1].turns[""] == 1


def test_only_the_days_asked_for_count(conversations: Conversations) -> None:
    assert [line.total for line in usage(conversations.sessions, MONDAY, MONDAY)] == [2, 1]
    assert usage(conversations.sessions, date(2026, 1, 1), date(2026, 1, 2)) == []


def test_the_procedures_asked_about_most_come_first(conversations: Conversations) -> None:
    assert asked_about(conversations.sessions, MONDAY, TUESDAY) == [(BIRTH, 2), (STAY, 1)]
    assert asked_about(conversations.sessions, MONDAY, TUESDAY, 1) == [(BIRTH, 2)]


def test_the_spreadsheet_has_numbers_alone(conversations: Conversations) -> None:
    written = list(csv_lines(usage(conversations.sessions, MONDAY, TUESDAY)))
    assert written[0].split(",")[:2] == ["day", "channel"]
    assert written[1].strip() == "2026-11-24,web,1,0,1,0,0,2"
    assert "lời riêng" not in "".join(written)
