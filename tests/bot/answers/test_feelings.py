"""What is said first to somebody in danger or in grief."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.feelings import sentences
from bot.answers.wording import say


@pytest.mark.parametrize("text", ["chồng tui đánh tui", "bị đánh đập hoài", "nhà đang cháy", "có người bị tai nạn"])
def test_danger_gets_the_numbers_to_call(text: str) -> None:
    assert sentences(text) == ["distress_danger"]
    assert [number for number in ("113", "114", "115") if number not in say("distress_danger")] == []


def test_a_child_in_danger_gets_the_childrens_number_too() -> None:
    assert sentences("bé bị đánh") == ["distress_danger", "distress_child"]
    assert "111" in say("distress_child")


@pytest.mark.parametrize("text", ["ba tui mới mất", "mẹ em qua đời rồi", "nhà có tang", "chồng chị bị ung thư"])
def test_grief_gets_condolences_and_no_numbers(text: str) -> None:
    assert sentences(text) == ["distress_grief"]
    assert "chia buồn" in say("distress_grief")


def test_danger_goes_before_grief() -> None:
    assert sentences("anh tui bị chém chết rồi")[0] == "distress_danger"


@pytest.mark.parametrize("text", ["", "buồn quá", "tui khổ lắm em ơi"])
def test_other_distress_gets_help_in_general(text: str) -> None:
    assert sentences(text) == ["distress"]


def test_it_is_understood_without_diacritics() -> None:
    assert sentences("chong tui danh tui") == ["distress_danger"]
    assert sentences("ba tui moi mat") == ["distress_grief"]


@given(st.text(max_size=80))
def test_any_text_gets_at_least_one_sentence_that_exists(text: str) -> None:
    found = sentences(text)
    assert found
    assert all(say(key) for key in found)
