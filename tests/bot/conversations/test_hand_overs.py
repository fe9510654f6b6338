"""Hand-overs in a real database: asked for, taken, answered, released, gone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.answers.chat import ChatReply
from bot.conversations.errors import HandOverError
from bot.conversations.hand_overs import TAKEN, WAITING, HandOvers
from bot.conversations.masking import DOTS
from bot.conversations.store import TRIAL, Conversations
from bot.conversations.tables import ConversationRow, HandOverMessageRow, HandOverRow
from knowledge.database import reading, writing
from knowledge.dossiers.sealing import Seal
from tests.bot.conversations.samples import OWNER, reply, taken

LAN, MINH = "Lan", "Minh"


@pytest.fixture
def seal() -> Seal:
    return Seal()


@pytest.fixture
def hand_overs(conversations: Conversations, seal: Seal) -> HandOvers:
    return HandOvers(conversations.sessions, seal)


@pytest.fixture
def key(conversations: Conversations) -> str:
    """A conversation that has begun."""
    key = conversations.key("web", "abcdefgh")
    taken(conversations, key, reply())
    return key


def pushed(conversations: Conversations, key: str) -> list[ChatReply]:
    """What came to the citizen after the first turn."""
    return [ChatReply.model_validate_json(one) for one in conversations.since(key, OWNER, None)[1:]]


def test_a_conversation_that_asks_stands_in_the_queue_with_its_summary(hand_overs: HandOvers, key: str) -> None:
    number = hand_overs.ask(key, "asked", "Đã hỏi về: khai sinh.")
    (waiting,) = hand_overs.queue()
    assert (waiting.number, waiting.state, waiting.reason) == (number, WAITING, "asked")
    assert (waiting.summary, waiting.channel, waiting.officer) == ("Đã hỏi về: khai sinh.", "web", "")
    assert hand_overs.state(key) == WAITING


def test_the_queue_tells_how_often_the_citizen_has_spoken_meanwhile(hand_overs: HandOvers, key: str) -> None:
    number = hand_overs.ask(key, "asked", "", "lời nhắn")
    hand_overs.heard(key, "còn đó không")
    hand_overs.take(number, LAN, reply())
    hand_overs.say(number, LAN, "Dạ có.", reply())
    assert [waiting.heard for waiting in hand_overs.queue()] == [2]


def test_asking_twice_stands_in_the_queue_once_with_the_newest_summary(hand_overs: HandOvers, key: str) -> None:
    first = hand_overs.ask(key, "asked", "một")
    assert hand_overs.ask(key, "failed", "hai", "gọi tui nghen") == first
    (waiting,) = hand_overs.queue()
    assert (waiting.reason, waiting.summary) == ("failed", "hai")
    assert [said.text for said in hand_overs.show(first).messages] == ["gọi tui nghen"]


def test_what_staff_try_stands_in_no_queue(conversations: Conversations, hand_overs: HandOvers) -> None:
    tried = conversations.key(TRIAL, "12345678")
    taken(conversations, tried, reply(), TRIAL)
    hand_overs.ask(tried, "asked", "thử")
    assert hand_overs.queue() == []
    assert hand_overs.state(tried) == WAITING


def test_a_conversation_that_is_not_stored_cannot_be_handed_over(hand_overs: HandOvers) -> None:
    with pytest.raises(HandOverError, match="not stored"):
        hand_overs.ask("0" * 64, "asked", "")


def test_what_the_citizen_says_is_kept_only_while_handed_over(hand_overs: HandOvers, key: str) -> None:
    assert hand_overs.heard(key, "trước đó") == ""
    number = hand_overs.ask(key, "asked", "")
    assert hand_overs.heard(key, "đang chờ") == WAITING
    hand_overs.take(number, LAN, reply())
    assert hand_overs.heard(key, "dạ có") == TAKEN
    assert hand_overs.heard(key, "") == TAKEN
    hand_overs.release(number, LAN, reply())
    assert hand_overs.heard(key, "sau đó") == ""
    assert [said.text for said in hand_overs.show(number).messages] == ["đang chờ", "dạ có"]


def test_officers_read_dots_for_personal_numbers(hand_overs: HandOvers, key: str, seal: Seal) -> None:
    sealed = seal.seal("số tui 0912345678 nghen").text
    number = hand_overs.ask(key, "asked", "", sealed)
    hand_overs.heard(key, sealed)
    assert [said.text for said in hand_overs.show(number).messages] == [f"số tui {DOTS} nghen"] * 2


def test_one_officer_has_it_and_no_other(hand_overs: HandOvers, conversations: Conversations, key: str) -> None:
    number = hand_overs.ask(key, "asked", "")
    hand_overs.take(number, LAN, reply("Cán bộ đang trả lời."))
    hand_overs.take(number, LAN, reply("Cán bộ đang trả lời."))
    assert len(pushed(conversations, key)) == 1
    for deed in (
        lambda: hand_overs.take(number, MINH, reply()),
        lambda: hand_overs.say(number, MINH, "xin chào", reply()),
        lambda: hand_overs.release(number, MINH, reply()),
    ):
        with pytest.raises(HandOverError, match=f"{number} is "):
            deed()
    assert (hand_overs.queue()[0].officer, hand_overs.state(key)) == (LAN, TAKEN)


def test_an_officers_words_reach_the_citizen_as_a_turn_that_can_be_read_on_from(
    hand_overs: HandOvers, conversations: Conversations, key: str
) -> None:
    number = hand_overs.ask(key, "asked", "")
    hand_overs.take(number, LAN, reply("nhận"))
    hand_overs.say(number, LAN, "Chị mang theo căn cước nhé.", reply("Chị mang theo căn cước nhé."))
    first, second = pushed(conversations, key)
    assert [message.text for message in second.messages] == ["Chị mang theo căn cước nhé."]  # type: ignore[union-attr]
    assert conversations.since(key, OWNER, second.turn_id) == []
    assert len(conversations.since(key, OWNER, first.turn_id)) == 1
    assert [(said.author, said.text) for said in hand_overs.show(number).messages] == [
        ("officer", "Chị mang theo căn cước nhé.")
    ]


def test_who_has_not_taken_it_cannot_speak_or_release(hand_overs: HandOvers, key: str) -> None:
    number = hand_overs.ask(key, "asked", "")
    with pytest.raises(HandOverError, match="take it first"):
        hand_overs.say(number, LAN, "xin chào", reply())
    with pytest.raises(HandOverError, match="take it first"):
        hand_overs.release(number, LAN, reply())


def test_a_released_conversation_is_over_and_can_be_asked_for_anew(hand_overs: HandOvers, key: str) -> None:
    number = hand_overs.ask(key, "asked", "")
    hand_overs.take(number, LAN, reply())
    hand_overs.release(number, LAN, reply())
    assert (hand_overs.state(key), hand_overs.queue()) == ("", [])
    with pytest.raises(HandOverError, match="released"):
        hand_overs.take(number, LAN, reply())
    assert hand_overs.ask(key, "asked", "") > number
    assert hand_overs.show(number).state == "released"


def test_an_unknown_number_is_told(hand_overs: HandOvers) -> None:
    for deed in (lambda: hand_overs.show(77), lambda: hand_overs.take(77, LAN, reply())):
        with pytest.raises(HandOverError, match="77: no conversation"):
            deed()


def test_a_conversation_knows_that_it_is_handed_over(
    hand_overs: HandOvers, conversations: Conversations, key: str
) -> None:
    number = hand_overs.ask(key, "asked", "")
    assert conversations.open(key, OWNER).handed_over == WAITING
    hand_overs.take(number, LAN, reply())
    assert conversations.open(key, OWNER).handed_over == TAKEN
    hand_overs.release(number, LAN, reply())
    assert conversations.open(key, OWNER).handed_over == ""


def test_an_officers_words_are_a_sign_of_life(hand_overs: HandOvers, conversations: Conversations, key: str) -> None:
    number = hand_overs.ask(key, "asked", "")
    age(conversations, key, timedelta(days=29))
    hand_overs.take(number, LAN, reply())
    assert conversations.forget_idle(28) == 0


def test_erasing_and_retention_leave_nothing_of_a_hand_over(
    hand_overs: HandOvers, conversations: Conversations
) -> None:
    for name in ("erased-1", "retained"):
        key = conversations.key("web", name)
        taken(conversations, key, reply())
        hand_overs.ask(key, "asked", "tóm tắt", "lời nhắn")
    conversations.erase(conversations.key("web", "erased-1"))
    assert len(hand_overs.queue()) == 1
    age(conversations, conversations.key("web", "retained"), timedelta(days=31))
    assert conversations.forget_idle(30) == 1
    assert hand_overs.queue() == []
    with reading(conversations.sessions) as session:
        assert session.scalars(select(HandOverMessageRow)).all() == []
        assert session.scalars(select(HandOverRow)).all() == []


def age(conversations: Conversations, key: str, by: timedelta) -> None:
    """Let a conversation have been silent for so long."""
    with writing(conversations.sessions) as session:
        since = datetime.now(UTC) - by
        session.execute(update(ConversationRow).where(ConversationRow.key == key).values(updated_at=since))
