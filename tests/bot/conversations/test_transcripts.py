"""What an officer reads: all turns as the citizen saw them, none after the release."""

import pytest

from bot.answers.messages import TextMessage
from bot.conversations import transcripts
from bot.conversations.errors import HandOverError
from bot.conversations.hand_overs import HandOvers
from bot.conversations.officer_replies import released_reply, taken_reply, words_reply
from bot.conversations.store import Conversations, Pending, Taken
from bot.conversations.transcripts import Exchange, transcript
from tests.bot.conversations.samples import OWNER, reply

LAN = "lan"


@pytest.fixture
def key(conversations: Conversations) -> str:
    return conversations.key("web", "abcdefgh")


def take_turn(conversations: Conversations, key: str, said: str, answered: str) -> None:
    given = reply(answered)
    pending = Pending(turn_id=given.turn_id, reply=given.model_dump_json())
    conversations.begin(conversations.open(key, OWNER), "web", OWNER, pending)
    conversations.finish(key, pending, None, Taken(said))


def shown(exchanges: list[Exchange]) -> list[tuple[str, list[str]]]:
    return [
        (one.said, [message.text for message in one.messages if isinstance(message, TextMessage)]) for one in exchanges
    ]


def test_both_sides_are_shown_in_order_from_before_the_hand_over_on(conversations: Conversations, key: str) -> None:
    take_turn(conversations, key, "khai sinh cần gì", "Cần tờ khai.")
    hand_overs = HandOvers(conversations.sessions)
    number = hand_overs.ask(key, "asked", "")
    hand_overs.take(number, LAN, taken_reply())
    hand_overs.say(number, LAN, "Dạ chị.", words_reply("Dạ chị."))
    exchanges = transcript(conversations.sessions, number)
    assert shown(exchanges)[0] == ("khai sinh cần gì", ["Cần tờ khai."])
    assert shown(exchanges)[2] == ("", ["Dạ chị."])
    assert shown(transcript(conversations.sessions, number, exchanges[1].number)) == [("", ["Dạ chị."])]


def test_what_is_said_after_the_release_is_not_shown(conversations: Conversations, key: str) -> None:
    take_turn(conversations, key, "trước", "Dạ.")
    hand_overs = HandOvers(conversations.sessions)
    number = hand_overs.ask(key, "asked", "")
    hand_overs.take(number, LAN, taken_reply())
    hand_overs.release(number, LAN, released_reply())
    take_turn(conversations, key, "sau", "Dạ.")
    assert [said for said, _ in shown(transcript(conversations.sessions, number))] == ["trước", "", ""]


def test_of_a_very_long_conversation_the_newest_turns_are_shown(
    conversations: Conversations, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transcripts, "_MOST_TURNS", 3)
    for number in range(5):
        take_turn(conversations, key, str(number), "Dạ.")
    number = HandOvers(conversations.sessions).ask(key, "asked", "")
    exchanges = transcript(conversations.sessions, number)
    assert (len(exchanges), exchanges[0].said, exchanges[-1].said) == (3, "2", "4")


def test_what_was_not_handed_over_is_not_read(conversations: Conversations) -> None:
    with pytest.raises(HandOverError, match="77"):
        transcript(conversations.sessions, 77)
