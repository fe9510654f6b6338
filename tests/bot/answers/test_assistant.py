"""The assistant itself, speech acts told as Rasa would tell them."""

import pytest

from bot.answers.assistant import MANNERS
from bot.answers.messages import ChoicesMessage, Decision, HandoffMessage, OfficeMessage, ProcedureMessage
from bot.answers.wording import say
from tests.bot.answers.conftest import Talk, asked, checklist, kinds, texts

BIRTH = "làm giấy khai sinh cho con cần gì"


@pytest.mark.parametrize(("act", "key"), MANNERS.items())
def test_manners_are_answered_with_one_sentence(talk: Talk, act: str, key: str) -> None:
    assert texts(talk.say("dạ", act)).splitlines()[0] == say(key)
    assert len(talk.say("dạ", act).messages) == (2 if act == "complain" else 1)


def test_manners_that_rasa_is_unsure_of_are_read_as_a_question(talk: Talk) -> None:
    assert talk.say("đăng ký tạm trú phí bao nhiêu", "greet", 0.4).procedures == ["1.004194"]


def test_a_polite_question_is_a_question(talk: Talk) -> None:
    assert talk.say("cảm ơn em, cho hỏi đăng ký tạm trú mấy ngày xong", "thank").procedures == ["1.004194"]


@pytest.mark.parametrize("said", ["quay lại", "quay lai di"])
def test_going_back_where_nothing_is_open_names_no_procedures(talk: Talk, said: str) -> None:
    reply = talk.say(said, "go_back")
    assert texts(reply) == say("nothing_open")
    assert reply.procedures == []


@pytest.mark.parametrize("act", ["cancel", "go_back", "restart", "deny", "affirm", "unsure", "repeat", "why"])
def test_where_nothing_is_open_acts_upon_it_come_to_nothing(talk: Talk, act: str) -> None:
    reply = talk.say("dạ", act)
    assert reply.decision is Decision.DIALOGUE
    assert texts(reply) == say("cancelled" if act == "cancel" else "nothing_open")


def test_a_list_asked_for_without_a_topic_is_of_what_was_talked_about(talk: Talk) -> None:
    talk.say("đăng ký tạm trú phí bao nhiêu")
    assert asked(talk.say("cần gì", "start_checklist")) == "place"


def test_a_first_answer_without_an_aspect_shows_the_essentials_and_offers_the_rest(talk: Talk) -> None:
    reply = talk.say("đăng ký tạm trú")
    card, offer = reply.messages
    assert isinstance(card, ProcedureMessage)
    assert [section.aspect for section in card.sections] == ["summary", "where", "time", "fee"]
    assert isinstance(offer, ChoicesMessage)
    assert offer.choices[0].label == say("make_list")


def test_a_tapped_aspect_is_answered_and_not_offered_again(talk: Talk) -> None:
    talk.say("đăng ký tạm trú phí bao nhiêu")
    reply = talk.choose(say("aspect_time"))
    (card,) = (message for message in reply.messages if isinstance(message, ProcedureMessage))
    assert [section.aspect for section in card.sections] == ["time"]
    (offer,) = (message for message in reply.messages if isinstance(message, ChoicesMessage))
    assert say("aspect_time") not in [choice.label for choice in offer.choices]


def test_a_declined_question_offers_the_nearest_and_a_person(talk: Talk) -> None:
    reply = talk.say("giá vàng hôm nay")
    assert (reply.decision, reply.procedures) == (Decision.DECLINE, [])
    assert len(reply.suggestions) <= 3
    assert say("decline") in texts(reply)
    (offer,) = (message for message in reply.messages if isinstance(message, ChoicesMessage))
    assert offer.choices[-1].label == say("talk_to_person")
    assert say("decline_again") in texts(talk.say("mua vé máy bay"))


def test_an_answer_ends_the_row_of_declined_questions(talk: Talk) -> None:
    talk.say("giá vàng hôm nay")
    talk.say("đăng ký tạm trú phí bao nhiêu")
    assert talk.state.unanswered == 0


def test_a_person_gets_a_summary_of_topics_and_facts(talk: Talk) -> None:
    talk.say(BIRTH)
    talk.choose("Đã đăng ký kết hôn")
    (message,) = talk.say("gặp cán bộ", "ask_human").messages
    assert isinstance(message, HandoffMessage)
    assert "Đăng ký khai sinh cho con" in message.summary
    assert "Đã đăng ký kết hôn" in message.summary


def test_a_person_can_be_asked_for_before_anything(talk: Talk) -> None:
    (message,) = talk.say("gặp cán bộ", "ask_human").messages
    assert isinstance(message, HandoffMessage)
    assert say("handoff_no_topic") in message.summary


def test_a_withdrawn_consent_erases_only_after_a_tap(talk: Talk) -> None:
    assert not talk.say("xóa dữ liệu của tôi", "consent_withdraw").erase
    assert talk.choose(say("erase_now")).erase


def test_an_answer_with_other_words_for_an_open_question_wins_over_the_speech_act(talk: Talk) -> None:
    talk.say(BIRTH)
    assert asked(talk.say("chưa cưới, không ghi tên cha", "deny")) == "filing_method"


def test_an_old_name_leads_to_todays_office(talk: Talk) -> None:
    reply = talk.say("phường xuân khánh nay là phường nào", "find_office")
    assert kinds(reply.messages) == ["text", "office"]
    office = reply.messages[1]
    assert isinstance(office, OfficeMessage)
    assert office.unit_code == "31135"
    assert not office.phone.known


def test_a_name_in_several_places_is_asked_back(talk: Talk) -> None:
    assert kinds(talk.say("phường 1 ở đâu", "find_office").messages) == ["choices"]
    assert kinds(talk.choose("Thành phố Sóc Trăng").messages) == ["office"]


def test_an_office_without_a_name_is_asked_for_and_the_next_message_may_be_just_the_name(talk: Talk) -> None:
    talk.say("chỗ nộp giấy ở đâu", "find_office")
    talk.state.awaits_office = True
    assert "office" in kinds(talk.say("xuân khánh").messages)
    assert not talk.state.awaits_office


def test_a_choice_of_a_list_put_aside_takes_it_up_again(talk: Talk) -> None:
    talk.say(BIRTH)
    talk.say("thôi", "cancel")
    assert "nộp hồ sơ bằng cách nào" in texts(talk.choose("Đã đăng ký kết hôn"))


def test_an_uncertain_list_says_so_and_has_no_receipt_until_complete(talk: Talk) -> None:
    talk.say(BIRTH)
    shown = checklist(talk.say("còn thiếu gì", "what_is_missing"))
    assert (shown.complete, shown.receipt) == (False, "")
    assert shown.undecided


def test_a_complaint_is_heard_however_long(talk: Talk) -> None:
    reply = talk.say("cán bộ đòi tiền bồi dưỡng tui", "complain", 0.9)
    assert texts(reply).startswith(say("complain"))
    assert texts(reply).endswith(say("feedback_ask"))


def test_only_one_person_is_an_answer_and_no_stop(talk: Talk) -> None:
    talk.say("mở quán cà phê hộ kinh doanh cần giấy tờ gì")
    talk.say("tôi làm một mình thôi, hộ kinh doanh", "cancel")
    assert talk.state.open_checklist is not None


def test_a_list_put_aside_is_taken_up_by_a_word(talk: Talk) -> None:
    talk.say(BIRTH)
    talk.say("thôi", "cancel")
    assert talk.state.open_checklist is None
    talk.say("làm tiếp đi", "cancel")
    assert talk.state.open_checklist is not None


def test_a_procedure_code_speaks_for_itself(talk: Talk) -> None:
    assert talk.say("thủ tục 1.004194 lệ phí bao nhiêu").procedures == ["1.004194"]


def test_papers_of_nothing_in_particular_are_asked_back(talk: Talk) -> None:
    assert texts(talk.say("cần giấy gì")) == say("no_topic")


def test_an_offered_procedure_is_picked_by_number(talk: Talk) -> None:
    talk.state.offered = ["1.004194", "1.004222"]
    assert talk.say("cái thứ hai").procedures == ["1.004222"]


@pytest.mark.parametrize("said", ["ở trọ", "18 tuổi rồi"])
def test_an_unrelated_remark_adds_no_paper(talk: Talk, said: str) -> None:
    talk.say("đăng ký tạm trú cần giấy gì")
    before = dict(talk.state.checklist.facts) if talk.state.checklist else {}
    talk.say(said)
    after = talk.state.checklist.facts if talk.state.checklist else {}
    assert "minor" not in {choice for fact, choice in after.items() if fact not in before}


def test_nobody_is_told_that_they_are_angry_on_a_guess(talk: Talk) -> None:
    assert texts(talk.say("ai vô địch V-League", "insult", 0.7)) != say("insult")
    assert texts(talk.say("đồ ngu", "insult", 0.95)) == say("insult")


def test_not_knowing_which_of_those_offered_is_no_dead_end(talk: Talk) -> None:
    offered = talk.say("muốn sửa lại tên")
    assert offered.decision is Decision.CLARIFY
    reply = talk.say("không biết", "unsure")
    assert (reply.decision, reply.procedures) == (Decision.CLARIFY, offered.procedures)
    assert texts(reply).startswith(say("unsure_which"))


@pytest.mark.parametrize(
    ("said", "code"), [("cái đầu mấy ngày xong", "1.000894"), ("cái thứ hai phí bao nhiêu", "1.004194")]
)
def test_a_detail_of_one_of_two_is_told_of_that_one(talk: Talk, said: str, code: str) -> None:
    both = talk.say("đăng ký kết hôn phí bao nhiêu và đăng ký tạm trú phí bao nhiêu")
    assert both.procedures == ["1.000894", "1.004194"]
    assert talk.say(said).procedures == [code]


def test_a_detail_of_neither_in_particular_is_told_of_both(talk: Talk) -> None:
    both = talk.say("đăng ký kết hôn phí bao nhiêu và đăng ký tạm trú phí bao nhiêu")
    assert talk.say("mấy ngày xong").procedures == both.procedures


def test_a_wish_for_two_other_things_is_no_answer_to_the_open_question(talk: Talk) -> None:
    talk.say("làm khai sinh cho con cần giấy gì")
    form = talk.state.open_checklist
    assert form
    reply = talk.say("đăng ký kết hôn với làm lại căn cước")
    assert {"1.000894", "1.014064"} <= {*reply.procedures}
    assert (talk.state.open_checklist, form.facts) == (form, {})


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("đã đăng ký kết hôn", {"parents": "married"}),
        ("đã đăng ký kết hôn, sinh ở bệnh viện", {"parents": "married", "birth_proof": "paper"}),
    ],
)
def test_after_two_other_things_the_open_question_is_answered_as_before(
    talk: Talk, said: str, facts: dict[str, str]
) -> None:
    talk.say("làm khai sinh cho con cần giấy gì")
    talk.say("đăng ký kết hôn với làm lại căn cước")
    talk.say(said)
    assert talk.state.checklist
    assert (talk.state.checklist.procedure_code, talk.state.checklist.facts) == ("1.001193", facts)


def test_who_asks_on_after_a_question_back_is_offered_the_same_again(talk: Talk) -> None:
    offered = talk.say("xin trợ cấp cho má")
    assert offered.decision is Decision.CLARIFY
    again = talk.say("phải mang giấy gì")
    assert (again.decision, again.procedures) == (Decision.CLARIFY, offered.procedures)


def test_who_asks_on_after_a_question_back_does_not_mean_what_was_talked_about_before_it(talk: Talk) -> None:
    assert talk.say("xin giấy độc thân").procedures == ["1.004873"]
    offered = talk.say("xin trợ cấp cho má")
    assert offered.decision is Decision.CLARIFY
    again = talk.say("phải mang giấy gì")
    assert "1.004873" not in again.procedures
    assert {*again.procedures} <= {*offered.procedures}


def test_what_was_talked_about_before_is_found_again(talk: Talk) -> None:
    talk.say("sang tên xe mất bao lâu")
    talk.say("tố cáo công an phường ở đâu")
    assert talk.say("vụ sang tên hồi nãy thuế bao nhiêu").procedures == ["1.013076"]


def test_a_short_question_about_look_alikes_is_asked_back_on_beside_an_open_list(talk: Talk) -> None:
    talk.say("đăng ký tạm trú cần gì")
    reply = talk.say("còn sổ đỏ thì nộp ở đâu")
    assert reply.decision is Decision.CLARIFY
    assert talk.state.open_checklist
    assert say("still_open", name="Đăng ký tạm trú") in texts(reply)


@pytest.mark.parametrize(
    "said", ["vậy tốn bao nhiêu tiền", "vay ton bao nhieu tien", "vậy nộp ở đâu", "làm vậy mấy ngày có"]
)
def test_a_message_that_hardly_says_more_than_an_aspect_asks_it_of_what_is_talked_about(talk: Talk, said: str) -> None:
    talk.say("đăng ký kết hôn")
    reply = talk.say(said)
    assert (reply.decision, reply.procedures) == (Decision.ANSWER, ["1.000894"])


def test_the_price_of_something_else_is_not_asked_of_what_is_talked_about(talk: Talk) -> None:
    talk.say("đăng ký kết hôn")
    assert talk.say("xăng hôm nay nhiêu tiền một lít vậy").decision is not Decision.ANSWER


def test_a_fact_told_of_what_is_talked_about_opens_its_list(talk: Talk) -> None:
    talk.say("tui muốn tách hộ khẩu ra riêng")
    reply = talk.say("ba mẹ đồng ý rồi")
    assert talk.state.checklist
    assert talk.state.checklist.facts["case"] == "family"
    assert say("noted", facts="Ra hộ riêng, chủ hộ và chủ nhà đồng ý") in texts(reply)
    assert asked(reply) not in (None, "case")


def test_a_fact_told_with_the_question_is_not_asked_when_the_list_is_opened(talk: Talk) -> None:
    talk.say("tui muốn tách hộ khẩu, ba mẹ đồng ý rồi")
    assert talk.state.told == {"1.010038": {"case": "family"}}
    reply = talk.say("cần giấy gì")
    assert say("noted", facts="Ra hộ riêng, chủ hộ và chủ nhà đồng ý") in texts(reply)
    assert asked(reply) not in (None, "case")
    assert talk.state.told == {}


def test_a_fact_within_a_question_opens_no_list(talk: Talk) -> None:
    talk.say("tui muốn tách hộ khẩu ra riêng")
    assert talk.say("ba mẹ đồng ý rồi thì bao lâu có").decision == "answer"
    assert talk.state.checklist is None
    assert talk.state.told == {"1.010038": {"case": "family"}}


def test_the_short_answer_is_not_given_twice_in_a_row(talk: Talk) -> None:
    first = talk.say("tui muốn tách hộ khẩu ra riêng")
    assert talk.state.shown == "1.010038"
    again = talk.say("nhà của ba má")
    assert (again.decision, again.procedures) == (first.decision, first.procedures)
    assert "procedure" not in kinds(again.messages)
    talk.say("đăng ký kết hôn")
    assert "procedure" in kinds(talk.say("thôi quay lại vụ tách hộ khẩu").messages)


def test_a_weak_guess_of_a_look_up_in_the_middle_of_a_talk_is_none(talk: Talk) -> None:
    assert say("dossier_ask_code") in texts(talk.say("nhà của ba má", "look_up_dossier", 0.4))
    talk.say("thôi", "cancel")
    talk.say("tui muốn tách hộ khẩu ra riêng")
    assert talk.say("nhà của ba má", "look_up_dossier", 0.4).procedures == ["1.010038"]
    assert talk.state.look_up is None
    assert say("dossier_ask_code") in texts(talk.say("hồ sơ nộp tới đâu rồi", "look_up_dossier", 0.4))
