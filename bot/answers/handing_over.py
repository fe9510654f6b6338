"""To a person: with consent and a summary into the officers' queue, out of hours as a note, else to the desk."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.answers.checklists import answered
from bot.answers.local_rules import hotlines
from bot.answers.messages import Decision, HandoffMessage
from bot.answers.replies import Reply
from bot.answers.topics import Library
from bot.answers.understanding import Heard
from bot.answers.wording import listed, say
from bot.conversations.hand_overs import HandOvers
from bot.conversations.hours import Hours
from bot.conversations.state import Choice, ConversationState
from knowledge.dossiers.look_up import Caller
from knowledge.procedures.errors import ProcedureNotFoundError

ASKED, FAILED = "asked", "failed"
"""Why a conversation is handed over."""
KIOSK = "kiosk"
"""Where nobody waits for an answer: the desk is a few steps away, and the next one in line would read it."""


class HandOverForm:
    """Asks for consent, then hands over. Without officers' hours it only points to the desk."""

    def __init__(
        self,
        library: Library,
        hand_overs: HandOvers | None = None,
        hours: Hours | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.library = library
        self.hand_overs = hand_overs
        self.hours = hours or Hours({})
        self.now = now

    @property
    def has_officers(self) -> bool:
        """Whether officers answer in this system at all."""
        return self.hand_overs is not None and self.hours.any

    def offer(self, state: ConversationState, reply: Reply, heard: Heard, reason: str = ASKED) -> None:
        """Point to the desk with a summary to show; where officers answer here, offer that too and ask for consent."""
        message = HandoffMessage(text=say("handoff"), summary=self.summary(state), contacts=hotlines())
        reply.add(message).about(Decision.DIALOGUE)
        if not self.has_officers or heard.channel == KIOSK:
            return
        open_now = self.hours.open_at(self.now())
        agree = Choice(do="hand_over", value=reason, label=say("handoff_agree" if open_now else "handoff_leave_note"))
        text = say("handoff_consent") if open_now else say("handoff_closed", opening=self._opening())
        reply.offer(state, text, [agree, Choice(do="none", value="stay", label=say("handoff_stay"))])

    def agreed(self, state: ConversationState, reply: Reply, reason: str, caller: Caller) -> None:
        """Put the conversation in the queue, or out of hours ask for the note."""
        if self.hand_overs is None or not self.has_officers:
            reply.text("stale_choice")
        elif self.hours.open_at(self.now()):
            self.hand_overs.ask(caller.conversation, reason, self.summary(state))
            reply.text("handoff_waiting")
        else:
            state.note_for = reason
            reply.text("handoff_note")

    def note(self, state: ConversationState, reply: Reply, text: str, caller: Caller) -> None:
        """Keep the note that was asked for; an officer answers in this conversation."""
        reason, state.note_for = state.note_for, ""
        if self.hand_overs is None:
            return
        self.hand_overs.ask(caller.conversation, reason, self.summary(state), text)
        reply.text("handoff_note_kept", opening=self._opening())

    def summary(self, state: ConversationState) -> str:
        """Return in words what was asked about and what was answered."""
        names = []
        for code in state.topics:
            try:
                names.append(self.library.topic(code).name)
            except ProcedureNotFoundError:
                continue
        form = state.checklist
        guide = self.library.guides.get(form.procedure_code) if form else None
        facts = [item.answer for item in answered(guide, form.facts)] if guide and form else []
        return say(
            "handoff_summary",
            topics=listed(names) or say("handoff_no_topic"),
            facts=listed(facts) or say("handoff_no_facts"),
        )

    def _opening(self) -> str:
        opening = self.hours.next_opening(self.now())
        return f"{opening:%H:%M %d/%m}" if opening else say("handoff_unknown_opening")
