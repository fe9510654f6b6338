"""What a tapped choice does, and that an old one does nothing."""

from collections.abc import Callable
from typing import Any, get_args

import pytest

from bot.answers.messages import Decision
from bot.answers.replies import Reply
from bot.answers.understanding import Heard
from bot.answers.wording import say
from bot.conversations.state import Choice, ConversationState
from knowledge.dossiers.look_up import Caller
from tests.bot.answers.conftest import Desk, Talk, asked, checklist, texts
from tests.bot.conversations.samples import reply as given
from tests.bot.conversations.samples import taken

BIRTH, STAY = "1.001193", "1.004194"


def tapped(talk: Talk, do: Any, **fields: str) -> Reply:
    """Tap a choice that was offered at some time."""
    choice = Choice(do=do, label="x", **fields)
    return talk.assistant.respond(talk.state, Heard(choice=choice, speech_act="choose"), Caller("k1"))


def test_every_kind_of_choice_has_its_deed(talk: Talk) -> None:
    assert set(talk.assistant.choosing._deeds) == set(get_args(Choice.model_fields["do"].annotation))


@pytest.mark.parametrize(
    ("do", "fields"),
    [
        ("fact", {"procedure_code": BIRTH, "fact": "parents", "value": "married"}),
        ("revise", {"procedure_code": BIRTH, "fact": "parents"}),
        ("continue", {"procedure_code": BIRTH}),
        ("have", {"procedure_code": BIRTH, "value": "application_form"}),
        ("checked", {"procedure_code": BIRTH, "fact": "application_form", "value": "fine"}),
        ("life_event", {"value": "no-such-event"}),
        ("life_papers", {"value": "no-such-event"}),
        ("hand_over", {"value": "asked"}),
    ],
)
def test_a_choice_that_no_longer_fits_is_called_old_and_changes_nothing(
    talk: Talk, do: str, fields: dict[str, str]
) -> None:
    assert texts(tapped(talk, do, **fields)) == say("stale_choice")
    assert talk.state == ConversationState()


def test_an_answer_to_another_list_is_old(talk: Talk) -> None:
    talk.say("lam giay khai sinh cho con can gi")
    assert texts(tapped(talk, "fact", procedure_code=STAY, fact="parents", value="married")) == say("stale_choice")
    assert talk.state.checklist
    assert talk.state.checklist.facts == {}


def test_an_answer_leads_to_the_next_question(talk: Talk) -> None:
    first = asked(talk.say("lam giay khai sinh cho con can gi"))
    second = asked(talk.choose("Đã đăng ký kết hôn"))
    assert first == "parents"
    assert second not in (None, first)


def test_an_answer_can_be_revised_after_the_list(talk: Talk) -> None:
    talk.say("lam giay khai sinh cho con can gi")
    for answer in ("Đã đăng ký kết hôn", "Đến quầy", "Đúng hết"):
        talk.choose(answer)
    before = checklist(talk.choose("có người làm chứng"))
    talk.choose("Sửa câu trả lời")
    assert asked(talk.choose("người làm chứng")) == "birth_proof"
    after = checklist(talk.choose("Có giấy chứng sinh bằng giấy"))
    assert {fact.fact: fact.answer for fact in after.facts}["birth_proof"] == "Có giấy chứng sinh bằng giấy"
    assert [item.id for item in before.needed] != [item.id for item in after.needed]
    assert before.receipt != after.receipt


def test_a_procedure_that_was_offered_is_told(talk: Talk) -> None:
    reply = tapped(talk, "procedure", procedure_code=STAY)
    assert (reply.decision, reply.procedures) == (Decision.ANSWER, [STAY])


def test_the_aspect_that_was_asked_is_told_of_the_procedure_chosen(talk: Talk) -> None:
    talk.state.aspects = ["fee"]
    reply = tapped(talk, "procedure", procedure_code=STAY)
    shown = [
        section.aspect for message in reply.messages if message.type == "procedure" for section in message.sections
    ]
    assert "fee" in shown
    assert talk.state.aspects == []


def test_a_check_without_a_list_says_so(talk: Talk) -> None:
    assert texts(tapped(talk, "check", procedure_code=BIRTH)) == say("missing_no_list")


def test_only_a_tap_erases(talk: Talk) -> None:
    assert not talk.say("xóa dữ liệu của tui", "consent_withdraw").erase
    assert not talk.say("ừ xóa đi", "affirm").erase
    reply = talk.choose(say("erase_now"))
    assert (reply.erase, texts(reply)) == (True, say("erased"))


def test_a_reason_for_a_complaint_is_kept_about_the_reply_complained_of(desk: Callable[..., Desk]) -> None:
    now = desk()
    answer = given(decision=Decision.ANSWER, procedures=[STAY], release="r1")
    now.conversations.erase("k1")
    turn = taken(now.conversations, "k1", answer)
    now.talk.say("tệ quá", "complain")
    assert texts(now.talk.choose(say("feedback_unclear"))) == say("feedback_kept")
    (kept,) = now.feedbacks.given()
    assert (kept.turn_id, kept.verdict, kept.reason, kept.procedure_code) == (turn, "down", "unclear", STAY)


def test_none_of_these_is_understood(talk: Talk) -> None:
    assert texts(tapped(talk, "none")) == say("none_meant")


def test_who_stays_rather_than_meet_a_person_is_told_so(talk: Talk) -> None:
    assert texts(tapped(talk, "none", value="stay")) == say("handoff_stays")
