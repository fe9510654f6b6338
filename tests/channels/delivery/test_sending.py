"""Sending over real HTTP: what each fault does to a reply, and to a notice."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.conversations.tables import SubscriptionRow
from channels.delivery.contract import Payload, Sent
from channels.delivery.outbox import To
from channels.delivery.quiet_hours import read_quiet_hours
from channels.delivery.tables import OutboxRow, RecipientRow
from knowledge.database import reading, writing
from tests.channels.delivery.conftest import NOON, Office, on_both_stores
from tests.channels.delivery.dossiers import subscribed
from tests.channels.delivery.talking import App

NOT_SURELY_TAKEN = ("flood", "cut_before", "cut_after", "broken")


def test_the_platforms_own_id_is_kept_and_the_words_are_not(office: Office) -> None:
    office.hear("a")
    office.work()
    with reading(office.deliveries.inbox.sessions) as session:
        rows = session.scalars(select(OutboxRow)).all()
        assert [(row.state, row.reference, row.envelope, row.lane) for row in rows] == [
            ("sent", "1", "", ""),
            ("sent", "2", "", ""),
        ]


@pytest.mark.parametrize("fault", NOT_SURELY_TAKEN)
def test_a_reply_that_was_not_surely_taken_is_sent_again_before_the_next_part(office: Office, fault: str) -> None:
    office.platform.faults.extend([fault])
    office.hear("a")
    office.work()
    office.clock.forward(seconds=3)
    office.work()
    twice = fault in ("cut_after", "broken")
    assert office.platform.texts("an") == ["a/0"] * (1 + twice) + ["a/1"]
    assert office.states() == ["sent", "sent"]


def test_a_flood_limit_is_waited_for_and_counts_as_no_try(office: Office) -> None:
    office.platform.faults.extend(["flood"] * 9)
    office.hear("a")
    for _ in range(10):
        office.work()
        office.clock.forward(seconds=0.1)
    assert office.platform.texts("an") == ["a/0", "a/1"]


def test_a_platform_that_is_away_is_waited_for(office: Office) -> None:
    url, office.app.url = office.app.url, "http://127.0.0.1:9"
    office.hear("a")
    for _ in range(9):
        office.work()
        office.clock.forward(minutes=5)
    office.app.url = url
    office.clock.forward(minutes=6)
    office.work()
    assert office.platform.texts("an") == ["a/0", "a/1"]


@on_both_stores
def test_a_refused_part_does_not_stop_the_next(office: Office) -> None:
    office.platform.faults.append("refused")
    office.hear("a")
    office.work()
    assert (office.platform.texts("an"), office.states()) == (["a/1"], ["failed", "sent"])


def test_an_unknown_end_is_tried_only_so_often(office: Office) -> None:
    office.platform.faults.extend(["cut_after"] * 9)
    office.hear("a")
    for _ in range(9):
        office.work()
        office.clock.forward(seconds=30)
    assert office.platform.texts("an").count("a/0") == 3
    assert office.states() == ["failed", "failed"]


@on_both_stores
def test_who_blocked_us_is_forgotten_with_all_that_waits_until_they_write_again(office: Office) -> None:
    office.hear("a")
    office.work()
    office.platform.faults.append("blocked")
    office.hear("b")
    office.work()
    assert office.states() == ["sent", "sent", "failed", "failed"]
    assert count(office, RecipientRow) == 0
    office.hear("c")
    office.work()
    assert office.platform.texts("an") == ["a/0", "a/1", "c/0", "c/1"]
    assert count(office, RecipientRow) == 1


def test_a_reply_older_than_a_day_is_not_sent_any_more(office: Office) -> None:
    office.platform.faults.append("flood")
    office.hear("a")
    office.work()
    office.clock.forward(hours=25)
    office.work()
    assert (office.platform.texts("an"), office.states()) == ([], ["failed", "failed"])


def test_a_reply_that_the_window_keeps_out_fails(office: Office) -> None:
    office.platform.faults.append("window")
    office.hear("a")
    office.work()
    assert office.states() == ["failed", "sent"]


def test_a_notice_that_was_surely_not_taken_is_sent_again(office: Office) -> None:
    notice(office)
    office.platform.faults.append("flood")
    office.work()
    office.clock.forward(seconds=1)
    office.work()
    assert (office.platform.texts("an"), office.states()[-1]) == (["moved"], "sent")


@pytest.mark.parametrize("fault", ["cut_before", "cut_after", "broken"])
def test_a_notice_with_an_unknown_end_is_never_sent_again(office: Office, fault: str) -> None:
    notice(office)
    office.platform.faults.append(fault)
    office.work()
    office.clock.forward(hours=1)
    office.work()
    assert (office.platform.asked, office.states()[-1]) == (1, "unknown")


@on_both_stores
def test_a_notice_that_somebody_crashed_with_is_unknown(office: Office) -> None:
    notice(office)
    assert len(office.deliveries.outbox.take(("telegram",), 5)) == 1
    office.clock.forward(seconds=6)
    office.work()
    assert (office.platform.asked, office.states()[-1]) == (0, "unknown")


@on_both_stores
def test_a_notice_behind_a_closed_window_goes_when_the_person_writes(office: Office) -> None:
    notice(office)
    office.platform.faults.append("window")
    office.work()
    assert office.states()[-1] == "held"
    office.hear("a")
    office.work()
    assert sorted(office.platform.texts("an")) == ["a/0", "a/1", "moved"]


class WithTemplates(App):
    async def send_template(self, recipient: str, payload: Payload) -> Sent:
        return await self.send(recipient, {"text": f"template: {payload['text']}"})


def test_a_channel_with_templates_writes_outside_the_window(office: Office) -> None:
    office.deliveries.join(WithTemplates(office.app.conversations, office.app.url))
    notice(office)
    office.platform.faults.append("window")
    office.work()
    assert (office.platform.texts("an"), office.states()[-1]) == (["template: moved"], "sent")


def test_a_reply_that_waits_holds_back_no_notice_and_the_other_way_round(office: Office) -> None:
    number = notice(office)
    office.platform.faults.append("window")
    office.work()
    notice(office, number, "again")
    office.platform.faults.append("cut_before")
    office.hear("a")
    office.work()
    assert "again" in office.platform.texts("an") or "moved" in office.platform.texts("an")


@pytest.mark.parametrize(("hour", "sent"), [(5, True), (13, True), (14, False), (20, False), (23, False), (0, True)])
def test_notices_rest_at_night_and_replies_do_not(office: Office, hour: int, sent: bool) -> None:
    office.deliveries.sending.quiet_hours = read_quiet_hours("21:00-07:00")
    notice(office)
    office.clock.at = NOON.replace(hour=hour) + timedelta(days=1)
    office.hear("a")
    office.work()
    assert ("moved" in office.platform.texts("an")) is sent
    assert "a/1" in office.platform.texts("an")


@on_both_stores
def test_two_workers_at_once_send_everything_once(office: Office) -> None:
    for who in range(12):
        office.hear("a", who=f"p{who}")
    office.platform.slow = 0.01

    async def two() -> None:
        await asyncio.gather(office._work(), office._work(), office._work())

    asyncio.run(two())
    office.work()
    for who in range(12):
        assert office.platform.texts(f"p{who}") == ["a/0", "a/1"]


def notice(office: Office, number: int = 0, text: str = "moved") -> int:
    """Put a notice for "an", who wished one; return the wish's number."""
    number = number or subscribed(office)
    with writing(office.deliveries.inbox.sessions) as session:
        wish = session.get_one(SubscriptionRow, number)
        to = To(wish.conversation_key, "telegram", "an")
        office.deliveries.outbox.put(session, f"notice:{number}:{text}", to, [{"text": text}], number)
    return number


def count(office: Office, table: type[RecipientRow]) -> int:
    with reading(office.deliveries.inbox.sessions) as session:
        return len(session.scalars(select(table)).all())
