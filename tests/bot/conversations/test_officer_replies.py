"""What reaches the citizen while an officer has the conversation."""

from bot.answers.messages import TextMessage
from bot.answers.wording import say
from bot.conversations.officer_replies import released_reply, taken_reply, words_reply


def test_each_reply_says_who_speaks_and_how_the_conversation_stands() -> None:
    told = []
    for reply in (taken_reply(), words_reply("Dạ chị."), released_reply()):
        (message,) = reply.messages
        assert isinstance(message, TextMessage)
        told.append((message.text, message.author, reply.handed_over))
    assert told == [
        (say("handoff_taken"), "assistant", "taken"),
        ("Dạ chị.", "officer", "taken"),
        (say("handoff_released"), "assistant", ""),
    ]


def test_each_reply_is_a_turn_of_its_own() -> None:
    assert len({taken_reply().turn_id for _ in range(5)}) == 5
