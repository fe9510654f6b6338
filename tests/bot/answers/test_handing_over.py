"""To a person: consent first, the queue in hours, a note out of hours, the desk where nobody answers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from bot.answers.messages import HandoffMessage
from bot.answers.replies import Reply
from bot.answers.understanding import Heard
from bot.answers.wording import say
from bot.conversations.hours import ZONE
from bot.conversations.masking import DOTS
from knowledge.dossiers.look_up import Caller
from tests.bot.answers.conftest import Desk, Talk, texts

Make = Callable[..., Desk]
MORNING = "Mon-Fri 07:00-11:30"
SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)


def labels(talk: Talk) -> list[str]:
    return [choice.label for choice in talk.state.choices.values()]


def handoff(reply: Reply) -> HandoffMessage:
    (found,) = (message for message in reply.messages if isinstance(message, HandoffMessage))
    return found


def test_where_nobody_answers_the_desk_and_a_summary_are_all(talk: Talk) -> None:
    reply = talk.say("cho tui gặp cán bộ", "ask_human")
    assert [message.type for message in reply.messages] == ["handoff"]
    assert labels(talk) == []


def test_in_hours_consent_is_asked_before_anything_is_handed_over(desk: Make) -> None:
    now = desk(MORNING, MONDAY)
    reply = now.talk.say("cho tui gặp cán bộ", "ask_human")
    assert say("handoff_consent") in texts(reply)
    assert labels(now.talk) == [say("handoff_agree"), say("handoff_stay")]
    assert now.hand_overs.queue() == []


def test_the_officer_sees_what_was_asked_and_what_was_answered(desk: Make) -> None:
    now = desk(MORNING, MONDAY)
    now.talk.say("lam giay khai sinh cho con can gi")
    now.talk.choose("Đã đăng ký kết hôn")
    shown = handoff(now.talk.say("cho tui gặp cán bộ", "ask_human"))
    assert texts(now.talk.choose(say("handoff_agree"))) == say("handoff_waiting")
    (waiting,) = now.hand_overs.queue()
    assert waiting.summary == shown.summary
    assert [part for part in ("khai sinh", "Đã đăng ký kết hôn") if part not in waiting.summary] == []
    assert (waiting.reason, waiting.state) == ("asked", "waiting")


def test_who_stays_is_not_handed_over(desk: Make) -> None:
    now = desk(MORNING, MONDAY)
    now.talk.say("cho tui gặp cán bộ", "ask_human")
    assert texts(now.talk.choose(say("handoff_stay"))) == say("handoff_stays")
    assert now.hand_overs.queue() == []


@pytest.mark.parametrize("text", ["ừ", "ok", "đồng ý"])
def test_a_typed_yes_hands_nothing_over(desk: Make, text: str) -> None:
    now = desk(MORNING, MONDAY)
    now.talk.say("cho tui gặp cán bộ", "ask_human")
    now.talk.say(text, "affirm")
    assert now.hand_overs.queue() == []


def test_out_of_hours_the_next_opening_is_told_and_a_note_is_kept(desk: Make) -> None:
    now = desk(MORNING, SUNDAY)
    assert "07:00 23/11" in texts(now.talk.say("cho tui gặp cán bộ", "ask_human"))
    assert texts(now.talk.choose(say("handoff_leave_note"))) == say("handoff_note")
    assert now.hand_overs.queue() == []
    assert "07:00 23/11" in texts(now.talk.say("làm khai sinh trễ có bị phạt không, số tui 0912345678"))
    (waiting,) = now.hand_overs.queue()
    (note,) = now.hand_overs.show(waiting.number).messages
    assert note.text == f"làm khai sinh trễ có bị phạt không, số tui {DOTS}"
    assert now.talk.state.note_for == ""
    assert now.talk.say("đăng ký tạm trú phí bao nhiêu").procedures == ["1.004194"]


def test_a_note_can_be_left_unwritten(desk: Make) -> None:
    now = desk(MORNING, SUNDAY)
    now.talk.say("cho tui gặp cán bộ", "ask_human")
    now.talk.choose(say("handoff_leave_note"))
    now.talk.say("thôi khỏi", "cancel")
    assert now.hand_overs.queue() == []


def test_who_agrees_after_the_desk_closed_leaves_a_note(desk: Make) -> None:
    now = desk(MORNING, MONDAY)
    now.talk.say("cho tui gặp cán bộ", "ask_human")
    people = now.talk.assistant.people
    people.now = lambda: SUNDAY
    assert texts(now.talk.choose(say("handoff_agree"))) == say("handoff_note")


def test_a_kiosk_points_to_the_desk_alone(desk: Make) -> None:
    now = desk(MORNING, MONDAY)
    heard = Heard("cho tui gặp cán bộ", None, "ask_human", channel="kiosk")
    reply = now.talk.assistant.respond(now.talk.state, heard, Caller("k1"))
    assert [message.type for message in reply.messages] == ["handoff"]


def test_after_two_failures_a_person_is_offered_and_the_reason_is_told(desk: Make) -> None:
    now = desk(MORNING, MONDAY)
    now.talk.say("lam giay khai sinh cho con can gi")
    for _ in range(2):
        reply = now.talk.say("trời mưa quá em ơi")
    assert say("talk_to_person") in labels(now.talk)
    assert say("not_understood_twice") in texts(reply)
    now.talk.choose(say("talk_to_person"))
    now.talk.choose(say("handoff_agree"))
    assert now.hand_overs.queue()[0].reason == "failed"


def test_a_button_from_before_the_officers_left_the_system_is_old(desk: Make) -> None:
    now = desk(MORNING, MONDAY)
    now.talk.say("cho tui gặp cán bộ", "ask_human")
    now.talk.assistant.people.hand_overs = None
    assert texts(now.talk.choose(say("handoff_agree"))) == say("stale_choice")


def test_a_summary_without_anything_asked_says_so(desk: Make) -> None:
    talk: Any = desk().talk
    shown = handoff(talk.say("cho tui gặp cán bộ", "ask_human"))
    assert say("handoff_no_topic") in shown.summary
    assert say("handoff_no_facts") in shown.summary


def test_a_procedure_that_left_the_catalogue_is_left_out_of_the_summary(desk: Make) -> None:
    now = desk()
    now.talk.state.topics = ["9.999999", "1.004194"]
    summary = handoff(now.talk.say("cho tui gặp cán bộ", "ask_human")).summary
    assert "9.999999" not in summary
    assert "tạm trú" in summary
