"""Speech acts without Rasa: short messages by a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.actions import SPEECH_ACTS
from bot.answers.plain_acts import speech_act


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Xin chào", "greet"),
        ("xin chao", "greet"),
        ("cảm ơn!", "thank"),
        ("CÁM ƠN", "thank"),
        ("dạ có", "affirm"),
        ("hông biết", "unsure"),
        ("thôi khỏi", "cancel"),
        ("làm lại từ đầu", "restart"),
        ("gặp cán bộ", "ask_human"),
        ("còn thiếu gì", "what_is_missing"),
        ("làm khai sinh cần gì", "ask"),
        ("xin chào, cho hỏi làm khai sinh", "ask"),
        ("", "ask"),
    ],
)
def test_only_whole_short_messages_are_known(text: str, act: str) -> None:
    assert speech_act(text) == act


def test_a_sealed_code_is_a_look_up_whatever_stands_beside_it() -> None:
    assert speech_act("xin chào", sealed=True) == "look_up_dossier"


@given(st.text(max_size=60))
def test_every_text_has_a_speech_act_that_an_action_answers(text: str) -> None:
    assert speech_act(text) in SPEECH_ACTS
