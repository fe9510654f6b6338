"""The check of papers in hand: one at a time, by what the record says of each."""

import pytest

from bot.answers.messages import TextMessage
from bot.answers.replies import Reply
from bot.answers.wording import say
from bot.conversations.state import PapersInHand
from tests.bot.answers.conftest import Talk, texts

FORM, IDENTITY = "Tờ khai đăng ký khai sinh", "Số định danh"


@pytest.fixture
def listed(talk: Talk) -> Talk:
    """A talk in which the list of a birth at home was handed over."""
    talk.say("lam giay khai sinh cho con can gi")
    for answer in ("Đã đăng ký kết hôn", "Đến quầy", "Đúng hết", "có người làm chứng"):
        talk.choose(answer)
    return talk


def points(reply: Reply) -> list[str]:
    """What the paper asked about must be like."""
    return [line.text for message in reply.messages if isinstance(message, TextMessage) for line in message.lines]


def test_each_paper_is_shown_with_what_the_record_says_and_asked_about(listed: Talk) -> None:
    reply = listed.choose("Dò lại")
    assert "Mình dò 2 giấy" in texts(reply)
    assert points(reply) == ["Đúng mẫu: Tờ khai đăng ký khai sinh"]
    assert say("check_question") in texts(reply)
    lines = [line for message in reply.messages if isinstance(message, TextMessage) for line in message.lines]
    assert all(line.source.seen_in and line.as_of for line in lines)


def test_the_end_says_what_is_fine_what_is_to_mend_and_what_to_ask(listed: Talk) -> None:
    listed.choose("Dò lại")
    assert IDENTITY in texts(listed.choose("Có chỗ chưa đúng"))
    end = texts(listed.choose("Chưa chắc"))
    assert f"Cần sửa hoặc xin lại trước khi nộp: {FORM}" in end
    assert f"Nên hỏi cán bộ cho chắc: {IDENTITY}" in end
    assert listed.state.check is None


def test_when_all_is_fine_no_officer_is_offered(listed: Talk) -> None:
    listed.choose("Dò lại")
    listed.choose("Đúng hết")
    end = listed.choose("Đúng hết")
    assert "Ổn: " in texts(end)
    assert [message.type for message in end.messages] == ["text"]


def test_yes_no_and_not_sure_are_understood_by_words(listed: Talk) -> None:
    listed.say("dò giấy giùm", "check_papers")
    listed.say("dạ đúng", "affirm")
    assert listed.state.check
    assert list(listed.state.check.found.values()) == ["fine"]
    assert "Nên hỏi cán bộ" in texts(listed.say("hông biết nữa", "unsure"))


def test_it_can_be_stopped(listed: Talk) -> None:
    listed.choose("Dò lại")
    assert texts(listed.say("thôi", "cancel")) == say("check_stopped")
    assert listed.state.check is None


def test_after_another_question_it_goes_on(listed: Talk) -> None:
    first = points(listed.choose("Dò lại"))
    listed.say("đăng ký tạm trú phí bao nhiêu")
    assert points(listed.say("tiếp tục", "resume")) == first


def test_an_answer_can_be_changed_while_the_check_is_open(listed: Talk) -> None:
    listed.choose("Dò lại")
    old = next(choice for choice in listed.state.choices.values() if choice.value == "wrong")
    listed.choose("Đúng hết")
    assert listed.state.check
    asked = listed.state.check.asked
    listed.state.choices["old"] = old
    assert IDENTITY in texts(listed.choose("Có chỗ chưa đúng"))
    assert (listed.state.check.asked, listed.state.check.found[old.fact]) == (asked, "wrong")


def test_a_button_of_an_ended_check_is_old(listed: Talk) -> None:
    listed.choose("Dò lại")
    listed.choose("Đúng hết")
    listed.choose("Đúng hết")
    assert texts(listed.choose("Chưa chắc")) == say("stale_choice")


def test_without_a_list_there_is_nothing_to_check(talk: Talk) -> None:
    assert texts(talk.say("dò giấy giùm", "check_papers")) == say("missing_no_list")


def test_where_the_record_asks_nothing_of_the_papers_it_is_said_so(listed: Talk) -> None:
    listed.state.papers = PapersInHand(procedure_code="1.001193", names={"witness_statement": "Văn bản làm chứng"})
    assert say("check_nothing") in texts(listed.say("dò giấy giùm", "check_papers"))
    assert listed.state.check is None
