"""Paraphrases of an answer: what is clearly most like one is taken, anything else is asked again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.likeness import likest
from knowledge.guides.models import Choice, Fact
from knowledge.vietnamese.folding import fold
from tests.bot.answers.conftest import Talk, asked

WAY = Fact(
    id="filing_method",
    question="Anh/chị nộp bằng cách nào?",
    choices=(
        Choice(id="direct", label="Đến Công an xã, phường", words=("ra công an",)),
        Choice(id="online", label="Nộp qua mạng, VNeID", words=("qua mạng",)),
    ),
)
WHO = Fact(
    id="who",
    question="Ai đi nộp?",
    choices=(
        Choice(id="self", label="Chính người có tên trên giấy"),
        Choice(id="parent", label="Cha mẹ hoặc người giám hộ"),
        Choice(id="other", label="Người khác, có giấy nhờ đi thay"),
    ),
)
STRENGTH = Fact(
    id="strength",
    question="Mức giảm sức lao động?",
    choices=(
        Choice(id="less", label="Giảm sức lao động dưới 61%"),
        Choice(id="more", label="Giảm sức lao động từ 81%"),
        Choice(id="none", label="Không giảm"),
    ),
)


@pytest.mark.parametrize(
    ("fact", "text", "choice"),
    [
        (WAY, "nộp qua mạng", "online"),
        (WAY, "tui nộp trên VNeID cho lẹ", "online"),
        (WHO, "chính tui", "self"),
        (WHO, "người có tên trên giấy là tui luôn", "self"),
        (WHO, "tui nhờ người khác đi thay", "other"),
        (STRENGTH, "bị giảm sức lao động 90%", "more"),
        (STRENGTH, "giảm sức lao động 40% thôi", "less"),
    ],
)
def test_a_paraphrase_is_taken_for_the_answer_that_it_is_clearly_most_like(fact: Fact, text: str, choice: str) -> None:
    assert likest(text, fact) == choice
    assert likest(fold(text), fact) == choice


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (WAY, "nộp qua mạng làm sao?"),
        (WAY, "nộp qua mạng phí bao nhiêu"),
        (WAY, "tui không nộp qua mạng"),
        (WAY, "để coi"),
        (WAY, "hôm qua mưa lớn quá trời, tui chưa tới kịp giờ mở cửa"),
        (WHO, "giấy"),
        (WHO, ""),
        (STRENGTH, "giảm sức lao động 70%"),
    ],
)
def test_a_question_a_denial_or_too_little_is_no_answer(fact: Fact, text: str) -> None:
    assert likest(text, fact) is None


def test_a_paraphrase_answers_the_open_question_whatever_it_sounds_like(talk: Talk) -> None:
    fact = asked(talk.say("đăng ký kết hôn cần gì"))
    reply = talk.say("không, hai đứa tui người Việt trong nước hết", act="deny")
    assert asked(reply) not in (fact, None)


def test_a_question_in_the_form_is_still_a_question(talk: Talk) -> None:
    fact = asked(talk.say("đăng ký kết hôn cần gì"))
    assert asked(talk.say("nộp qua mạng được không?")) == fact


@given(st.text(max_size=120))
def test_any_text_is_compared_without_an_error(text: str) -> None:
    assert likest(text, WHO) in {None, "self", "parent", "other"}
