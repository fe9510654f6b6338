"""The inbox: durable, deduplicated, in order per conversation, again after a crash."""

import pytest
from sqlalchemy import update

from channels.delivery.inbox import Inbox
from channels.delivery.tables import InboxRow
from knowledge.database import writing
from tests.channels.delivery.conftest import Office, on_both_stores

NAMES = ("telegram",)


@on_both_stores
def test_an_update_is_kept_once(office: Office) -> None:
    assert office.hear("a", update_id="7")
    assert not office.hear("a", update_id="7")
    office.work()
    assert not office.hear("a", update_id="7")
    assert office.platform.texts("an") == ["a/0", "a/1"]


def test_the_same_id_on_two_channels_is_two_updates(office: Office) -> None:
    inbox = office.deliveries.inbox
    assert inbox.accept("telegram", "1", "an", {})
    assert inbox.accept("zalo", "1", "an", {})


@on_both_stores
def test_updates_of_one_conversation_are_taken_one_after_another(office: Office) -> None:
    for text in "abc":
        office.hear(text)
    office.hear("x", who="binh")
    inbox = office.deliveries.inbox
    assert texts(inbox) == ["a", "x"]
    assert texts(inbox) == []
    office.clock.forward(seconds=6)
    assert texts(inbox) == ["a", "x"]


def test_what_came_in_the_wrong_order_and_waits_is_put_in_order(office: Office) -> None:
    for place in (3, 1, 2):
        office.hear(f"m{place}", place=place)
    office.work()
    assert office.app.handled == ["m1", "m2", "m3"]


@on_both_stores
def test_what_was_begun_is_ended_before_an_earlier_one_that_came_late(office: Office) -> None:
    office.hear("second", place=2)
    (begun,) = office.deliveries.inbox.take(NAMES, 5)
    office.hear("first", place=1)
    assert office.deliveries.inbox.take(NAMES, 5) == []
    office.clock.forward(seconds=6)
    (again,) = office.deliveries.inbox.take(NAMES, 5)
    assert (again.arrived.payload, again.arrived.attempt) == (begun.arrived.payload, 2)


def test_channels_that_do_not_take_part_are_left_alone(office: Office) -> None:
    office.deliveries.inbox.accept("zalo", "1", "an", {"text": "a"})
    office.work()
    assert office.inbox_states() == ["waiting"]


def test_no_word_and_no_id_stands_in_the_database(office: Office) -> None:
    office.hear("H13.12-250701-0001 1234", who="84001234", update_id="update-5017")
    with writing(office.deliveries.inbox.sessions) as session:
        row = session.query(InboxRow).one()
        stored = repr({column.name: getattr(row, column.name) for column in InboxRow.__table__.c})
    assert not any(told in stored for told in ("250701", "84001234", "5017"))


@on_both_stores
def test_what_is_done_keeps_neither_words_nor_conversation(office: Office) -> None:
    office.hear("a")
    office.work()
    with writing(office.deliveries.inbox.sessions) as session:
        row = session.query(InboxRow).one()
        assert (row.state, row.envelope, row.lane) == ("done", "", "")


def test_what_another_secret_encrypted_fails_and_blocks_nothing(office: Office) -> None:
    office.hear("a")
    with writing(office.deliveries.inbox.sessions) as session:
        session.execute(update(InboxRow).values(envelope="gAAAAA=="))
    office.hear("b")
    office.work()
    office.work()
    assert (office.inbox_states(), office.app.handled) == (["failed", "done"], ["b"])


@on_both_stores
@pytest.mark.parametrize("asked", [None, 2.0])
def test_what_is_postponed_waits_and_is_not_counted_where_so_told(office: Office, asked: float | None) -> None:
    office.hear("a")
    (taken,) = office.deliveries.inbox.take(NAMES, 5)
    office.deliveries.inbox.postpone(taken, asked, counted=False)
    assert office.deliveries.inbox.take(NAMES, 5) == []
    office.clock.forward(seconds=2.1)
    assert office.deliveries.inbox.take(NAMES, 5)[0].arrived.attempt == 1


def texts(inbox: Inbox) -> list[str]:
    return [taken.arrived.payload["text"] for taken in inbox.take(NAMES, 5)]
