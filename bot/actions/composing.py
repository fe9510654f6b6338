"""Composing the reply of the turn that a conversation is taking: shared by Rasa's actions and the way without Rasa."""

import time
from collections.abc import Callable
from datetime import timedelta

from bot.answers import renewing
from bot.answers.assistant import Assistant
from bot.answers.chat import ChatReply
from bot.answers.understanding import Heard
from bot.conversations import receipts
from bot.conversations.state import ConversationState
from bot.conversations.store import TRIAL, Conversations
from knowledge.dossiers.look_up import Caller


def compose(
    conversations: Conversations,
    assistant: Assistant,
    key: str,
    speech_act: str,
    confidence: float,
    began: Callable[[str], object] = lambda _: None,
) -> tuple[ConversationState, ChatReply]:
    """Compose, store and return the reply to the turn being taken. Composed once: a second call gets the first reply.

    Lists get a receipt that can be read later, but in a trial of staff. `began`: told the turn's id first.

    Raises `NoTurnError` and `DatabaseUnavailableError`.
    """
    state, pending = conversations.taking(key)
    began(pending.turn_id)
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
    started = time.perf_counter()
    reply = ChatReply.of(pending.turn_id, renewing.respond(assistant, state, heard, Caller(key, pending.address)))
    reply.release = assistant.library.release
    if pending.channel != TRIAL:
        receipts.keep(conversations.sessions, reply.messages, reply.release)
    understood = {"speech_act": speech_act, "confidence": confidence}
    composed = {"reply": reply.model_dump_json(), "erases": reply.erased, **understood}
    composed["composed_ms"] = round(1000 * (time.perf_counter() - started))
    conversations.composed(key, state, pending.model_copy(update=composed))
    return state, reply
