"""What a tapped choice does."""

from collections.abc import Callable

from bot.answers import desks, english, life_events, papers_check, papers_in_hand
from bot.answers.facts_form import FactsForm
from bot.answers.handing_over import FAILED, HandOverForm
from bot.answers.notices import NoticeForm
from bot.answers.questions import Questions
from bot.answers.replies import Reply
from bot.answers.topics import Library
from bot.answers.understanding import Heard
from bot.conversations.feedback import Feedback, Feedbacks
from bot.conversations.state import Choice, ConversationState
from knowledge.dossiers.look_up import Caller

Deed = Callable[[ConversationState, Reply, Choice, Heard, Caller], None]


class Choosing:
    """Does what a choice says; one that no longer fits the conversation is called old."""

    def __init__(
        self,
        library: Library,
        form: FactsForm,
        questions: Questions,
        people: HandOverForm,
        feedbacks: Feedbacks | None = None,
        notices: NoticeForm | None = None,
    ) -> None:
        self.library = library
        self.form = form
        self.questions = questions
        self.people = people
        self.feedbacks = feedbacks
        self.notices = notices
        self._deeds: dict[str, Deed] = {
            "fact": self._fact,
            "revise": self._revise,
            "procedure": self._procedure,
            "aspect": lambda state, reply, choice, _, __: questions.aspect(
                state, reply, choice.procedure_code, choice.value
            ),
            "checklist": lambda state, reply, choice, _, __: form.start(state, reply, choice.procedure_code),
            "continue": self._continue,
            "person": lambda state, reply, choice, heard, _: people.offer(state, reply, heard, choice.value or FAILED),
            "hand_over": lambda state, reply, choice, _, caller: people.agreed(state, reply, choice.value, caller),
            "office": lambda _, reply, choice, __, ___: desks.chosen(reply, choice.value),
            "life_event": self._life_event,
            "life_papers": self._life_event,
            "have": self._have,
            "check": self._check,
            "checked": lambda state, reply, choice, _, __: papers_check.take(
                library, state, reply, choice.fact, choice.value
            ),
            "feedback": self._feedback,
            "english": lambda state, reply, choice, _, __: english.one(library, state, reply, choice.procedure_code),
            "notify": self._notify,
            "stop_notices": self._notify,
            "erase": self._erase,
            "none": self._none,
        }

    def choose(self, state: ConversationState, reply: Reply, choice: Choice, heard: Heard, caller: Caller) -> None:
        """Do what `choice` says."""
        self._deeds[choice.do](state, reply, choice, heard, caller)

    def _fact(self, state: ConversationState, reply: Reply, choice: Choice, _: Heard, __: Caller) -> None:
        if state.checklist and state.checklist.procedure_code == choice.procedure_code:
            self.form.take(state, reply, choice.fact, choice.value)
        else:
            reply.text("stale_choice")

    def _revise(self, state: ConversationState, reply: Reply, choice: Choice, _: Heard, __: Caller) -> None:
        if not (
            state.checklist
            and state.checklist.procedure_code == choice.procedure_code
            and self.form.revise(state, reply, choice.fact)
        ):
            reply.text("stale_choice")

    def _procedure(self, state: ConversationState, reply: Reply, choice: Choice, _: Heard, __: Caller) -> None:
        aspects, state.aspects, state.offered, state.unclear = state.aspects, [], [], ""
        self.questions.one(state, reply, choice.procedure_code, aspects)

    def _continue(self, state: ConversationState, reply: Reply, choice: Choice, _: Heard, __: Caller) -> None:
        if state.checklist:
            state.talk_about(choice.procedure_code)
            self.form.ask_again(state, reply)
        else:
            reply.text("stale_choice")

    def _life_event(self, state: ConversationState, reply: Reply, choice: Choice, _: Heard, __: Caller) -> None:
        if choice.value not in self.library.life_events:
            reply.text("stale_choice")
        elif choice.do == "life_event":
            life_events.tell(self.library, state, reply, self.library.life_events[choice.value])
        else:
            life_events.papers(self.library, reply, self.library.life_events[choice.value])

    def _have(self, state: ConversationState, reply: Reply, choice: Choice, _: Heard, __: Caller) -> None:
        fits = state.papers is not None and state.papers.procedure_code == choice.procedure_code
        if not (fits and papers_in_hand.tick(state, reply, choice.value)):
            reply.text("stale_choice")

    def _check(self, state: ConversationState, reply: Reply, _: Choice, __: Heard, ___: Caller) -> None:
        if not papers_check.start(self.library, state, reply):
            reply.text("missing_no_list")

    def _feedback(self, state: ConversationState, reply: Reply, choice: Choice, _: Heard, caller: Caller) -> None:
        code = state.topics[0] if state.topics else ""
        given = Feedback("", "down", choice.value, procedure_code=code, release=self.library.release)
        if self.feedbacks:
            self.feedbacks.give(caller.conversation, given)
        reply.text("feedback_kept")

    def _notify(self, state: ConversationState, reply: Reply, choice: Choice, _: Heard, caller: Caller) -> None:
        if self.notices is None:
            reply.text("stale_choice")
        elif choice.do == "notify":
            self.notices.agreed(state, reply, choice.value, caller)
        else:
            self.notices.stop(state, reply, caller, choice.value)

    def _erase(self, _: ConversationState, reply: Reply, __: Choice, ___: Heard, ____: Caller) -> None:
        reply.erase = True
        reply.text("erased")

    def _none(self, state: ConversationState, reply: Reply, choice: Choice, _: Heard, __: Caller) -> None:
        if choice.value == "stay":
            reply.text("handoff_stays")
        else:
            self.questions.asking_back.none_meant(state, reply)
