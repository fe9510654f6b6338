"""Rights over one's own data: heard in every spelling; a button alone erases, and a typed yes is told where it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.data_rights import named, says_yes
from bot.conversations.state import ConversationState
from knowledge.phrasings import loading
from knowledge.vietnamese.folding import fold
from tests.bot.answers.conftest import Talk, kinds, texts

ERASING = [
    "xóa sạch dữ liệu giùm tui",
    "xoa het data cua t dum cai",
    "xóa đoạn chat nãy giờ nha em",
    "xoa lsu chat di ad",
    "xóa mấy câu tui nhắn hồi nãy",
]
ENGLISH = ["please delete my chat history", "Erase all of my data", "remove my data now"]
YES = ["ừ", "u", "ok", "OK luôn", "đồng ý", "dong y", "ừ xóa đi", "yes"]


def offered(state: ConversationState) -> list[str]:
    return [choice.do for choice in state.choices.values()]


@pytest.mark.parametrize("text", ERASING)
def test_erasing_is_heard_with_and_without_diacritics(text: str, talk: Talk) -> None:
    assert {named(text), named(fold(text))} == {"erase"}
    reply = talk.say(text, act="ask")
    assert "bấm nút" in texts(reply)
    assert offered(talk.state) == ["erase"]
    assert not reply.erase


@pytest.mark.parametrize("text", ENGLISH)
def test_erasing_is_heard_and_answered_in_english(text: str, talk: Talk) -> None:
    assert named(text) == "erase_english"
    assert "tap the button" in texts(talk.say(text, act="english"))


@pytest.mark.parametrize("text", ["ai đọc được mấy cái tui nhắn", "ai coi dc tin nhan nay z", "mày lưu cái gì của tui"])
def test_who_reads_and_what_is_kept_is_told(text: str, talk: Talk) -> None:
    reply = talk.say(text, act="who_are_you")
    assert "30 ngày" in texts(reply)
    assert "được che" in texts(reply)


def test_a_copy_is_had_from_the_operator_and_the_assistant_says_so(talk: Talk) -> None:
    assert "bản sao" in texts(talk.say("cho tôi tải hết dữ liệu của tôi", act="consent_withdraw"))
    assert "copy" in texts(talk.say("I want a copy of all my data", act="english"))


@pytest.mark.parametrize("yes", YES)
def test_a_typed_yes_erases_nothing_and_is_told_where_the_button_is(yes: str, talk: Talk) -> None:
    talk.say("xóa hết dữ liệu của tui", act="consent_withdraw")
    reply = talk.say(yes, act="affirm")
    assert not reply.erase
    assert "bấm nút" in texts(reply)
    assert kinds(reply.messages) == ["choices"]
    assert talk.choose("Xoá cuộc trò chuyện").erase


def test_a_yes_later_on_is_no_yes_to_erasing(talk: Talk) -> None:
    talk.say("xóa hết dữ liệu của tui", act="consent_withdraw")
    talk.say("đăng ký tạm trú phí bao nhiêu")
    assert "bấm nút" not in texts(talk.say("ok", act="affirm"))


@pytest.mark.parametrize(
    "text",
    [
        "xóa đăng ký thường trú",
        "xóa án tích",
        "hủy đăng ký xe",
        "sửa dữ liệu dân cư",
        "ai được làm khai sinh",
        "xin bản sao",
    ],
)
def test_a_procedure_that_erases_or_copies_is_no_such_right(text: str) -> None:
    assert not named(text)
    assert not named(fold(text))


def test_no_phrasing_of_a_procedure_is_taken_for_a_right_or_a_yes() -> None:
    told = [item.text for item in loading.load(loading.procedures()).asked]
    assert [text for text in told[::40] if named(text) or named(fold(text)) or says_yes(text)] == []


@given(st.text(max_size=120))
def test_any_text_is_heard_without_an_error(text: str) -> None:
    assert isinstance(named(text), str)
    assert isinstance(says_yes(text), bool)
