"""Noise is left out where something is asked beside it; a message that is noise alone, or none, stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.noise import insults, without
from bot.answers.understanding import Heard
from knowledge.phrasings import loading
from knowledge.vietnamese.folding import fold


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ngu quá, chỉ giùm tui cách đăng ký tạm trú", "chỉ giùm tui cách đăng ký tạm trú"),
        ("cai bot ngu, lam can cuoc o dau vay", "lam can cuoc o dau vay"),
        ("đồ vô dụng! đăng ký kết hôn bao nhiêu tiền", "đăng ký kết hôn bao nhiêu tiền"),
        ("stupid bot, đổi căn cước mấy ngày", "đổi căn cước mấy ngày"),
        ("<h1>đăng ký tạm trú</h1> phí bao nhiêu", "đăng ký tạm trú phí bao nhiêu"),
        ("${9*9} {{config}} làm khai sinh cần gì", "làm khai sinh cần gì"),
        ("làm khai sinh cần gì 🙏🙏🙏!!!!", "làm khai sinh cần gì"),
        ("'; DROP TABLE turns; -- đăng ký kết hôn ở đâu", "đăng ký kết hôn ở đâu"),
    ],
)
def test_the_request_is_left_of_a_noisy_message(text: str, left: str) -> None:
    heard = without(Heard(text, speech_act="insult", confidence=0.9))
    assert (heard.text, heard.speech_act) == (left, "ask")


@pytest.mark.parametrize("text", ["đồ ngu", "vo dung", "😀😀😀", "<script>alert(1)</script>", "", "ngu quá trời"])
def test_what_is_noise_alone_stays_as_it_is(text: str) -> None:
    heard = Heard(text, speech_act="insult")
    assert without(heard) is heard


@pytest.mark.parametrize(
    "text",
    [
        "đăng ký khai sinh cần gì",
        "ngủ trưa",
        "ngư dân đóng ghe",
        "vài giấy",
        "sổ đỏ, cho con",
        "vợ đứng tên căn nhà",
        "khách ngủ qua đêm",
        "nhà lá dột nát",
    ],
)
def test_a_clean_message_stays_as_it_is(text: str) -> None:
    for spelt in (text, fold(text)):
        assert not insults(spelt)
        assert without(Heard(spelt)).text == spelt


def test_hardly_any_honest_question_holds_an_insult_with_or_without_diacritics() -> None:
    asked = loading.load(loading.procedures()).asked[::20]
    assert [text for item in asked for text in (item.text, fold(item.text)) if insults(text)] == []


@given(st.text(max_size=200))
def test_any_text_is_cleaned_without_an_error_and_never_longer(text: str) -> None:
    assert len(without(Heard(text)).text) <= len(text) + 2 * text.count(",") + 2 * text.count(".") + 20
