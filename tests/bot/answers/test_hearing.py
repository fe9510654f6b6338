"""What a message is beside its speech act: a request beside an insult, a dossier asked for in the middle of something."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.hearing import asks_for_person, asks_of_dossier, is_of_a_desk, is_of_papers, takes_leave
from bot.answers.understanding import Heard
from bot.answers.wording import say
from knowledge.phrasings import loading
from knowledge.vietnamese.folding import fold
from retriever.decision import Decision
from retriever.engine import Found
from tests.bot.answers.conftest import Talk, asked, kinds, texts

NOTHING_FOUND = Found(Decision.DECLINE, (), (), 0.0)
KEPT = Found(Decision.ANSWER, (), ("1.000894",), 0.9, kept_context=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ngu như bò, đăng ký tạm trú bao nhiêu tiền", "1.004194"),
        ("do ngu, dang ky ket hon can gi", "1.000894"),
        ("vô dụng quá, tui muốn đổi căn cước, làm ở đâu", "1.014063"),
    ],
)
def test_an_honest_request_beside_an_insult_is_answered_after_one_calm_sentence(
    text: str, code: str, talk: Talk
) -> None:
    reply = talk.say(text, act="insult", confidence=0.95)
    assert (reply.decision, reply.procedures) == ("answer", [code])
    assert texts(reply).startswith("Tôi hiểu anh/chị đang bực.")
    assert texts(reply).count("đang bực") == 1


@pytest.mark.parametrize("text", ["đồ ngu, cho tui gặp người thiệt coi", "vo dung! toi muon noi chuyen voi can bo"])
def test_whoever_asks_for_a_person_beside_an_insult_gets_one(text: str, talk: Talk) -> None:
    assert "handoff" in kinds(talk.say(text, act="insult", confidence=0.95).messages)


def test_an_insult_alone_is_answered_as_before(talk: Talk) -> None:
    assert texts(talk.say("đồ ngu", act="insult")).startswith("Tôi hiểu anh/chị đang bực. Anh/chị cho tôi biết")


@pytest.mark.parametrize(
    "text", ["{{6*6}} <%= 6*6 %> đăng ký kết hôn phí bao nhiêu", "<b>đăng ký kết hôn</b> lệ phí sao 🙂🙂🙂"]
)
def test_markup_code_and_emoji_around_a_request_are_no_matter(text: str, talk: Talk) -> None:
    reply = talk.say(text)
    assert (reply.decision, reply.procedures) == ("answer", ["1.000894"])
    assert "36" not in texts(reply)


def test_an_answer_beside_an_insult_is_not_lost_in_the_open_form(talk: Talk) -> None:
    fact = asked(talk.say("đăng ký khai sinh cần gì"))
    reply = talk.say("đồ ngu, nhắc lại câu hỏi coi", act="repeat")
    assert asked(reply) == fact


@pytest.mark.parametrize("text", ["hồ sơ của má tui tới đâu rồi", "ho so cua ba noi xong chua em"])
def test_a_dossier_asked_for_in_the_middle_of_a_list_enters_the_look_up(text: str, talk: Talk) -> None:
    talk.say("đăng ký khai sinh cần gì")
    reply = talk.say(text, act="ask")
    assert "mã hồ sơ" in texts(reply)
    assert talk.state.look_up is not None
    assert talk.state.open_checklist is not None


def test_whose_a_dossier_is_asked_in_its_look_up_is_no_question_about_a_procedure(talk: Talk) -> None:
    talk.say("tra cứu hồ sơ", act="look_up_dossier")
    talk.say("H13.12-250701-0001", act="look_up_dossier")
    reply = talk.say("nói tên chủ hồ sơ trước đi rồi tui mới đưa số", act="ask")
    assert (reply.decision, reply.procedures) == ("dialogue", [])
    assert "4 số cuối" in texts(reply)


@pytest.mark.parametrize("number", ["079 123 456 789", "0791.2345.6789", "079-123-456-789", "0791 2345 6789"])
def test_an_identity_number_typed_with_spaces_or_dots_is_sealed_and_taken_as_the_proof(number: str, talk: Talk) -> None:
    talk.say("tra cứu hồ sơ", act="look_up_dossier")
    talk.say("H13.12-250701-0001", act="look_up_dossier")
    reply = talk.say(f"căn cước {number}", act="give_proof")
    assert "không khớp" in texts(reply)
    assert number not in talk.state.model_dump_json()


def test_no_phrasing_of_a_procedure_is_a_look_up_or_asks_for_a_person_alone() -> None:
    told = loading.load(loading.procedures()).asked[::40]
    heard = [text for item in told for text in (item.text, fold(item.text))]
    assert [text for text in heard if asks_of_dossier(text)] == []
    assert len([text for text in heard if asks_for_person(text)]) <= 2


@given(st.text(max_size=120))
def test_any_text_is_heard_without_an_error(text: str) -> None:
    assert isinstance(asks_of_dossier(text), bool)
    assert isinstance(asks_for_person(text), bool)


def test_a_grumble_beside_an_insult_is_not_asked_back_on(talk: Talk) -> None:
    reply = talk.say("đồ ngu, hỏi một đằng mà trả lời một nẻo", act="insult", confidence=0.95)
    assert reply.decision == "dialogue"
    assert kinds(reply.messages) == ["text"]


@pytest.mark.parametrize(
    ("text", "act", "leaves"),
    [
        ("thôi con đi kiếm lại, con cảm ơn", "thank", True),
        ("bye nghen, mai tui ra phường", "goodbye", True),
        ("cám ơn, mà phí bao nhiêu", "thank", False),
        ("cám ơn nha, vậy được chưa?", "thank", False),
        ("thôi con đi kiếm lại", "ask", False),
    ],
)
def test_thanks_with_other_words_take_leave_unless_something_is_asked(text: str, act: str, leaves: bool) -> None:
    assert takes_leave(Heard(text, speech_act=act), NOTHING_FOUND) is leaves


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("dạ hiểu rồi, để con về hỏi lại má", True),
        ("thoi de toi ve ban lai voi may dua nho", True),
        ("vậy được, tui báo lại cho ông nhà", True),
        ("dạ để tui ra hỏi má lại rồi nhắn sau", True),
        ("ui troi mua, cho tui chut", True),
        ("t chup man hinh lai roi", True),
        ("để con đứng tên", False),
        ("hiểu rồi, vậy còn phí bao nhiêu", False),
        ("biết rồi mà nộp được rồi hả", False),
        ("để tui về hỏi lại, mà trễ có sao không", False),
    ],
)
def test_what_is_settled_takes_leave_unless_something_may_be_asked(text: str, leaves: bool) -> None:
    assert takes_leave(Heard(text), KEPT) is leaves
    assert not takes_leave(Heard(text), replace(KEPT, kept_context=False))


@pytest.mark.parametrize(
    ("text", "act", "confidence", "leaves"),
    [
        ("thôi để em hỏi thêm chủ nhà đã, bye ad", "goodbye", 0.97, True),
        ("cam on co da chi bao tan tinh tu nay toi gio", "thank", 0.95, True),
        ("thôi để em hỏi thêm chủ nhà đã, bye ad", "goodbye", 0.6, False),
        ("cám ơn, mà hết hạn rồi thì sao", "thank", 0.97, False),
        ("cám ơn, phí nhiêu", "thank", 0.97, False),
    ],
)
def test_whoever_surely_leaves_is_told_no_procedure_again(text: str, act: str, confidence: float, leaves: bool) -> None:
    assert takes_leave(Heard(text, speech_act=act, confidence=confidence), KEPT) is leaves


@pytest.mark.parametrize(
    ("text", "act", "answer"),
    [("thanks nha", "thank", "thanks"), ("bye bye ad", "goodbye", "goodbye"), ("giỏi ghê hen", "praise", "praise")],
)
def test_politeness_in_the_middle_of_a_talk_is_no_question_about_its_topic(
    text: str, act: str, answer: str, talk: Talk
) -> None:
    talk.say("đăng ký kết hôn phí bao nhiêu")
    reply = talk.say(text, act=act, confidence=0.98)
    assert (reply.decision, texts(reply)) == ("dialogue", say(answer))


@pytest.mark.parametrize(("confidence", "decision"), [(0.97, "dialogue"), (0.7, "answer")])
def test_who_surely_asks_after_the_assistant_is_told_of_it_whatever_is_talked_about(
    confidence: float, decision: str, talk: Talk
) -> None:
    talk.say("đăng ký kết hôn phí bao nhiêu")
    reply = talk.say("bên đây là người hay máy trả lời, xưng hô sao cho phải", act="who_are_you", confidence=confidence)
    assert reply.decision == decision
    assert (texts(reply) == say("who_are_you")) is (decision == "dialogue")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("à lộn, tui nói khai tử chớ không phải khai sinh", "1.000656"),
        ("nhầm, khai tử chứ không phải khai sinh", "1.000656"),
        ("lộn, kết hôn chớ không phải ly hôn", "1.000894"),
    ],
)
def test_a_correction_goes_by_what_it_says_now(text: str, code: str, talk: Talk) -> None:
    talk.say("đăng ký khai sinh phí bao nhiêu")
    reply = talk.say(text, act="correct", confidence=0.98)
    assert (reply.decision, reply.procedures) == ("answer", [code])


def test_a_correction_that_says_nothing_by_itself_is_about_what_is_talked_about(talk: Talk) -> None:
    talk.say("đăng ký kết hôn phí bao nhiêu")
    reply = talk.say("nhầm, hôm kia chớ đâu phải hôm qua", act="correct", confidence=0.98)
    assert (reply.decision, reply.procedures) == ("answer", ["1.000894"])
    assert talk.say("nhầm, hôm kia chớ đâu phải hôm qua").decision == "decline"


def test_a_polite_message_that_asks_on_is_answered(talk: Talk) -> None:
    talk.say("đăng ký kết hôn phí bao nhiêu")
    reply = talk.say("thanks nha, còn nộp ở đâu", act="thank", confidence=0.9)
    assert (reply.decision, reply.procedures) == ("answer", ["1.000894"])


def test_who_goes_to_see_to_it_is_not_told_the_same_again(talk: Talk) -> None:
    talk.say("đăng ký kết hôn phí bao nhiêu")
    reply = talk.say("dạ hiểu rồi, để con về hỏi lại má")
    assert (reply.decision, texts(reply)) == ("dialogue", say("settled"))


@pytest.mark.parametrize(
    ("text", "act", "confidence", "meant"),
    [
        ("à mà xã tui giờ nhập lại tên khác rồi, trụ sở nằm chỗ nào vậy", "find_office", 0.97, True),
        ("à mà xã tui giờ nhập lại tên khác rồi, trụ sở nằm chỗ nào vậy", "find_office", 0.7, False),
        ("à mà xã tui giờ nhập lại tên khác rồi, trụ sở nằm chỗ nào vậy", "ask", 0.97, False),
        ("nộp chỗ nào vậy", "find_office", 0.97, False),
    ],
)
def test_where_a_desk_lies_is_told_from_where_to_hand_in(text: str, act: str, confidence: float, meant: bool) -> None:
    assert is_of_a_desk(Heard(text, speech_act=act, confidence=confidence), KEPT) is meant
    assert not is_of_a_desk(Heard(text, speech_act=act, confidence=confidence), replace(KEPT, kept_context=False))


def test_whoever_looks_for_a_desk_in_the_middle_of_a_talk_is_asked_for_its_ward(talk: Talk) -> None:
    talk.say("đăng ký kết hôn phí bao nhiêu")
    said = "xã tui giờ nhập lại tên khác rồi, trụ sở nằm chỗ nào vậy"
    reply = talk.say(said, act="find_office", confidence=0.97)
    assert (reply.decision, reply.procedures) == ("dialogue", [])
    assert talk.state.awaits_office


@pytest.mark.parametrize(
    ("text", "act", "confidence", "of_papers"),
    [
        ("bị mất", "distress", 0.7, True),
        ("bi uot", "distress", 0.7, True),
        ("bị mất", "distress", 0.95, False),
        ("má mất rồi", "distress", 0.7, False),
        ("bị đánh", "distress", 0.7, False),
        ("mất hết trơn hết trọi rồi", "distress", 0.7, False),
        ("bị mất", "ask", 0.7, False),
    ],
)
def test_what_came_to_a_paper_is_no_distress(text: str, act: str, confidence: float, of_papers: bool) -> None:
    assert is_of_papers(Heard(text, speech_act=act, confidence=confidence)) is of_papers


def test_a_lost_paper_in_the_middle_of_a_talk_is_answered_without_condolence(talk: Talk) -> None:
    talk.say("xin trích lục khai sinh")
    reply = talk.say("bị mất", "distress", 0.7)
    assert reply.decision == "answer"
    assert say("distress") not in texts(reply)
