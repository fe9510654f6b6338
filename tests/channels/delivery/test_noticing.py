"""Noticing: a dossier that moves becomes one notice with the newest state; the wish ends with the dossier."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from bot.conversations.tables import SubscriptionRow
from channels.delivery.identity import identity
from channels.delivery.inbox import lane
from channels.delivery.tables import OutboxRow
from knowledge.database import reading
from knowledge.dossiers.statuses import statuses
from tests.channels.delivery.conftest import NOON, SECRET, Office, on_both_stores
from tests.channels.delivery.dossiers import CODE, DUE, move, remove, subscribed


def told(office: Office, who: str = "an") -> list[str]:
    """Look for moved dossiers, send, and return what one person got."""
    office.deliveries.noticing.check()
    office.work()
    return office.platform.texts(who)


def wishes(office: Office) -> int:
    with reading(office.deliveries.inbox.sessions) as session:
        return len(session.scalars(select(SubscriptionRow)).all())


def test_nothing_moved_nothing_told(office: Office) -> None:
    subscribed(office)
    assert told(office) == []


def test_a_new_status_is_told_once_with_what_to_do(office: Office) -> None:
    subscribed(office)
    move(office.deliveries.inbox.sessions, status="supplement_requested")
    (text,) = told(office)
    status = statuses()["supplement_requested"]
    assert status.name in text
    assert status.to_do in text
    assert told(office) == [text]


def test_a_new_appointed_day_is_told(office: Office) -> None:
    subscribed(office)
    move(office.deliveries.inbox.sessions, due_at=DUE + timedelta(days=2))
    (text,) = told(office)
    assert f"{DUE + timedelta(days=2, hours=7):%d/%m/%Y}" in text


@on_both_stores
def test_an_appointed_day_taken_away_is_told_and_one_given_anew(office: Office) -> None:
    subscribed(office)
    for due_at in (None, DUE):
        move(office.deliveries.inbox.sessions, due_at=due_at)
    assert told(office) == []
    move(office.deliveries.inbox.sessions, due_at=None)
    assert len(told(office)) == 1


def test_a_notice_holds_neither_code_nor_procedure(office: Office) -> None:
    subscribed(office)
    move(office.deliveries.inbox.sessions, status="in_progress")
    (text,) = told(office)
    assert "…0001" in text
    assert CODE not in text
    assert "Khai sinh" not in text


def test_changes_while_a_notice_waits_become_one_with_the_newest(new_office: Callable[..., Office]) -> None:
    office = new_office(quiet_hours="21:00-07:00")
    database = office.deliveries.inbox.sessions
    subscribed(office)
    office.clock.at = NOON + timedelta(hours=10)
    for status in ("in_progress", "supplement_requested", "finished"):
        move(database, status=status)
        assert told(office) == []
    office.clock.forward(hours=9)
    (text,) = told(office)
    assert statuses()["finished"].name in text


@on_both_stores
def test_a_finished_dossier_is_told_a_last_time_and_the_wish_ends_with_it(office: Office) -> None:
    subscribed(office)
    move(office.deliveries.inbox.sessions, status="finished")
    office.deliveries.noticing.check()
    assert wishes(office) == 1
    (text,) = told(office)
    assert "thông báo cuối" in text
    office.deliveries.noticing.check()
    assert wishes(office) == 0


@on_both_stores
def test_a_deleted_dossier_ends_the_wish_and_what_waits_of_it(office: Office) -> None:
    subscribed(office)
    move(office.deliveries.inbox.sessions, status="in_progress")
    office.deliveries.noticing.check()
    remove(office.deliveries.inbox.sessions)
    assert (told(office), wishes(office)) == ([], 0)


@on_both_stores
def test_an_erased_conversation_hears_nothing_more(office: Office) -> None:
    subscribed(office)
    move(office.deliveries.inbox.sessions, status="in_progress")
    office.deliveries.noticing.check()
    office.app.conversations.erase(lane(office.app.conversations, "telegram", "an"))
    assert (told(office), wishes(office)) == ([], 0)
    with reading(office.deliveries.inbox.sessions) as session:
        assert session.scalars(select(OutboxRow)).all() == []


@on_both_stores
def test_a_conversation_that_waits_for_a_notice_outlives_its_retention_emptied(office: Office) -> None:
    subscribed(office)
    key = lane(office.app.conversations, "telegram", "an")
    office.hear("a")
    office.work()
    assert office.app.conversations.forget_idle(days=-1) == 0
    assert told(office) == ["a/0", "a/1"]
    move(office.deliveries.inbox.sessions, status="in_progress")
    assert len(told(office)) == 3
    assert office.app.conversations.since(key, identity(SECRET, "telegram", "an").owner, None) == []


def test_each_of_several_who_wait_is_told(office: Office) -> None:
    for who in ("an", "binh"):
        subscribed(office, who)
    move(office.deliveries.inbox.sessions, status="in_progress")
    assert told(office, "an") == told(office, "binh") != []


def test_who_blocked_us_is_not_wished_for_any_more(office: Office) -> None:
    subscribed(office)
    office.platform.faults.append("blocked")
    move(office.deliveries.inbox.sessions, status="in_progress")
    assert (told(office), wishes(office)) == ([], 0)


def test_a_channel_that_is_switched_off_loses_no_change(office: Office) -> None:
    subscribed(office)
    app = office.deliveries.channels.pop("telegram")
    move(office.deliveries.inbox.sessions, status="in_progress")
    assert told(office) == []
    office.deliveries.join(app)
    assert len(told(office)) == 1


@on_both_stores
def test_replicas_that_look_at_once_tell_once(office: Office) -> None:
    subscribed(office)
    move(office.deliveries.inbox.sessions, status="in_progress")
    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(lambda _: office.deliveries.noticing.check(), range(3))) == 1
    assert len(told(office)) == 1
