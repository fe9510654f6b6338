"""What reaches the citizen of itself while an officer has the conversation: taken, the officer's words, released."""

from bot.answers.chat import ChatReply
from bot.answers.messages import Decision, TextMessage
from bot.answers.wording import say
from bot.conversations.hand_overs import TAKEN, HandedOver
from bot.conversations.store import new_turn_id


def taken_reply() -> ChatReply:
    """Return what says that an officer is there."""
    return _reply(TextMessage(text=say("handoff_taken")), TAKEN)


def words_reply(text: str) -> ChatReply:
    """Return an officer's words."""
    return _reply(TextMessage(text=text, author="officer"), TAKEN)


def released_reply() -> ChatReply:
    """Return what says that the assistant is back."""
    return _reply(TextMessage(text=say("handoff_released")), "")


def _reply(message: TextMessage, handed_over: HandedOver) -> ChatReply:
    """Return a reply without a conversation id: the channel knows it, we only its hash."""
    reply = ChatReply(turn_id=new_turn_id(), decision=Decision.DIALOGUE, messages=[message])
    reply.handed_over = handed_over
    return reply
