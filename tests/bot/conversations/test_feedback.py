"""Feedback: what citizens think of a reply, kept with what the reply was about."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.answers.messages import Decision
from bot.answers.wording import say
from bot.conversations.feedback import REASONS, Feedback, Feedbacks
from bot.conversations.store import TRIAL, Conversations
from bot.conversations.tables import ConversationRow
from knowledge.database import writing
from tests.bot.conversations.samples import reply, taken


@pytest.fixture
def feedbacks(conversations: Conversations) -> Feedbacks:
    return Feedbacks(conversations.sessions)


@pytest.fixture
def key(conversations: Conversations) -> str:
    return conversations.key("web", "abcdefgh")


def answer(**fields: object) -> dict[str, object]:
    return {"decision": Decision.ANSWER, "procedures": ["1.001193", "1.000894"], "release": "r1", **fields}


def test_a_verdict_stands_with_the_procedure_and_release_of_its_reply(
    conversations: Conversations, feedbacks: Feedbacks, key: str
) -> None:
    turn = taken(conversations, key, reply(**answer()))
    assert feedbacks.give(key, Feedback(turn, "down", "wrong_papers", "thiếu giấy chứng sinh"))
    (given,) = feedbacks.given()
    assert (given.turn_id, given.verdict, given.reason) == (turn, "down", "wrong_papers")
    assert (given.procedure_code, given.release, given.note) == ("1.001193", "r1", "thiếu giấy chứng sinh")
    assert given.given_at


def test_numbers_in_a_note_are_not_kept(conversations: Conversations, feedbacks: Feedbacks, key: str) -> None:
    turn = taken(conversations, key, reply())
    feedbacks.give(key, Feedback(turn, "down", note="gọi lại tui 0912345678, hồ sơ H13.12-250701-0001"))
    assert not set(feedbacks.given()[0].note) & set("0123456789")


def test_the_last_verdict_on_a_turn_counts(conversations: Conversations, feedbacks: Feedbacks, key: str) -> None:
    turn = taken(conversations, key, reply())
    feedbacks.give(key, Feedback(turn, "down", "unclear", "khó hiểu"))
    feedbacks.give(key, Feedback(turn, "up"))
    (given,) = feedbacks.given()
    assert (given.verdict, given.reason, given.note) == ("up", "", "")


def test_nobody_judges_a_turn_that_is_not_theirs(conversations: Conversations, feedbacks: Feedbacks, key: str) -> None:
    turn = taken(conversations, key, reply())
    assert not feedbacks.give(conversations.key("web", "ijklmnop"), Feedback(turn, "up"))
    assert not feedbacks.give(key, Feedback("unknown", "up"))
    assert not feedbacks.give("0" * 64, Feedback("", "up"))
    assert feedbacks.given() == []


def test_a_complaint_is_about_the_last_reply_that_told_something(
    conversations: Conversations, feedbacks: Feedbacks, key: str
) -> None:
    told = taken(conversations, key, reply(**answer()))
    taken(conversations, key, reply("Dạ, tôi xin lỗi."))
    assert feedbacks.give(key, Feedback("", "down", "unclear", procedure_code="1.004194"))
    assert (feedbacks.given()[0].turn_id, feedbacks.given()[0].procedure_code) == (told, "1.001193")


def test_a_complaint_where_nothing_was_told_is_about_the_last_reply(
    conversations: Conversations, feedbacks: Feedbacks, key: str
) -> None:
    taken(conversations, key, reply("Xin chào"))
    last = taken(conversations, key, reply("Dạ"))
    assert feedbacks.give(key, Feedback("", "down", "other", procedure_code="1.004194"))
    assert (feedbacks.given()[0].turn_id, feedbacks.given()[0].procedure_code) == (last, "1.004194")


def test_verdicts_come_newest_first_and_can_be_told_apart(
    conversations: Conversations, feedbacks: Feedbacks, key: str
) -> None:
    first, second, third = (taken(conversations, key, reply()) for _ in range(3))
    for turn, verdict in ((first, "up"), (second, "down"), (third, "down")):
        assert feedbacks.give(key, Feedback(turn, "up" if verdict == "up" else "down"))
    assert [one.turn_id for one in feedbacks.given()] == [third, second, first]
    assert [one.turn_id for one in feedbacks.given("down")] == [third, second]
    assert [one.turn_id for one in feedbacks.given("up")] == [first]


def test_what_staff_think_in_a_trial_is_no_citizens_verdict(conversations: Conversations, feedbacks: Feedbacks) -> None:
    tried = conversations.key(TRIAL, "12345678")
    assert feedbacks.give(tried, Feedback(taken(conversations, tried, reply(), TRIAL), "up"))
    assert feedbacks.given() == []


def test_verdicts_go_with_their_conversation(conversations: Conversations, feedbacks: Feedbacks, key: str) -> None:
    forgotten = conversations.key("web", "forgotten")
    for one in (key, forgotten):
        feedbacks.give(one, Feedback(taken(conversations, one, reply()), "up"))
    conversations.erase(key)
    assert len(feedbacks.given()) == 1
    with writing(conversations.sessions) as session:
        session.execute(update(ConversationRow).values(updated_at=datetime.now(UTC) - timedelta(days=31)))
    conversations.forget_idle(30)
    assert feedbacks.given() == []


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_its_words(reason: str) -> None:
    assert say(f"feedback_{reason}")
