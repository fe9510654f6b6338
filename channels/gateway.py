"""The gateway: every channel's turn comes through here, and leaves as a `ChatReply`.

It checks and seals the message, lets Rasa understand it, and composes the answer itself where Rasa is
down. While an officer has the conversation, what is said is kept for them and nothing is composed. A repeated
`client_message_id` gets the same reply. Turns of one conversation never overlap, whichever replicas take them.
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable
from functools import partial

from bot.actions.composing import compose
from bot.answers.assistant import Assistant
from bot.answers.chat import ChatReply
from bot.answers.messages import Decision, Message, TextMessage
from bot.answers.plain_acts import key as spoken
from bot.answers.plain_acts import speech_act
from bot.answers.wording import say
from bot.conversations.current_turn import TURN
from bot.conversations.errors import NotYoursError
from bot.conversations.hand_overs import TAKEN, HandOvers
from bot.conversations.masking import without_tokens
from bot.conversations.store import Conversations, Opened, Pending, Taken, new_turn_id
from channels.errors import ForeignConversationError, RasaUnavailableError, TooManyTurnsError
from channels.limits import Limits, network
from channels.metrics import FALLBACKS, STEP_SECONDS, TURN_SECONDS, TURNS
from channels.ordering import Ordering
from channels.rasa_client import RasaClient
from channels.switches import Switch, Switches
from channels.turns import Turn
from knowledge.dossiers.sealing import Seal
from knowledge.settings import Settings
from knowledge.vietnamese.folding import syllables

_CHOOSE = "/choose"
_ERASING = frozenset({"xoa", "xoa het", "xoa du lieu", "xoa du lieu cua toi", "xoa cuoc tro chuyen"})
"""Typed to an officer, these still lead to the button that erases."""

Composing = Callable[[], ChatReply]
"""Makes a reply, or fetches the one that was made; it may wait for the database, and takes processor time."""

log = logging.getLogger(__name__)


class Gateway:
    """Takes turns. `limits`, `ordering`: what replicas share; without them this process's own."""

    def __init__(
        self,
        conversations: Conversations,
        hand_overs: HandOvers,
        assistant: Assistant,
        seal: Seal,
        rasa: RasaClient,
        settings: Settings,
        limits: Limits | None = None,
        ordering: Ordering | None = None,
    ) -> None:
        self.conversations = conversations
        self.hand_overs = hand_overs
        self.assistant = assistant
        self.seal = seal
        self.rasa = rasa
        self.settings = settings
        self.switches = Switches(conversations.sessions)
        self.limits = limits or Limits()
        self.ordering = ordering or Ordering()

    async def take(self, turn: Turn) -> ChatReply:
        """Take one turn.

        Raises `TooManyTurnsError`, `ForeignConversationError`, `ConversationBusyError` and `DatabaseUnavailableError`.
        """
        started = time.perf_counter()
        key = self.conversations.key(turn.channel, turn.conversation_id)
        async with self.ordering.alone(key):
            opened = await asyncio.to_thread(self._opened, key, turn)
            if isinstance(opened, Switch):
                return _switched_off(turn, opened.message)
            if opened.earlier:
                return ChatReply.model_validate_json(opened.earlier)
            await self._count(key, turn)
            reply = await self._taken_up(opened, turn) or await self._taken(opened, turn)
        TURNS.labels(turn.channel, reply.decision).inc()
        TURN_SECONDS.observe(time.perf_counter() - started)
        return reply

    async def erase(self, key: str) -> None:
        """Erase a conversation here and at Rasa. Raises `DatabaseUnavailableError`."""
        await asyncio.to_thread(self.conversations.erase, key)
        await self.rasa.forget(key)

    def _opened(self, key: str, turn: Turn) -> Opened | Switch:
        """Return the conversation, or what switched its channel off."""
        if off := self.switches.off(turn.channel):
            return off
        try:
            with STEP_SECONDS.labels("open").time():
                return self.conversations.open(key, turn.owner, turn.client_message_id)
        except NotYoursError as error:
            raise ForeignConversationError from error

    async def _taken_up(self, opened: Opened, turn: Turn) -> ChatReply | None:
        """Close the turn that a crash left composed, rather than take the message twice."""
        pending = opened.unfinished
        if pending is None or pending.reply is None:
            return None
        reply = ChatReply.model_validate_json(pending.reply)
        reply.erased = pending.erases
        return await self._closed(opened, turn, pending, lambda: reply)

    async def _taken(self, opened: Opened, turn: Turn) -> ChatReply:
        pending, refusal = await asyncio.to_thread(self._begun, opened, turn)
        told = TURN.set(pending.turn_id)
        try:
            composing = (lambda: refusal) if refusal else await self._replied(opened, pending)
            return await self._closed(opened, turn, pending, composing)
        finally:
            TURN.reset(told)

    def _begun(self, opened: Opened, turn: Turn) -> tuple[Pending, ChatReply | None]:
        """Seal and store the turn; return it, with the refusal where there is nothing to understand."""
        pending, refusal = self._pending(opened, turn)
        TURN.set(pending.turn_id)
        self.conversations.begin(opened, turn.channel, turn.owner, pending)
        return pending, refusal

    async def _closed(self, opened: Opened, turn: Turn, pending: Pending, composing: Composing) -> ChatReply:
        reply = await asyncio.to_thread(self._finished, opened, turn, pending, composing)
        if reply.erased:
            await self.erase(opened.key)
        return reply

    def _finished(self, opened: Opened, turn: Turn, pending: Pending, composing: Composing) -> ChatReply:
        """Compose, and keep the reply unless it erases the conversation."""
        reply = composing()
        reply.conversation_id = turn.conversation_id
        reply.release = reply.release or self.assistant.library.release
        if reply.erased:
            return reply
        reply.handed_over = self.hand_overs.state(opened.key)
        closed = pending.model_copy(update={"reply": reply.kept().model_dump_json()})
        taken = Taken(self._heard(pending), reply.decision, "".join(reply.procedures[:1]))
        with STEP_SECONDS.labels("close").time():
            self.conversations.finish(opened.key, closed, turn.client_message_id, taken)
        return reply

    def _pending(self, opened: Opened, turn: Turn) -> tuple[Pending, ChatReply | None]:
        """Return the turn to compose, or a refusal in words where there is nothing to understand."""
        turn_id = new_turn_id()
        pending = Pending(turn_id=turn_id, channel=turn.channel, idle_seconds=opened.idle_seconds)
        pending.client_message_id = turn.client_message_id
        if turn.address:
            pending.address = hashlib.sha256(self.conversations.secret + turn.address.encode()).hexdigest()
        if turn.choice is not None:
            pending.choice = opened.state.choices.get(turn.choice)
            return pending, None if pending.choice else _plain(turn_id, "stale_choice")
        text, limit = turn.text.strip(), self.settings.max_message_chars
        if not text:
            return pending, _plain(turn_id, "empty")
        if len(text) > limit:
            return pending, _plain(turn_id, "too_long", limit=limit)
        if not syllables(text) and opened.handed_over != TAKEN:
            return pending, _plain(turn_id, "unreadable")
        sealed = self.seal.seal(text, awaits_proof=opened.state.look_up is not None)
        pending.text, pending.sealed, pending.code_hint = sealed.text, list(sealed.parts), sealed.code_hint
        return pending, None

    async def _replied(self, opened: Opened, pending: Pending) -> Composing:
        """Let the officer hear who has the conversation, and say nothing to it; else understand. Return how to compose."""
        if opened.handed_over:
            erasing = _erasing(pending)
            said = "" if erasing else _said(opened, pending)
            if await asyncio.to_thread(self.hand_overs.heard, opened.key, said) == TAKEN:
                silence = ChatReply(turn_id=pending.turn_id, decision=Decision.DIALOGUE, messages=[])
                return partial(self._composed, opened.key, pending, erasing) if erasing else lambda: silence
        return await self._understood(opened.key, pending)

    async def _understood(self, key: str, pending: Pending) -> Composing:
        """Let Rasa understand and its action compose; return how to get at the reply, which composes it without Rasa."""
        message = _CHOOSE if pending.choice else pending.text.lstrip("/ ") or "?"
        try:
            with STEP_SECONDS.labels("rasa").time():
                await self.rasa.send(key, message)
            limited = False
        except RasaUnavailableError as error:
            log.warning("goes on without Rasa: %s", error)
            FALLBACKS.inc()
            limited = True
        act = (
            "choose" if pending.choice else speech_act(pending.text, any(kind == "code" for kind, _ in pending.sealed))
        )
        return partial(self._composed, key, pending, act, limited)

    def _composed(self, key: str, pending: Pending, act: str, limited: bool = False) -> ChatReply:
        """Compose, unless an action has; `limited`: say that less was understood."""
        try:
            with STEP_SECONDS.labels("compose").time():
                _, reply = compose(self.conversations, self.assistant, key, act, 1.0)
        except Exception:
            log.exception("could not be composed")
            reply = _plain(pending.turn_id, "not_now")
        if limited:
            notice: list[Message] = [TextMessage(text=say("limited"), tone="notice")]
            reply = reply.model_copy(update={"limited": True, "messages": [*notice, *reply.messages]})
        return reply

    def _heard(self, pending: Pending) -> str:
        return pending.choice.label if pending.choice else without_tokens(pending.text, self.seal)

    async def _count(self, key: str, turn: Turn) -> None:
        """Count the turn for its conversation and for the address it comes from. Raises `TooManyTurnsError`."""
        wait = await self.limits.wait(f"turns of {key}", self.settings.turns_per_minute)
        if not wait and turn.address:
            shared = self.settings.address_turns_per_minute
            wait = await self.limits.wait(f"turns from {network(turn.address)}", shared)
        if wait:
            raise TooManyTurnsError


def _erasing(pending: Pending) -> str:
    """Return the speech act of a turn that erases or asks to, "" for any other."""
    if pending.choice:
        return "choose" if pending.choice.do == "erase" else ""
    return "consent_withdraw" if " ".join(spoken(pending.text)) in _ERASING else ""


def _said(opened: Opened, pending: Pending) -> str:
    """Return what the officer is to hear: all that is typed, and what is tapped while they have the conversation."""
    if pending.choice:
        return pending.choice.label if opened.handed_over == TAKEN else ""
    return "" if opened.state.note_for else pending.text


def _switched_off(turn: Turn, message: str) -> ChatReply:
    """Return the operators' words. Nothing is stored: the same message is taken once the channel is on again."""
    told: list[Message] = [TextMessage(text=message, tone="notice")]
    reply = ChatReply(turn_id=new_turn_id(), decision=Decision.DIALOGUE, messages=told)
    reply.conversation_id = turn.conversation_id
    return reply


def _plain(turn_id: str, key: str, **values: object) -> ChatReply:
    return ChatReply(turn_id=turn_id, decision=Decision.DIALOGUE, messages=[TextMessage(text=say(key, **values))])
