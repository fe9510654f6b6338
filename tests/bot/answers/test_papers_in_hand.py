"""Papers ticked off by words and by taps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import papers_in_hand
from bot.answers.messages import ChoicesMessage
from bot.answers.replies import Reply
from bot.conversations.state import ConversationState, PapersInHand
from tests.bot.answers.conftest import Talk, checklist, texts
from tests.bot.conversations.samples import paper, told

NAMES = {
    "birth": "Giấy chứng sinh",
    "marriage": "Giấy chứng nhận kết hôn",
    "letter": "Văn bản ủy quyền có chứng thực",
    "photo": "Ảnh chân dung cỡ 4x6",
}


def state(*have: str) -> ConversationState:
    return ConversationState(papers=PapersInHand(procedure_code="1.001193", names=NAMES, have=[*have]))


def after(text: str, *have: str) -> tuple[list[str], Reply]:
    """Say `text` while `have` are ticked off; return what is ticked off then, and the reply."""
    now, reply = state(*have), Reply()
    papers_in_hand.listen(now, reply, text)
    assert now.papers
    return now.papers.have, reply


@pytest.mark.parametrize(
    ("text", "have"),
    [
        ("có giấy chứng sinh rồi", ["birth"]),
        ("co giay chung sinh roi nha", ["birth"]),
        ("tui có kết hôn rồi", ["marriage"]),
        ("có chứng sinh với kết hôn rồi em", ["birth", "marriage"]),
        ("đủ hết rồi", ["birth", "marriage", "letter", "photo"]),
        ("du het roi", ["birth", "marriage", "letter", "photo"]),
    ],
)
def test_papers_are_ticked_off_by_everyday_words(text: str, have: list[str]) -> None:
    assert after(text)[0] == have


@pytest.mark.parametrize("text", ["chưa có giấy chứng sinh", "mất giấy chứng sinh rồi", "giấy chứng sinh hông có"])
def test_a_paper_that_is_lacking_is_not_ticked_off_or_no_longer(text: str) -> None:
    assert after(text)[0] == []
    have, reply = after(text, "birth", "photo")
    assert have == ["photo"]
    assert "chưa có: Giấy chứng sinh" in texts(reply)


def test_what_is_there_and_what_is_lacking_can_be_said_in_one_breath() -> None:
    have, reply = after("có chứng sinh rồi mà chưa có kết hôn")
    assert have == ["birth"]
    assert "có: Giấy chứng sinh" in texts(reply)
    assert "chưa có: Giấy chứng nhận kết hôn" in texts(reply)
    assert "Còn thiếu: Giấy chứng nhận kết hôn; Văn bản ủy quyền có chứng thực" in texts(reply)


def test_two_papers_that_fit_alike_are_asked_back() -> None:
    have, reply = after("có giấy chứng rồi")
    assert have == []
    (question,) = (message for message in reply.messages if isinstance(message, ChoicesMessage))
    assert {"Có rồi: Giấy chứng sinh", "Có rồi: Giấy chứng nhận kết hôn"} <= {
        choice.label for choice in question.choices
    }


@pytest.mark.parametrize("text", ["", "có rồi", "trời mưa quá", "cảm ơn em", "phí bao nhiêu"])
def test_words_of_no_paper_tick_nothing_off(text: str) -> None:
    now, reply = state("birth"), Reply()
    assert not papers_in_hand.listen(now, reply, text)
    assert (now.papers, reply.messages) == (state("birth").papers, [])


def test_without_a_list_nothing_is_ticked_off() -> None:
    empty, reply = ConversationState(), Reply()
    assert not papers_in_hand.listen(empty, reply, "có giấy chứng sinh rồi")
    assert not papers_in_hand.tick(empty, reply, "birth")
    papers_in_hand.say_missing(empty, reply)
    assert reply.messages == []


def test_when_all_is_there_it_is_said_and_a_check_is_offered() -> None:
    now, reply = state("birth", "marriage", "letter"), Reply()
    assert papers_in_hand.tick(now, reply, "photo")
    assert "đủ giấy" in texts(reply)
    assert [choice.do for choice in now.choices.values()] == ["check"]


@pytest.mark.parametrize("said", ["dạ có đủ rồi", "giấy tờ có hết rồi nha", "du het roi", "đầy đủ"])
def test_all_is_there_where_it_is_said(said: str) -> None:
    assert papers_in_hand.says_all(said)


@pytest.mark.parametrize(
    "said", ["cô ấy học hết lớp 9, không biết có được không", "có đủ chưa", "đủ hết hả?", "co duoc ko", ""]
)
def test_who_asks_does_not_say_that_all_is_there(said: str) -> None:
    assert not papers_in_hand.says_all(said)


def test_a_paper_of_another_list_cannot_be_ticked_off() -> None:
    now, reply = state(), Reply()
    assert not papers_in_hand.tick(now, reply, "passport")
    assert now.papers == state().papers


def test_a_new_list_of_the_same_procedure_keeps_the_ticks_of_papers_that_stay() -> None:
    now = state("birth", "photo")
    listed = told(needed=[paper("birth", "Giấy chứng sinh")], undecided=[paper("witness", "Văn bản làm chứng")])
    papers_in_hand.note(now, listed)
    assert now.papers
    assert (list(now.papers.names), now.papers.have) == (["birth", "witness"], ["birth"])
    papers_in_hand.note(now, told(procedure_code="1.004194", needed=[paper("birth", "Giấy chứng sinh")]))
    assert now.papers.have == []


def test_a_list_that_was_handed_over_can_be_ticked_off_until_nothing_is_missing(talk: Talk) -> None:
    talk.say("lam giay khai sinh cho con can gi")
    talk.choose("Đã đăng ký kết hôn")
    talk.choose("Đến quầy")
    talk.choose("Đúng hết")
    needed = [item.name for item in checklist(talk.choose("có người làm chứng")).needed]
    missing = talk.say("còn thiếu gì", "what_is_missing")
    assert [name for name in needed if name not in texts(missing)] == []
    for name in needed:
        missing = talk.choose(f"Có rồi: {name}")
    assert "đủ giấy" in texts(missing)
    assert talk.state.papers
    assert talk.state.papers.missing == []


@given(st.text(max_size=60), st.lists(st.sampled_from(list(NAMES)), unique=True))
def test_whatever_is_said_only_papers_of_the_list_are_ticked_off_in_its_order(text: str, have: list[str]) -> None:
    ticked, _ = after(text, *have)
    known = [name for name in NAMES if name in ticked]
    assert sorted(ticked) == sorted(known)


FORM = {"form": "Đơn đề nghị hỗ trợ chi phí học tập (mẫu số 01)", "birth": "Giấy chứng sinh"}


@pytest.mark.parametrize(
    "text",
    [
        "đã có Đơn đề nghị hỗ trợ chi phí học tập",
        "có don de nghi ho tro chi phi hoc tap rồi",
        "đơn đề nghị hỗ trợ chi phí học tập tui có sẵn",
        "giấy chứng sinh có rồi nha",
    ],
)
def test_who_names_a_paper_of_the_list_and_says_no_more_has_it(text: str) -> None:
    now = ConversationState(papers=PapersInHand(procedure_code="1.001193", names=FORM, have=[]))
    assert papers_in_hand.says_to_have(now, text)


@pytest.mark.parametrize(
    "text",
    [
        "có đơn đề nghị hỗ trợ chi phí học tập không",
        "có đơn đề nghị hỗ trợ chi phí học tập chưa",
        "có đơn đề nghị hỗ trợ chi phí học tập rồi nộp ở đâu",
        "đơn đề nghị hỗ trợ chi phí học tập",
        "có hỗ trợ chi phí học tập rồi",
        "có giấy chứng sinh rồi muốn làm khai sinh",
        "có giấy chứng sinh rồi phải không?",
        "giấy chứng sinh bản photo có được",
        "mất giấy chứng sinh rồi có sao",
        "",
    ],
)
def test_a_question_or_a_wish_that_holds_a_paper_is_none(text: str) -> None:
    now = ConversationState(papers=PapersInHand(procedure_code="1.001193", names=FORM, have=[]))
    assert not papers_in_hand.says_to_have(now, text)


def test_without_a_list_nobody_says_to_have_a_paper() -> None:
    assert not papers_in_hand.says_to_have(ConversationState(), "đã có giấy chứng sinh")


def test_a_paper_is_ticked_off_whatever_speech_act_was_heard(talk: Talk) -> None:
    talk.say("đơn đề nghị hỗ trợ chi phí học tập")
    talk.state.papers = PapersInHand(procedure_code="1.014337", names=FORM)
    reply = talk.say("đã có đơn đề nghị hỗ trợ chi phí học tập", "ask")
    assert talk.state.papers.have == ["form"]
    assert "Giấy chứng sinh" in texts(reply)
