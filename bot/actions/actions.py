"""Rasa's actions: one for each speech act, and the validation of the facts form."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from contextvars import copy_context
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.composing import compose
from bot.answers.assistant import Assistant
from bot.answers.chat import ChatReply
from bot.conversations.current_turn import TURN
from bot.conversations.state import ConversationState
from bot.conversations.store import Conversations

SPEECH_ACTS = (
    "ask", "start_checklist", "look_up_dossier", "give_proof", "find_office", "affirm", "deny", "unsure", "correct", "cancel",
    "restart", "go_back", "repeat", "why", "what_is_missing", "greet", "thank", "goodbye", "who_are_you", "english",
    "ask_human", "complain", "insult", "distress", "consent_withdraw", "have_paper", "check_papers", "resume", "praise",
    "notify_me", "stop_notices", "choose",
)  # fmt: skip
FORM = "facts_form"
SLOT = "fact_answer"
DONE = "done"

Events = list[dict[str, Any]]


class Respond(Action):
    """Composes the reply to one speech act off the event loop, and tells Rasa what became of the form.

    `assistant`: gives who answers now; a turn has the same one from beginning to end.
    """

    def __init__(
        self, speech_act: str, conversations: Conversations, assistant: Callable[[], Assistant], pool: Executor
    ) -> None:
        self.speech_act = speech_act
        self.conversations = conversations
        self.assistant = assistant
        self.pool = pool

    def name(self) -> str:
        """Return the action's name in the domain."""
        return f"action_{self.speech_act}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Compose; the reply itself stays in our store, Rasa gets only its turn id."""
        state, reply = await self.compose(tracker, self.speech_act)
        dispatcher.utter_message(json_message={"turn_id": reply.turn_id})
        return [*_told(state), *([ActiveLoop(FORM), SlotSet("requested_slot", SLOT)] if state.open_checklist else [])]

    async def compose(self, tracker: Tracker, speech_act: str) -> tuple[ConversationState, ChatReply]:
        """Compose the reply to the tracker's conversation in the pool; afterwards, failed or not, its turn is known here."""
        confidence = float((tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)
        arguments = (self.conversations, self.assistant(), tracker.sender_id, speech_act, confidence, TURN.set)
        inside = copy_context()
        try:
            return await asyncio.get_running_loop().run_in_executor(self.pool, inside.run, compose, *arguments)
        finally:
            TURN.set(inside.get(TURN, ""))


class ValidateFactsForm(Respond):
    """While a question is open, every message comes here first; the guide's words are read before the speech act."""

    def name(self) -> str:
        """Return the name by which Rasa finds a form's validation."""
        return f"validate_{FORM}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Compose, and close Rasa's form where ours has no open question any more."""
        intent = str((tracker.latest_message.get("intent") or {}).get("name") or "ask")
        speech_act = intent if intent in SPEECH_ACTS else "ask"
        state, reply = await self.compose(tracker, speech_act)
        dispatcher.utter_message(json_message={"turn_id": reply.turn_id})
        if state.open_checklist:
            return [*_told(state), SlotSet(SLOT, None)]
        return [*_told(state), SlotSet(SLOT, DONE), SlotSet("requested_slot", None)]


def actions(conversations: Conversations, assistant: Callable[[], Assistant], pool: Executor) -> list[Action]:
    """Return every action that the domain names. `assistant`: as in `Respond`."""
    return [
        *(Respond(act, conversations, assistant, pool) for act in SPEECH_ACTS),
        ValidateFactsForm("ask", conversations, assistant, pool),
    ]


def _told(state: ConversationState) -> Events:
    facts = state.checklist.facts if state.checklist else {}
    code = state.topics[0] if state.topics else None
    return [SlotSet("facts", facts), SlotSet("procedure_code", code)]
