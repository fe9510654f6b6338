"""Answering questions: situations, doing it online, details, two at once, and what may not be used."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.answers.facts_form import FactsForm
from bot.answers.messages import ChecklistMessage, ChoicesMessage, Decision, ProcedureMessage, TextMessage
from bot.answers.questions import Questions
from bot.answers.topics import Library
from bot.answers.understanding import Heard
from bot.answers.wording import say
from bot.conversations.state import ConversationState
from knowledge.dossiers.demo import DemoDossier
from knowledge.dossiers.look_up import LookUps
from knowledge.online.loading import topics
from knowledge.procedures.errors import ProcedureNotFoundError
from retriever.decision import Decision as Verdict
from retriever.engine import Found
from tests.bot.answers.conftest import Talk, asked, aspects, card, checklist, labels, new_talk, offer, texts
from tests.bot.answers.small_library import CARD, CAT, DOG, answer, home
from tests.retriever.samples import CHIP, RENEWAL, cat_guide

Make = Callable[..., Library]


@pytest.fixture
def talk(made: Make, dossiers: tuple[LookUps, list[DemoDossier]]) -> Talk:
    return new_talk(made(), dossiers[0])


def test_a_situation_is_answered_with_all_that_follows_from_it(made: Make) -> None:
    reply, state = answer(made(events=(home(),)), Verdict.CLARIFY, RENEWAL, text="tui mới dọn nhà thì sao")
    assert reply.decision is Decision.CLARIFY
    assert reply.procedures == [RENEWAL, CAT, CARD, DOG]
    assert labels(reply)[0] == say("life_papers")
    assert state.offered == [CAT, CARD, DOG]


def test_a_situation_that_is_all_of_the_message_is_told_however_sure_one_procedure_is(made: Make) -> None:
    reply, state = answer(made(events=(home(),)), Verdict.ANSWER, RENEWAL, text=home().words[0])
    assert (reply.decision, reply.procedures) == (Decision.CLARIFY, [RENEWAL, CAT, CARD, DOG])
    assert labels(reply)[0] == say("life_papers")
    assert state.offered == [CAT, CARD, DOG]


def test_a_step_of_a_situation_is_picked_by_number(made: Make, dossiers: tuple[LookUps, list[DemoDossier]]) -> None:
    talk = new_talk(made(events=(home(),)), dossiers[0])
    answer(talk.assistant.library, Verdict.CLARIFY, RENEWAL, text="tui mới dọn nhà", state=talk.state)
    assert talk.say("cái thứ hai").procedures == [CARD]


def test_a_sure_question_is_answered_whatever_situation_it_tells_of(made: Make) -> None:
    reply, _ = answer(made(events=(home(),)), Verdict.ANSWER, RENEWAL, text="mới dọn nhà, gia hạn thẻ thư viện")
    assert (reply.decision, reply.procedures) == (Decision.ANSWER, [RENEWAL])


def test_an_answer_offers_the_event_that_its_procedure_belongs_to(made: Make) -> None:
    known = made(events=(home(),))
    label = "Tất cả việc cần làm: Về nhà mới"
    assert label in labels(answer(known, Verdict.ANSWER, CARD, text="thẻ thư viện")[0])
    assert label not in labels(answer(known, Verdict.ANSWER, DOG, text="nuôi chó")[0])


@pytest.mark.parametrize("verdict", [Verdict.CLARIFY, Verdict.DECLINE])
def test_doing_things_online_is_answered_where_no_procedure_is_meant(made: Make, verdict: Verdict) -> None:
    reply, state = answer(made(), verdict, CAT, CARD, text="VNeID mức 2 là gì")
    assert (reply.decision, reply.procedures, state.unanswered) == (Decision.ANSWER, [], 0)
    assert texts(reply) == topics()["vneid"].title


def test_doing_things_online_is_answered_for_the_procedure_talked_about(made: Make) -> None:
    state = ConversationState(topics=[CARD], unanswered=1)
    reply, _ = answer(made(), Verdict.DECLINE, text="trả tiền online được không", state=state)
    assert (reply.decision, reply.procedures, state.unanswered) == (Decision.ANSWER, [CARD], 0)
    first, second = reply.messages
    assert isinstance(first, TextMessage)
    assert (first.text, first.procedure_code) == (say("online_not_offered", name="Làm thẻ thư viện"), CARD)
    assert isinstance(second, TextMessage)
    assert second.text == topics()["pay_online"].title


def test_how_to_file_online_stands_beside_the_steps_of_a_procedure(made: Make) -> None:
    reply, _ = answer(made(), Verdict.ANSWER, CAT, text="nộp hồ sơ online sao")
    assert "how" in aspects(reply)
    assert topics()["file_online"].title in texts(reply)


def test_a_detail_is_quoted_alone_and_the_rest_is_offered(made: Make) -> None:
    asked_for = "mèo có phải gắn thiết bị nhận dạng điện tử không"
    reply, state = answer(made(), Verdict.ANSWER, CAT, text=asked_for)
    quoted, rest = reply.messages
    assert isinstance(quoted, ProcedureMessage)
    assert [line.text for section in quoted.sections for line in section.lines] == [CHIP]
    assert isinstance(rest, ChoicesMessage)
    assert (reply.decision, reply.procedures, state.topics) == (Decision.ANSWER, [CAT], [CAT])
    assert say("make_list") in labels(reply)


def test_a_detail_beside_an_aspect_is_quoted_and_the_aspect_answered(made: Make) -> None:
    asked_for = "lệ phí bao nhiêu, mèo có phải gắn thiết bị nhận dạng điện tử không"
    reply, _ = answer(made(), Verdict.ANSWER, CAT, text=asked_for)
    assert aspects(reply) == ["detail", "fee"]


def test_a_detail_asked_while_a_question_is_open_is_quoted_and_the_question_put_again(talk: Talk) -> None:
    talk.say("nuôi mèo cần giấy gì")
    assert talk.state.open_checklist
    open_question = talk.state.open_checklist.asked
    reply = talk.say("nuôi mèo có phải gắn thiết bị nhận dạng điện tử không")
    assert [section.aspect for section in card(reply).sections] == ["detail"]
    assert asked(reply) == open_question


def test_two_procedures_asked_at_once_are_both_answered(made: Make) -> None:
    reply, state = answer(made(), Verdict.ANSWER, CAT, DOG, text="phí nuôi mèo và nuôi chó")
    assert reply.procedures == state.topics == [CAT, DOG]
    told = [message for message in reply.messages if isinstance(message, ProcedureMessage)]
    assert [one.procedure_code for one in told] == [CAT, DOG]
    assert labels(reply) == [say("switch_to", name="Khai báo nuôi mèo")]


def find(known: Library, state: ConversationState, said: str) -> Found:
    return Questions(known, FactsForm(known)).find(state, Heard(said))


def test_what_is_asked_after_two_at_once_is_asked_of_both(made: Make) -> None:
    known = made()
    _, state = answer(known, Verdict.ANSWER, CAT, DOG, text="phí nuôi mèo và nuôi chó")
    assert find(known, state, "mấy ngày có").about == (CAT, DOG)
    state.talk_about(DOG)
    assert find(known, state, "mấy ngày có").about == (DOG,)


def test_going_back_finds_the_earlier_procedure_that_is_named(made: Make) -> None:
    known, state = made(), ConversationState(topics=[CARD, DOG, CAT])
    assert find(known, state, "ok, quay lại vụ nuôi mèo").about == (CAT,)
    assert find(known, state, "quay lại vụ nuôi chó").about == (DOG,)


def test_going_back_where_nothing_came_before_is_a_question_like_any(made: Make) -> None:
    known = made()
    for before in ([], [CARD]):
        found = find(known, ConversationState(topics=before), "quay lại vụ nuôi mèo")
        assert found == known.retriever.search("quay lại vụ nuôi mèo", before)


def test_of_two_procedures_the_one_without_a_guide_shows_its_official_papers(made: Make) -> None:
    reply, _ = answer(made(), Verdict.ANSWER, CAT, DOG, text="nuôi mèo và nuôi chó cần giấy gì")
    (papers,) = (message for message in reply.messages if isinstance(message, ChecklistMessage))
    assert (papers.procedure_code, papers.official) == (DOG, True)


@pytest.mark.parametrize("text", [f"thủ tục {CARD}", f"({CARD})", f"mã {CARD}."])
def test_a_procedure_code_speaks_for_itself(made: Make, text: str) -> None:
    known = made()
    found = Questions(known, FactsForm(known)).find(ConversationState(), Heard(text))
    assert (found.decision, found.about, found.confidence) == (Verdict.ANSWER, (CARD,), 1.0)


@pytest.mark.parametrize("text", ["9.999999", f"{CARD}7", f"2{CARD}"])
def test_a_number_that_is_no_code_of_this_release_says_nothing(made: Make, text: str) -> None:
    known = made()
    assert Questions(known, FactsForm(known)).find(ConversationState(), Heard(text)).confidence < 1


def test_a_second_declined_question_in_a_row_points_to_a_person(made: Make) -> None:
    known = made()
    reply, state = answer(known, Verdict.DECLINE, CAT, text="giá vàng hôm nay")
    assert (reply.decision, reply.procedures, reply.suggestions) == (Decision.DECLINE, [], [CAT])
    assert labels(reply) == ["Khai báo nuôi mèo", say("talk_to_person")]
    again, _ = answer(known, Verdict.DECLINE, text="vé máy bay", state=state)
    assert say("decline_again") in texts(again)
    assert labels(again) == [say("talk_to_person")]


def test_a_case_that_is_refused_is_told_why_with_a_person_and_no_papers(talk: Talk) -> None:
    talk.say("nuôi mèo cần giấy gì")
    reply = talk.choose("wild")
    assert say("refused", because="Mèo rừng không được nuôi.") in texts(reply)
    assert not [message for message in reply.messages if isinstance(message, ChecklistMessage)]
    assert (offer(reply.messages).text, labels(reply)) == (say("refused_next"), [say("talk_to_person")])
    assert reply.procedures == [CAT]


def test_after_a_refusal_no_question_is_open_and_the_answer_can_be_changed(talk: Talk) -> None:
    talk.say("nuôi mèo cần giấy gì")
    talk.choose("wild")
    assert talk.state.open_checklist is None
    assert asked(talk.say("à lộn, house", "correct")) == "age"
    shown = checklist(talk.choose("adult"))
    assert [item.id for item in shown.needed] == ["form", "identity", "vaccination"]
    assert shown.complete


def test_papers_that_are_shown_in_a_refused_case_are_none(talk: Talk) -> None:
    talk.say("nuôi mèo cần giấy gì")
    talk.choose("wild")
    shown = checklist(talk.say("còn thiếu gì", "what_is_missing"))
    assert (shown.needed, shown.not_needed, shown.undecided) == ([], [], [])


def test_a_withdrawn_procedure_is_no_topic_however_good_its_guide(made: Make) -> None:
    known = made(withdrawn=(CAT,))
    assert CAT in known.guides
    with pytest.raises(ProcedureNotFoundError):
        known.topic(CAT)


def test_a_withdrawn_procedure_is_not_found_by_its_name_or_its_code(made: Make) -> None:
    known = made(withdrawn=(CAT,))
    questions = Questions(known, FactsForm(known))
    for text in ("làm giấy nuôi mèo", f"thủ tục {CAT}"):
        assert CAT not in questions.find(ConversationState(topics=[CAT]), Heard(text)).about


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"in_force_until": "2026-10-31"}, "expired"),
        ({"conditions": [{"text": "Câu cũ", "seen_in": [f"{CAT}#0123456789"]}]}, "changed"),
    ],
)
def test_a_guide_that_may_not_be_used_gives_way_to_the_official_record(
    made: Make, changes: dict[str, Any], status: str
) -> None:
    known = made(guides={CAT: cat_guide(**changes)})
    reply, state = answer(known, Verdict.ANSWER, CAT, text="nuôi mèo cần giấy gì")
    topic = known.topic(CAT)
    assert (topic.status, topic.guide, topic.name) == (status, None, "Đăng ký nuôi mèo")
    assert checklist(reply).official
    assert topic.notice in texts(reply) or card(reply).notice == topic.notice
    assert state.open_checklist is None
