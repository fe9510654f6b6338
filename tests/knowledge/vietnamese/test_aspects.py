"""Aspects: what of a procedure a question asks, in everyday Southern words, teencode and without diacritics."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese.aspects import ASPECTS, asked
from knowledge.vietnamese.folding import fold


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("cần giấy tờ gì", "components"),
        ("đem theo giấy gì vậy", "components"),
        ("can chuan bi gi", "components"),
        ("cần j", "components"),
        ("phí nhiêu", "fee"),
        ("tốn bn tiền", "fee"),
        ("nhìu tiền", "fee"),
        ("mac khong", "fee"),
        ("mấy bữa có", "time"),
        ("chừng nào xong", "time"),
        ("bao lau", "time"),
        ("nộp ở đâu", "where"),
        ("ra đâu lm", "where"),
        ("lam o dau", "where"),
        ("làm trên mạng được hông", "how"),
        ("thủ tục ntn", "how"),
        ("nộp onl", "how"),
        ("má đi thay được hông", "who"),
        ("nho nguoi khac", "who"),
        ("nhận được gì", "result"),
        ("theo luật nào", "legal_basis"),
        ("mẫu đơn ở đâu tải", "forms"),
        ("tờ khai", "forms"),
        ("xài được bao lâu", "validity"),
        ("điều kiện gì", "conditions"),
        ("sao bị trả hồ sơ", "mistakes"),
        ("xong rồi làm gì", "next_steps"),
    ],
)
def test_an_aspect_is_heard(question: str, aspect: str) -> None:
    assert aspect in asked(question).aspects


@pytest.mark.parametrize(
    ("question", "aspects"),
    [
        ("phí bao nhiêu, mấy ngày có?", ("fee", "time")),
        ("can giay gi, nop o dau, bao lau", ("components", "where", "time")),
        ("mấy bữa xong với tốn nhiêu tiền v", ("time", "fee")),
        ("phí nhiêu, phí nhiêu", ("fee",)),
    ],
)
def test_several_aspects_are_heard_once_each_in_the_order_asked(question: str, aspects: tuple[str, ...]) -> None:
    assert asked(question).aspects == aspects


def test_the_longest_phrase_wins() -> None:
    assert asked("giá trị bao lâu").aspects == ("validity",)


def test_a_question_of_aspects_alone_leaves_nothing_to_look_for() -> None:
    assert asked("dạ cho hỏi phí bao nhiêu vậy ạ").rest == ()


def test_what_is_neither_aspect_nor_filler_is_left_to_look_for() -> None:
    assert asked("phí khai sinh bao nhiêu").rest == ("khai", "sinh")


def test_a_greeting_asks_nothing() -> None:
    assert asked("chào anh ạ").aspects == ()
    assert asked("").aspects == asked("").rest == ()


@given(st.text())
def test_listening_never_raises_and_hears_known_aspects_only(text: str) -> None:
    heard = asked(text)
    assert set(heard.aspects) <= set(ASPECTS)
    assert len(set(heard.aspects)) == len(heard.aspects)


@given(st.sampled_from(["Phí bao nhiêu?", "MẤY NGÀY CÓ", "nộp ở đâu, cần giấy tờ gì", "ủy quyền được không"]))
def test_neither_diacritics_nor_capitals_nor_unicode_form_matter(question: str) -> None:
    forms = (fold(question), question.upper(), unicodedata.normalize("NFD", question))
    assert {asked(form) for form in forms} == {asked(question)}


def test_every_aspect_can_be_asked_for() -> None:
    heard = {aspect for words in _ONE_OF_EACH for aspect in asked(words).aspects}
    assert heard == set(ASPECTS)


_ONE_OF_EACH = (
    "hồ sơ gồm gì", "lệ phí", "bao lâu", "ở đâu", "làm sao", "ai nộp", "kết quả", "luật nào", "mẫu đơn",
    "hiệu lực bao lâu", "điều kiện", "lưu ý", "sau đó làm gì",
)  # fmt: skip
