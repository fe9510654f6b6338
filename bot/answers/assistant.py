"""The assistant: one turn heard, one reply composed. Both ways in lead here: Rasa's actions and, without Rasa, the gateway."""

from collections.abc import Sequence

from bot.answers import desks, life_events, online
from bot.answers.checklists import answered
from bot.answers.facts_form import FactsForm
from bot.answers.local_rules import hotlines
from bot.answers.look_ups import LookUpForm
from bot.answers.messages import Decision, HandoffMessage
from bot.answers.plain_acts import asks, picked, resumes, stops
from bot.answers.questions import Questions
from bot.answers.replies import Reply
from bot.answers.sections import card
from bot.answers.topics import Library
from bot.answers.understanding import Heard
from bot.answers.wording import listed, say
from bot.conversations.state import Choice, ConversationState
from knowledge.dossiers.look_up import Caller
from knowledge.procedures.errors import ProcedureNotFoundError
from knowledge.vietnamese.aspects import asked
from retriever.decision import Decision as Verdict

MANNERS = {
    "greet": "greeting",
    "thank": "thanks",
    "goodbye": "goodbye",
    "who_are_you": "who_are_you",
    "english": "english",
    "complain": "complain",
    "insult": "insult",
    "distress": "distress",
}
"""Speech acts that are answered with one sentence, and its key in the texts."""
_SURE_MANNERS = 0.6
_SURE_INSULT = 0.85
"""Nobody is told that they are angry on a guess."""
_SURE_INSTEAD = 0.9
"""Belief from which a procedure is meant rather than anger."""
_NUMBER_ALONE = 2
"""A sealed number with no more content syllables than this, its own token included, is a proof and no question."""
_NO_PROOF = ("ask", "affirm", "unsure", "repeat", "why")
"""Speech acts of a short message that gives no proof where one is awaited; it is asked for again."""
_LONG = 4
"""A message with at least this many content syllables is a question, however polite it opens."""


class Assistant:
    """Composes every reply. Holds no state: all of it is the conversation's."""

    def __init__(self, library: Library, look_up: LookUpForm) -> None:
        self.library = library
        self.form = FactsForm(library)
        self.questions = Questions(library, self.form)
        self.look_up = look_up

    def respond(self, state: ConversationState, heard: Heard, caller: Caller) -> Reply:
        """Compose the reply to one turn and change `state` accordingly."""
        reply = Reply()
        if heard.choice:
            self._chosen(state, reply, heard.choice)
        elif _is_look_up(state, heard):
            self.look_up.listen(state, reply, heard, caller)
        elif state.open_checklist:
            self._in_form(state, reply, heard, caller)
        else:
            self._freely(state, reply, heard, caller)
        return reply

    def _in_form(self, state: ConversationState, reply: Reply, heard: Heard, caller: Caller) -> None:
        """The words that answer the open question are read before anything else."""
        act = heard.speech_act
        if resumes(heard.text):
            self.form.ask_again(state, reply)
        elif act == "correct" and (correction := self.form.listen_for_correction(state, heard)):
            self.form.take(state, reply, *correction)
        elif answer := self.form.listen(state, heard):
            self.form.take(state, reply, *answer)
        elif self.form.note(state, reply, heard):
            self.form.go_on(state, reply)
        elif act == "cancel" and stops(heard.text) and state.checklist:
            state.checklist.asked = None
            reply.text("cancelled")
        elif act == "restart" and state.checklist:
            reply.text("restarted")
            self.form.start(state, reply, state.checklist.procedure_code)
        elif act == "go_back":
            self.form.back(state, reply)
        elif act in ("why", "repeat"):
            if act == "why":
                reply.text("why_asked")
            self.form.ask_again(state, reply)
        elif act == "what_is_missing":
            self.form.show(state, reply)
            self.form.ask_again(state, reply)
        elif act == "correct" and (correction := self.form.listen_for_correction(state, heard)):
            self.form.take(state, reply, *correction)
        else:
            self._wander(state, reply, heard, caller)

    def _wander(self, state: ConversationState, reply: Reply, heard: Heard, caller: Caller) -> None:
        """Something else while a question is open: answer it, then come back to the question."""
        form = state.checklist
        if heard.speech_act in (
            *MANNERS,
            "look_up_dossier",
            "find_office",
            "ask_human",
            "consent_withdraw",
        ) and self._other_act(state, reply, heard, caller):
            if not state.look_up and heard.speech_act not in ("ask_human", "consent_withdraw"):
                self.form.ask_again(state, reply)
            return
        found = self.questions.find(state, heard)
        if form is None or found.decision is not Verdict.ANSWER or not asks(heard.text):
            self.form.missed(state, reply)
            return
        aspects = [aspect for aspect in asked(heard.text).aspects if aspect != "components"]
        if found.about != (form.procedure_code,):
            self._digress(state, reply, found.about, aspects, form.procedure_code)
        elif self.questions.detail(state, reply, form.procedure_code, heard.text) or aspects:
            if aspects:
                self.questions.tell(state, reply, form.procedure_code, aspects)
            self.form.ask_again(state, reply)
        else:
            self.form.missed(state, reply)

    def _digress(
        self, state: ConversationState, reply: Reply, codes: Sequence[str], aspects: list[str], open_code: str
    ) -> None:
        """Answer about another procedure and offer both: to go on, or to change over."""
        name = self.library.topic(open_code).name
        choices = [Choice(do="continue", procedure_code=open_code, label=say("continue_with", name=name))]
        for code in codes:
            topic = self.questions.tell(state, reply, code, aspects)
            choices.append(Choice(do="checklist", procedure_code=code, label=say("switch_to", name=topic.name)))
        state.talk_about(open_code)
        reply.offer(state, say("still_open", name=name), choices)

    def _freely(self, state: ConversationState, reply: Reply, heard: Heard, caller: Caller) -> None:
        if state.awaits_office and desks.answer(state, reply, heard.text):
            return
        state.awaits_office = False
        if heard.speech_act == "correct" and state.checklist:
            correction = self.form.listen_for_correction(state, heard)
            if correction:
                self.form.take(state, reply, *correction)
                return
        if self._goes_on(state, reply, heard) or self._other_act(state, reply, heard, caller):
            return
        found = self.questions.find(state, heard)
        if found.decision is not Verdict.ANSWER and desks.is_name(heard.text):
            desks.answer(state, reply, heard.text)
            return
        self.questions.answer(state, reply, heard, found)

    def _goes_on(self, state: ConversationState, reply: Reply, heard: Heard) -> bool:
        """Take up what was left open: a list put aside, or procedures offered to choose from."""
        if resumes(heard.text) and state.checklist:
            self.form.go_on(state, reply)
            return True
        said = asked(heard.text)
        number = picked(heard.text, len(state.offered))
        if number is not None:
            aspects, state.aspects = state.aspects, []
            self.questions.one(state, reply, state.offered[number], aspects)
        elif said.aspects and not said.rest and state.offered:
            state.aspects = [*said.aspects]
            self.questions.offer_again(state, reply)
        elif said.aspects and not said.rest and not state.topics and heard.speech_act == "ask":
            reply.text("no_topic")
        else:
            return False
        return True

    def _other_act(self, state: ConversationState, reply: Reply, heard: Heard, caller: Caller) -> bool:
        """Handle speech acts that are no question about a procedure; return whether this was one."""
        act = heard.speech_act
        content = len(asked(heard.text).rest)
        sure = _SURE_INSULT if act == "insult" else _SURE_MANNERS
        if act in MANNERS and heard.confidence >= sure and self._is_manners(state, heard, content):
            reply.text(MANNERS[act])
            event = self.library.life_events.told(heard.text) if act == "distress" else None
            if event:
                life_events.tell(self.library, state, reply, event)
        elif act == "look_up_dossier" and online.asks_how(heard.text):
            return False
        elif act == "look_up_dossier":
            self.look_up.listen(state, reply, heard, caller)
        elif act == "find_office":
            known = desks.answer(state, reply, heard.text)
            if known and state.topics:
                reply.add(card(self.library.topic(state.topics[0]), ["where"]))
            return known or not self._has_topic(state, reply, heard)
        elif act == "ask_human":
            self.hand_over(state, reply)
        elif act == "consent_withdraw":
            reply.offer(state, say("consent_withdrawn"), [Choice(do="erase", label=say("erase_now"))])
        elif act in ("cancel", "go_back", "restart", "deny", "affirm", "unsure", "repeat", "why") and content <= 1:
            state.look_up = None
            reply.text("cancelled" if act == "cancel" else "nothing_open")
        elif act == "what_is_missing" and state.checklist:
            self.form.show(state, reply)
        elif act == "start_checklist" and content <= 1 and state.topics:
            self.form.start(state, reply, state.topics[0])
        else:
            return False
        return True

    def _is_manners(self, state: ConversationState, heard: Heard, content: int) -> bool:
        """Whether a polite message holds no question: nothing in it, or nothing that the retriever is sure of."""
        if content <= 1 or heard.speech_act in ("distress", "english"):
            return True
        angry = heard.speech_act in ("complain", "insult")
        found = self.questions.find(state, heard)
        asks_surely = found.decision is Verdict.ANSWER and (not angry or found.confidence >= _SURE_INSTEAD)
        return (content <= _LONG or angry) and not asks_surely

    def _has_topic(self, state: ConversationState, reply: Reply, heard: Heard) -> bool:
        """Whether a question about "where" is about a procedure rather than about a ward."""
        if self.questions.find(state, heard).decision is Verdict.DECLINE:
            return False
        state.awaits_office = False
        reply.messages.clear()
        return True

    def _chosen(self, state: ConversationState, reply: Reply, choice: Choice) -> None:
        code = choice.procedure_code
        if choice.do == "fact" and state.checklist and state.checklist.procedure_code == code:
            self.form.take(state, reply, choice.fact, choice.value)
        elif choice.do == "procedure":
            aspects, state.aspects = state.aspects, []
            self.questions.one(state, reply, code, aspects)
        elif choice.do == "aspect":
            self.questions.aspect(state, reply, code, choice.value)
        elif choice.do == "checklist":
            self.form.start(state, reply, code)
        elif choice.do == "continue" and state.checklist:
            state.talk_about(code)
            self.form.ask_again(state, reply)
        elif choice.do == "person":
            self.hand_over(state, reply)
        elif choice.do == "office":
            desks.chosen(reply, choice.value)
        elif choice.do in ("life_event", "life_papers") and choice.value in self.library.life_events:
            event = self.library.life_events[choice.value]
            if choice.do == "life_event":
                life_events.tell(self.library, state, reply, event)
            else:
                life_events.papers(self.library, reply, event)
        elif choice.do == "erase":
            reply.erase = True
            reply.text("erased")
        elif choice.do == "none":
            reply.text("decline_again")
        else:
            reply.text("stale_choice")

    def hand_over(self, state: ConversationState, reply: Reply) -> None:
        """Point to a person, with a summary that the citizen can show."""
        names = []
        for code in state.topics:
            try:
                names.append(self.library.topic(code).name)
            except ProcedureNotFoundError:
                continue
        guide = self.library.guides.get(state.checklist.procedure_code) if state.checklist else None
        facts = [item.answer for item in answered(guide, state.checklist.facts)] if guide and state.checklist else []
        summary = say(
            "handoff_summary",
            topics=listed(names) or say("handoff_no_topic"),
            facts=listed(facts) or say("handoff_no_facts"),
        )
        reply.add(HandoffMessage(text=say("handoff"), summary=summary, contacts=hotlines())).about(Decision.DIALOGUE)


def _is_look_up(state: ConversationState, heard: Heard) -> bool:
    """Whether the turn belongs to a dossier look-up: by a code, or by a proof that was asked for or comes alone."""
    if heard.token("code") or heard.code_hint:
        return True
    said = asked(heard.text)
    if state.look_up:
        vague = len(said.rest) <= 1 and not said.aspects and heard.speech_act in _NO_PROOF
        return vague or bool(heard.sealed) or heard.speech_act in ("give_proof", "look_up_dossier")
    return bool(heard.sealed) and len(said.rest) <= _NUMBER_ALONE
