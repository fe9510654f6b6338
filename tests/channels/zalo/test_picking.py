"""A bare number picks from the choices that the last reply offered."""

import pytest

from bot.answers.chat import ChatReply
from bot.answers.messages import ChoiceOption, ChoicesMessage, Decision, Message, TextMessage
from channels.zalo.picking import is_number, label, picked


def reply(*messages: Message) -> str:
    return ChatReply(turn_id="t", decision=Decision.DIALOGUE, messages=[*messages]).model_dump_json()


def choices(*ids: str) -> ChoicesMessage:
    return ChoicesMessage(text="Việc nào?", choices=[ChoiceOption(id=one, label=f"Việc {one}") for one in ids])


OFFERED = reply(TextMessage(text="Dạ"), choices("a", "b", "c"))


@pytest.mark.parametrize(("text", "choice"), [("1", "a"), (" 3 ", "c"), ("2.", "b"), ("2)", "b"), ("02", "b")])
def test_a_number_names_a_choice(text: str, choice: str) -> None:
    assert picked(text, [OFFERED]) == choice


@pytest.mark.parametrize("text", ["0", "4", "12", "ba", "số 2", "1234", "2 bản", "", "-1", "1.5", "²"])
def test_anything_else_is_left_to_the_dialogue(text: str) -> None:
    assert picked(text, [OFFERED]) is None


def test_only_the_last_reply_is_answered() -> None:
    assert picked("1", [OFFERED, reply(TextMessage(text="Dạ, đủ rồi."))]) is None
    assert picked("1", []) is None


def test_of_several_questions_the_last_one_is_open() -> None:
    assert picked("1", [reply(choices("a"), choices("z"))]) == "z"


def test_a_choice_is_known_by_its_label_in_whatever_reply_it_stood() -> None:
    kept = [OFFERED, reply(TextMessage(text="Dạ")), reply(choices("z"))]
    assert (label("b", kept), label("z", kept), label("x", kept), label("b", [])) == ("Việc b", "Việc z", "", "")


def test_four_digits_are_a_proof_and_no_choice() -> None:
    assert not is_number("1234")
    assert is_number("7")
