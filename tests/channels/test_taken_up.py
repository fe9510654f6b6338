"""A turn that a crash left composed is closed when the message comes again, and not taken twice."""

import asyncio
import uuid

import pytest

from bot.actions.composing import compose
from bot.answers.chat import ChatReply
from bot.answers.wording import say
from channels.services import Services
from channels.turns import Turn
from knowledge.database import DatabaseUnavailableError

OWNER = "an owner's secret"


def take(services: Services, turn: Turn) -> ChatReply:
    return asyncio.run(services.gateway.take(turn))


def crash_before_the_end(services: Services, turn: Turn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a turn whose end cannot be stored."""

    def away(*_: object) -> None:
        raise DatabaseUnavailableError("away")

    with monkeypatch.context() as patch:
        patch.setattr(services.conversations, "finish", away)
        patch.setattr(services.conversations, "erase", away)
        with pytest.raises(DatabaseUnavailableError):
            take(services, turn)


def turn(conversation: str, text: str = "", choice: str | None = None, message: str = "m1") -> Turn:
    return Turn(conversation, "telegram", OWNER, text, choice, message)


def test_the_message_that_came_again_answers_no_second_question(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = str(uuid.uuid4())
    key = services.conversations.key("telegram", conversation)
    take(services, turn(conversation, "làm giấy khai sinh cho con cần gì", message="m0"))
    asked = services.conversations.open(key, OWNER).state.checklist
    assert asked
    crash_before_the_end(services, turn(conversation, "1"), monkeypatch)
    after = services.conversations.open(key, OWNER).state
    reply = take(services, turn(conversation, "1"))
    assert services.conversations.open(key, OWNER).state == after
    assert take(services, turn(conversation, "1")).turn_id == reply.turn_id
    assert len(services.conversations.since(key, OWNER, None)) == 2


def test_another_message_is_taken_anew(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = str(uuid.uuid4())
    crash_before_the_end(services, turn(conversation, "xin chào"), monkeypatch)
    reply = take(services, turn(conversation, "cảm ơn", message="m2"))
    assert say("thanks") in reply.model_dump_json()


def test_an_erasure_that_was_cut_short_is_done(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = str(uuid.uuid4())
    key = services.conversations.key("telegram", conversation)
    take(services, turn(conversation, "xóa dữ liệu của tôi", message="m0"))
    state = services.conversations.open(key, OWNER).state
    erase = next(number for number, choice in state.choices.items() if choice.do == "erase")
    crash_before_the_end(services, turn(conversation, choice=erase), monkeypatch)
    assert take(services, turn(conversation, choice=erase)).erased
    assert services.conversations.open(key, OWNER).state.choices == {}


def test_a_reply_that_rasas_action_composed_erases_as_well(services: Services) -> None:
    conversation = str(uuid.uuid4())
    key = services.conversations.key("telegram", conversation)
    take(services, turn(conversation, "xóa dữ liệu của tôi", message="m0"))
    opened = services.conversations.open(key, OWNER)
    erase = next(number for number, choice in opened.state.choices.items() if choice.do == "erase")
    pending, _ = services.gateway._pending(opened, turn(conversation, choice=erase))
    services.conversations.begin(opened, "telegram", OWNER, pending)
    assistant = services.gateway.assistant
    first = compose(services.conversations, assistant, key, "choose", 1.0)[1]
    second = compose(services.conversations, assistant, key, "choose", 1.0)[1]
    assert (first.erased, second.erased) == (True, True)
