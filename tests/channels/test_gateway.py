"""The gateway: bounds, order, and what is kept of a turn."""

import asyncio
import uuid
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.answers.wording import say
from bot.conversations.masking import DOTS
from bot.conversations.tables import TurnRow
from channels.errors import ForeignConversationError, TooManyTurnsError
from channels.gateway import Gateway
from channels.services import Services
from channels.switches import Switch
from channels.turns import Turn
from knowledge.database import reading

BIRTH = "lam giay khai sinh cho con can gi"


def turn(conversation_id: str = "", text: str = BIRTH, **more: str) -> Turn:
    return Turn(conversation_id or str(uuid.uuid4()), "api", more.pop("owner", "an owner's secret"), text, **more)


def take(gateway: Gateway, *turns: Turn) -> list[object]:
    async def all_at_once() -> list[object]:
        return list(await asyncio.gather(*(gateway.take(one) for one in turns), return_exceptions=True))

    return asyncio.run(all_at_once())


def test_turns_of_one_conversation_are_taken_one_after_another(services: Services) -> None:
    conversation = str(uuid.uuid4())
    replies = take(services.gateway, *(turn(conversation) for _ in range(8)))
    assert len({reply.turn_id for reply in replies}) == 8  # type: ignore[attr-defined]
    key = services.conversations.key("api", conversation)
    assert len(services.conversations.since(key, "an owner's secret", None)) == 8


def test_the_same_message_sent_twice_at_once_is_taken_once(services: Services) -> None:
    conversation = str(uuid.uuid4())
    first, second = take(services.gateway, *(turn(conversation, client_message_id="m") for _ in range(2)))
    assert first == second


def test_only_so_many_turns_a_minute_and_others_are_not_concerned(services: Services) -> None:
    settings = services.settings.model_copy(update={"turns_per_minute": 3})
    old = services.gateway
    gateway = Gateway(old.conversations, old.hand_overs, old.assistant, old.seal, old.rasa, settings)
    conversation = str(uuid.uuid4())
    replies = take(gateway, *(turn(conversation, "xin chào") for _ in range(4)), turn())
    assert [type(reply).__name__ for reply in replies] == ["ChatReply"] * 3 + ["TooManyTurnsError", "ChatReply"]
    assert say(TooManyTurnsError.key)


def test_another_owner_is_refused(services: Services) -> None:
    conversation = str(uuid.uuid4())
    _, refused = take(services.gateway, turn(conversation)), take(services.gateway, turn(conversation, owner="other"))
    assert isinstance(refused[0], ForeignConversationError)


@pytest.mark.parametrize(
    ("text", "key"), [("", "empty"), ("   ", "empty"), ("😀", "unreadable"), ("làm giấy " * 200, "too_long")]
)
def test_what_cannot_be_read_is_said_so(services: Services, text: str, key: str) -> None:
    (reply,) = take(services.gateway, turn(text=text))
    assert reply.messages[0].text == say(key, limit=1000)  # type: ignore[attr-defined]


def test_the_release_is_in_every_reply(services: Services) -> None:
    (reply,) = take(services.gateway, turn())
    assert reply.release == services.library.release  # type: ignore[attr-defined]


def test_an_address_shared_by_many_may_take_many_turns_and_not_endlessly_many(services: Services) -> None:
    settings = services.settings.model_copy(update={"address_turns_per_minute": 5})
    old = services.gateway
    gateway = Gateway(old.conversations, old.hand_overs, old.assistant, old.seal, old.rasa, settings)
    replies = take(gateway, *(turn(text="xin chào", address="203.0.113.7") for _ in range(6)))
    others = take(gateway, turn(text="xin chào", address="203.0.113.8"), turn(text="xin chào"))
    assert sorted(type(reply).__name__ for reply in replies) == ["ChatReply"] * 5 + ["TooManyTurnsError"]
    assert [type(reply).__name__ for reply in others] == ["ChatReply"] * 2


def test_nothing_is_kept_of_conversations_that_nobody_is_in(services: Services) -> None:
    take(services.gateway, *(turn(text="xin chào") for _ in range(5)))
    assert services.gateway.ordering.lanes == {}


def test_a_turn_keeps_what_was_said_with_dots_for_codes_and_numbers(services: Services) -> None:
    code = "H13.12-250701-0001"
    take(services.gateway, turn("said-1234", f"hồ sơ {code} của 0912345678 tới đâu"), turn("said-1234", BIRTH))
    key = services.conversations.key("api", "said-1234")
    with reading(services.sessions) as session:
        rows = session.scalars(select(TurnRow).where(TurnRow.conversation_key == key).order_by(TurnRow.number)).all()
    assert rows[0].said == f"hồ sơ {DOTS} của {DOTS} tới đâu"
    assert (rows[1].said, rows[1].decision, rows[1].procedure_code) == (BIRTH, "answer", "1.001193")


def test_a_channel_that_is_off_says_why_keeps_nothing_and_takes_the_same_message_later(services: Services) -> None:
    gateway, message = services.gateway, turn("switched-1", client_message_id="m1")
    gateway.switches.switch_off(Switch("api", "Nghỉ bảo trì.", "nâng cấp", None, "lan", datetime.now(UTC)))
    try:
        (off,) = take(gateway, message)
    finally:
        gateway.switches.switch_on("api")
    (on,) = take(gateway, message)
    assert [one.text for one in off.messages] == ["Nghỉ bảo trì."]
    assert off.conversation_id == "switched-1"
    assert on.procedures == ["1.001193"]
