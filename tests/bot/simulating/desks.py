"""Two ways to the same assistant: in this process with the speech act told, or through HTTP with a real Rasa model."""

import uuid
from typing import Any, Protocol

import httpx

from bot.answers.assistant import Assistant
from bot.answers.chat import ChatReply
from bot.answers.messages import Decision, TextMessage
from bot.answers.understanding import Heard
from bot.answers.wording import say
from bot.conversations.state import ConversationState
from knowledge.dossiers.look_up import Caller
from tests.bot.talking import Reply


class Desk(Protocol):
    """Where a citizen types or taps and reads the public reply."""

    def say(self, text: str, act: str) -> Reply:
        """Send a text. `act`: what it really is, for a desk that does not find out by itself."""

    def tap(self, choice_id: str) -> Reply:
        """Tap a choice."""


class Beside:
    """The assistant itself: one conversation, speech acts told as a perfect Rasa would."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.state = ConversationState()

    def say(self, text: str, act: str) -> Reply:
        """See `Desk`."""
        return self._respond(Heard(text=text, speech_act=act))

    def tap(self, choice_id: str) -> Reply:
        """See `Desk`. A choice that expired is answered as the gateway answers it."""
        choice = self.state.choices.get(choice_id)
        if choice is None:
            stale = TextMessage(text=say("stale_choice"))
            return ChatReply(turn_id="", decision=Decision.DIALOGUE, messages=[stale]).model_dump(mode="json")
        return self._respond(Heard(choice=choice, speech_act="choose"))

    def _respond(self, heard: Heard) -> Reply:
        self.state = ConversationState.model_validate_json(self.state.model_dump_json())
        reply = self.assistant.respond(self.state, heard, Caller("simulated"))
        return {**ChatReply.of("", reply).model_dump(mode="json"), "erased": reply.erase}


class Served:
    """The whole application: Rasa finds the speech act."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.conversation_id = str(uuid.uuid4())

    def say(self, text: str, act: str) -> Reply:
        """See `Desk`; `act` stays with the citizen."""
        return self._send(text=text)

    def tap(self, choice_id: str) -> Reply:
        """See `Desk`."""
        return self._send(choice=choice_id)

    def _send(self, **body: str) -> Reply:
        told = {"conversation_id": self.conversation_id, "channel": "web", **body}
        answer = self.http.post("/api/v1/chat", json=told)
        answer.raise_for_status()
        reply: dict[str, Any] = answer.json()
        return reply
