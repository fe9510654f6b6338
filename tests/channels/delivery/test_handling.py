"""Handling: the end of an update and its answer are one; a failure is tried again, and in the end said."""

import logging

import pytest
from sqlalchemy import func, select

from bot.answers.wording import say
from bot.conversations.tables import TurnRow
from channels.delivery.tables import RecipientRow
from knowledge.database import reading
from tests.channels.delivery.conftest import Office, on_both_stores


def test_an_update_is_answered_in_parts_and_in_order(office: Office) -> None:
    for text in "ab":
        office.hear(text)
    office.work()
    assert office.platform.texts("an") == ["a/0", "a/1", "b/0", "b/1"]


def test_a_failure_is_tried_again_after_a_pause_and_nothing_overtakes_it(office: Office) -> None:
    office.app.failing["a"] = 1
    office.hear("a")
    office.hear("b")
    office.work()
    assert office.app.handled == ["a"]
    office.clock.forward(seconds=2)
    office.work()
    assert office.platform.texts("an") == ["a/0", "a/1", "b/0", "b/1"]


def test_after_the_last_try_the_person_is_told_and_the_next_message_is_answered(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.app.failing["a"] = 99
    office.hear("a")
    office.hear("b")
    with caplog.at_level(logging.ERROR):
        for _ in range(4):
            office.work()
            office.clock.forward(seconds=30)
    assert office.platform.texts("an") == [say("not_now"), "b/0", "b/1"]
    assert office.inbox_states() == ["failed", "done"]
    assert "given up" in caplog.text


def test_handled_again_after_a_crash_the_reply_is_the_same(office: Office) -> None:
    office.hear("a")
    (taken,) = office.deliveries.inbox.take(("telegram",), 1)
    office.app._taken(taken.arrived)
    office.clock.forward(seconds=6)
    office.work()
    with reading(office.deliveries.inbox.sessions) as session:
        assert session.scalar(select(func.count()).select_from(TurnRow)) == 1
    assert office.platform.texts("an") == ["a/0", "a/1"]


@on_both_stores
def test_who_lost_the_lease_stores_nothing(office: Office) -> None:
    office.hear("a")
    (slow,) = office.deliveries.inbox.take(("telegram",), 1)
    office.clock.forward(seconds=6)
    office.work()
    office.deliveries.handling._store(slow, [{"text": "late"}], "done", "")
    office.work()
    assert office.platform.texts("an") == ["a/0", "a/1"]


def test_whom_a_conversation_reaches_is_known_encrypted_once_it_is_stored(office: Office) -> None:
    office.hear("a", who="84001234")
    office.work()
    with reading(office.deliveries.inbox.sessions) as session:
        row = session.scalars(select(RecipientRow)).one()
        assert "84001234" not in row.address
        assert office.deliveries.outbox.cipher.decrypt(row.address) == "84001234"
