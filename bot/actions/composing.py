"""Composing the reply of the turn that a conversation is taking: shared by Rasa's actions and the way without Rasa."""

from datetime import timedelta

from bot.answers.assistant import Assistant
from bot.answers.chat import ChatReply
from bot.answers.understanding import Heard
from bot.conversations import receipts
from bot.conversations.state import ConversationState
from bot.conversations.store import Conversations
from knowledge.dossiers.look_up import Caller


def compose(
    conversations: Conversations, assistant: Assistant, key: str, speech_act: str, confidence: float
) -> tuple[ConversationState, ChatReply]:
    """Compose, store and return the reply to the turn being taken. Composed once: a second call gets the first reply.

    Raises `NoTurnError` and `DatabaseUnavailableError`.
    """
    state, pending = conversations.taking(key)
    if pending.reply:
        reply = ChatReply.model_validate_json(pending.reply)
        reply.erased = pending.erases
        return state, reply
    heard = Heard(
        text=pending.text,
        choice=pending.choice,
        speech_act=speech_act,
        confidence=confidence,
        sealed=tuple(pending.sealed),
        code_hint=pending.code_hint,
        channel=pending.channel,
        idle=timedelta(seconds=pending.idle_seconds),
    )
    reply = ChatReply.of(pending.turn_id, assistant.respond(state, heard, Caller(key, pending.address)))
    receipts.keep(conversations.sessions, reply.messages, assistant.library.release)
    composed = {"reply": reply.model_dump_json(), "erases": reply.erased}
    conversations.composed(key, state, pending.model_copy(update=composed))
    return state, reply
