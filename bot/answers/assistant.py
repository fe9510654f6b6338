"""The assistant: one turn heard, one reply composed. Both ways in lead here: Rasa's actions and, without Rasa, the gateway."""

from dataclasses import replace
from datetime import timedelta

from bot.answers import (
    alarms,
    data_rights,
    desks,
    english,
    feelings,
    hearing,
    life_events,
    online,
    papers_check,
    papers_in_hand,
    premises,
)
from bot.answers.choosing import Choosing
from bot.answers.facts_form import FactsForm
from bot.answers.handing_over import HandOverForm
from bot.answers.look_ups import LookUpForm
from bot.answers.notices import NoticeForm
from bot.answers.plain_acts import asks, resumes, stops
from bot.answers.questions import Questions
from bot.answers.replies import Reply
from bot.answers.sections import card
from bot.answers.topics import Library
from bot.answers.understanding import Heard
from bot.answers.wording import say
from bot.conversations.feedback import REASONS, Feedback, Feedbacks
from bot.conversations.state import Choice, ConversationState
from knowledge.dossiers.look_up import Caller
from knowledge.vietnamese.aspects import asked
from retriever.decision import Decision as Verdict
from retriever.engine import Found

MANNERS = {
    "greet": "greeting",
    "thank": "thanks",
    "goodbye": "goodbye",
    "who_are_you": "who_are_you",
    "complain": "complain",
    "insult": "insult",
    "praise": "praise",
    "notify_me": "notices_none",
    "stop_notices": "notices_off",
    "english": "english",
    "distress": "distress",
}
"""Speech acts that are answered with one sentence, and its key in the texts."""
_SURE_MANNERS = 0.6
_SURE_ENOUGH = 0.4
"""The same for a message that hardly says anything else."""
_SURE_INSULT = 0.85
"""Nobody is told that they are angry on a guess."""
_SURE_INSTEAD = 0.9
"""Belief from which a procedure is meant rather than anger, and the assistant itself rather than what is talked about."""
_OF_PAPERS = ("what_is_missing", "check_papers", "have_paper")
"""Speech acts about the papers of the list handed over last."""
_OF_NOTICES = ("notify_me", "stop_notices")
_ASIDE = (*MANNERS, "look_up_dossier", "find_office", "ask_human", "consent_withdraw", "check_papers")
"""Speech acts that are no answer to an open question, and are served beside it."""
_LONG_SILENCE = timedelta(hours=2)
"""After this long the open question is put into its place again before it is asked."""
_FEW = 2
_LONG = 4
"""A message with at least this many content syllables is a question, however polite it opens."""


class Assistant:
    """Composes every reply. Holds no state: all of it is the conversation's."""

    def __init__(
        self,
        library: Library,
        look_up: LookUpForm,
        people: HandOverForm | None = None,
        feedbacks: Feedbacks | None = None,
    ) -> None:
        self.library = library
        self.form = FactsForm(library)
        self.questions = Questions(library, self.form)
        self.look_up = look_up
        self.people = people or HandOverForm(library)
        self.feedbacks = feedbacks
        self.choosing = Choosing(library, self.form, self.questions, self.people, feedbacks, look_up.notices)

    def respond(self, state: ConversationState, heard: Heard, caller: Caller) -> Reply:
        """Compose the reply to one turn and change `state` accordingly."""
        reply = Reply()
        if heard.idle >= _LONG_SILENCE and state.open_checklist:
            name = self.library.topic(state.open_checklist.procedure_code).name
            reply.text("welcome_back", state.open_checklist.procedure_code, name=name)
        if not heard.choice and self._is_danger(state, reply, heard, caller):
            return reply
        if not (heard.choice or state.note_for):
            heard = hearing.request_in(self.questions, state, reply, heard)
        if heard.choice:
            state.note_for = ""
            self.choosing.choose(state, reply, heard.choice, heard, caller)
        elif state.note_for:
            self._note(state, reply, heard, caller)
        elif data_rights.listen(state, reply, heard):
            return reply
        elif hearing.is_look_up(state, heard):
            self.look_up.listen(state, reply, heard, caller)
        elif papers_check.go_on(self.library, state, reply, heard):
            return reply
        elif state.open_checklist:
            self._in_form(state, reply, heard, caller)
        else:
            self._freely(state, reply, heard, caller)
        return reply

    def _is_danger(self, state: ConversationState, reply: Reply, heard: Heard, caller: Caller) -> bool:
        """Say what goes before everything else; return whether somebody is in danger."""
        alarmed = alarms.warn(reply, heard)
        if alarmed and state.note_for:
            self._note(state, reply, heard, caller)
        elif alarmed and not state.open_checklist:
            self._asked_in_distress(state, reply, heard)
        return alarmed

    def _note(self, state: ConversationState, reply: Reply, heard: Heard, caller: Caller) -> None:
        """Keep the note for the officer, unless the citizen would rather not leave one."""
        if stops(heard.text) or heard.speech_act in ("cancel", "go_back"):
            state.note_for = ""
            reply.text("handoff_stays")
        else:
            self.people.note(state, reply, heard.text, caller)

    def _in_form(self, state: ConversationState, reply: Reply, heard: Heard, caller: Caller) -> None:
        """The words that answer the open question are read before anything else."""
        act = heard.speech_act
        if resumes(heard.text) or act == "resume":
            state.look_up = None
            self.form.ask_again(state, reply)
        elif hearing.corrects(heard) and (correction := self.form.listen_for_correction(state, heard)):
            self.form.take(state, reply, *correction)
        elif act == "cancel" and stops(heard.text):
            self._steered(state, reply, heard)
        elif premises.heard(heard.text):
            self._wander(state, reply, replace(heard, speech_act="ask"), caller)
        elif state.checklist and (two := hearing.two_others(self.questions, state, heard)):
            self._digress(state, reply, heard, two, [], state.checklist.procedure_code)
        elif answer := self.form.listen(state, heard):
            self.form.take(state, reply, *answer, heard.text)
        elif not asked(heard.text).aspects and self.form.note(state, reply, heard):
            self.form.go_on(state, reply)
        elif not self._steered(state, reply, heard):
            self._wander(state, reply, heard, caller)

    def _steered(self, state: ConversationState, reply: Reply, heard: Heard) -> bool:
        """Stop, go back, start anew, say again: return whether the message did nothing but steer the open form."""
        act = heard.speech_act
        if act == "cancel" and stops(heard.text) and state.checklist:
            state.checklist.asked = None
            reply.text("cancelled")
        elif act == "restart" and state.checklist:
            reply.text("restarted")
            self.form.start(state, reply, state.checklist.procedure_code)
        elif act == "go_back":
            self.form.back(state, reply)
        elif act in ("why", "repeat"):
            if act == "why":
                self.form.say_why(state, reply)
            self.form.ask_again(state, reply)
        elif act == "what_is_missing" or (act == "have_paper" and self._ticks(state, reply, heard)):
            if act == "what_is_missing":
                self.form.show(state, reply)
            self.form.ask_again(state, reply)
        else:
            return act == "correct" and self.form.offer_to_revise(state, reply)
        return True

    def _wander(self, state: ConversationState, reply: Reply, heard: Heard, caller: Caller) -> None:
        """Something else while a question is open: answer it, then come back to the question."""
        form = state.checklist
        if heard.speech_act in _ASIDE and self._other_act(state, reply, heard, caller):
            if not state.look_up and heard.speech_act not in ("ask_human", "consent_withdraw"):
                self.form.ask_again(state, reply)
            return
        found = self.questions.find(state, heard)
        wishes = asks(heard.text) or premises.heard(heard.text) is not None
        if form is None or found.decision is not Verdict.ANSWER or not wishes:
            said = asked(heard.text)
            asks_else = len(said.rest) > _LONG or (found.decision is Verdict.CLARIFY and said.aspects)
            if form is None or not (wishes and asks_else):
                self.form.missed(state, reply)
            else:
                self._asked_aside(state, reply, heard, found, form.procedure_code)
            return
        asks_of = self.library.retriever.asked(heard.text).aspects
        aspects = [aspect for aspect in asks_of if aspect != "components"]
        if found.about != (form.procedure_code,):
            self._digress(state, reply, heard, found, aspects, form.procedure_code)
        elif self.questions.detail(state, reply, form.procedure_code, heard.text) or aspects:
            if aspects:
                self.questions.tell(state, reply, form.procedure_code, aspects)
            self.form.ask_again(state, reply)
        else:
            self.form.missed(state, reply)

    def _asked_aside(self, state: ConversationState, reply: Reply, heard: Heard, found: Found, open_code: str) -> None:
        """Ask back on, or decline, a whole question that came instead of an answer; the list can be taken up again."""
        self.questions.answer(state, reply, heard, found)
        name = self.library.topic(open_code).name
        go_on = Choice(do="continue", procedure_code=open_code, label=say("continue_with", name=name))
        reply.offer(state, say("still_open", name=name), [go_on])

    def _digress(
        self, state: ConversationState, reply: Reply, heard: Heard, found: Found, aspects: list[str], open_code: str
    ) -> None:
        """Answer about another procedure and offer both: to go on, or to change over."""
        name = self.library.topic(open_code).name
        choices = [Choice(do="continue", procedure_code=open_code, label=say("continue_with", name=name))]
        for code in found.about:
            topic = self.questions.tell(state, reply, code, aspects, heard.text)
            choices.append(Choice(do="checklist", procedure_code=code, label=say("switch_to", name=topic.name)))
        reply.offer(state, say("still_open", name=name), choices)

    def _freely(self, state: ConversationState, reply: Reply, heard: Heard, caller: Caller) -> None:
        if state.awaits_office and desks.answer(state, reply, heard.text):
            return
        state.awaits_office = False
        if hearing.corrects(heard) and state.checklist and self._corrected(state, reply, heard):
            return
        if self._goes_on(state, reply, heard) or self._other_act(state, reply, heard, caller):
            return
        found = self.questions.find(state, heard)
        if found.decision is not Verdict.ANSWER and desks.is_name(heard.text):
            desks.answer(state, reply, heard.text)
            return
        if hearing.takes_leave(heard, found):
            reply.text(MANNERS.get(heard.speech_act, "settled"))
            return
        self.questions.answer(state, reply, heard, found)

    def _corrected(self, state: ConversationState, reply: Reply, heard: Heard) -> bool:
        """Change the answer that the message names, or ask which; not where another procedure is surely meant."""
        if correction := self.form.listen_for_correction(state, heard):
            self.form.take(state, reply, *correction)
            return True
        found = self.questions.find(state, heard)
        other = found.decision is Verdict.ANSWER and not found.kept_context and found.confidence >= _SURE_MANNERS
        return not other and self.form.offer_to_revise(state, reply)

    def _goes_on(self, state: ConversationState, reply: Reply, heard: Heard) -> bool:
        """Take up what was left open: a list put aside, or procedures offered to choose from."""
        if (resumes(heard.text) or heard.speech_act == "resume") and state.checklist:
            self.form.go_on(state, reply)
            return True
        tells_all = heard.speech_act in ("affirm", "ask") and papers_in_hand.says_all(heard.text)
        if state.papers and (tells_all or papers_in_hand.says_to_have(state, heard.text)):
            return papers_in_hand.listen(state, reply, heard.text)
        if heard.speech_act in _OF_PAPERS and state.papers:
            return self._of_papers(state, reply, heard)
        if self.questions.of_offered(state, reply, heard):
            return True
        said = asked(heard.text)
        if said.aspects and not said.rest and not (state.topics or state.offered) and heard.speech_act == "ask":
            reply.text("no_topic")
        else:
            return False
        return True

    def _other_act(self, state: ConversationState, reply: Reply, heard: Heard, caller: Caller) -> bool:
        """Handle speech acts that are no question about a procedure; return whether this was one."""
        act = heard.speech_act
        content = len(asked(heard.text).rest)
        sure = _SURE_INSULT if act == "insult" else _SURE_ENOUGH if content <= 1 else _SURE_MANNERS
        if act in MANNERS and heard.confidence >= sure and self._is_manners(state, heard, content):
            self._with_manners(state, reply, heard, caller)
        elif act == "look_up_dossier" and (online.asks_how(heard.text) or not hearing.means_dossier(state, heard)):
            return False
        elif act == "look_up_dossier":
            self.look_up.listen(state, reply, heard, caller)
        elif act == "find_office":
            known = desks.answer(state, reply, heard.text)
            if known and state.topics:
                reply.add(card(self.library.topic(state.topics[0]), ["where"]))
            return known or not self._has_topic(state, reply, heard)
        elif act == "ask_human":
            self.people.offer(state, reply, heard)
        elif act == "consent_withdraw" and heard.confidence >= _SURE_MANNERS:
            reply.offer(state, say("consent_withdrawn"), [Choice(do="erase", label=say("erase_now"))])
        elif act in ("go_back", "restart") and state.checklist and content <= _FEW:
            self._steered(state, reply, heard)
        elif resumes(heard.text) or (
            act in ("cancel", "go_back", "restart", "deny", "affirm", "unsure", "repeat", "why")
            and (content <= 1 or (act == "cancel" and stops(heard.text)) or (act == "go_back" and content <= _FEW))
        ):
            state.look_up = None
            reply.text("cancelled" if act == "cancel" else "nothing_open")
        elif act == "start_checklist" and content <= 1 and state.topics:
            self.form.start(state, reply, state.topics[0])
        else:
            return self._of_papers(state, reply, heard)
        return True

    def _of_papers(self, state: ConversationState, reply: Reply, heard: Heard) -> bool:
        """What is missing, what is there, whether it will do: return whether the message was about papers in hand."""
        act = heard.speech_act
        if act == "what_is_missing" and state.papers:
            papers_in_hand.say_missing(state, reply)
        elif act == "what_is_missing" and state.checklist:
            self.form.show(state, reply)
        elif act == "check_papers" and len(asked(heard.text).rest) <= _LONG:
            if not papers_check.start(self.library, state, reply):
                reply.text("missing_no_list")
        else:
            return act == "have_paper" and self._ticks(state, reply, heard)
        return True

    def _with_manners(self, state: ConversationState, reply: Reply, heard: Heard, caller: Caller) -> None:
        """Say what fits a greeting, a complaint, grief ...; what goes with it follows."""
        act = heard.speech_act
        if act == "english":
            english.answer(self.library, state, reply, heard.text)
        elif act == "distress":
            for key in feelings.sentences(heard.text):
                reply.text(key)
            self._asked_in_distress(state, reply, heard)
        elif act in _OF_NOTICES and self.look_up.notices:
            self._of_notices(self.look_up.notices, state, reply, heard, caller)
        else:
            reply.text(MANNERS[act])
        if act == "complain":
            reasons = [Choice(do="feedback", value=reason, label=say(f"feedback_{reason}")) for reason in REASONS]
            reply.offer(state, say("feedback_ask"), reasons)
        if act == "praise" and self.feedbacks:
            code = state.topics[0] if state.topics else ""
            self.feedbacks.give(caller.conversation, Feedback("", "up", "", "", code, self.library.release))

    def _of_notices(
        self, notices: NoticeForm, state: ConversationState, reply: Reply, heard: Heard, caller: Caller
    ) -> None:
        """Stop notices, or say how they are had and begin the look-up that leads to them."""
        if heard.speech_act == "stop_notices":
            notices.stop(state, reply, caller)
        elif notices.wanted(reply, heard.channel):
            self.look_up.listen(state, reply, heard, caller)

    def _asked_in_distress(self, state: ConversationState, reply: Reply, heard: Heard) -> None:
        """Tell what is to be done where the message surely asks for it; nobody in grief or danger is asked back."""
        found = self.questions.find(state, heard)
        said = asked(heard.text)
        asks_on = found.kept_context and bool(said.aspects)
        wishes = asks(heard.text) and len(said.rest) > _LONG and not found.kept_context
        likely = found.results[0] if found.results and found.decision is not Verdict.DECLINE else None
        if asks_on or (wishes and found.decision is Verdict.ANSWER and found.confidence >= _SURE_INSTEAD):
            self.questions.answer(state, reply, heard, found)
        elif wishes and likely and likely.score >= _SURE_MANNERS:
            self.questions.one(state, reply, likely.procedure_code, [*said.aspects], heard.text)
        elif event := self.library.life_events.told(heard.text):
            life_events.tell(self.library, state, reply, event)

    def _ticks(self, state: ConversationState, reply: Reply, heard: Heard) -> bool:
        """Tick off the papers that the message names, where it is no question."""
        return "?" not in heard.text and papers_in_hand.listen(state, reply, heard.text)

    def _is_manners(self, state: ConversationState, heard: Heard, content: int) -> bool:
        """Whether a polite message holds no question: nothing in it, or nothing that the retriever is sure of."""
        if hearing.is_of_papers(heard) and (state.unclear or state.topics):
            return False
        if content <= 1 or heard.speech_act in ("distress", "english"):
            return True
        angry = heard.speech_act in ("complain", "insult")
        found = self.questions.find(state, heard)
        if found.kept_context and heard.speech_act in hearing.POLITE and not asks(heard.text):
            return content <= _LONG
        if found.kept_context and heard.speech_act == "who_are_you" and heard.confidence >= _SURE_INSTEAD:
            return True
        asks_surely = found.decision is Verdict.ANSWER and (not angry or found.confidence >= _SURE_INSTEAD)
        return (content <= _LONG or angry) and not asks_surely

    def _has_topic(self, state: ConversationState, reply: Reply, heard: Heard) -> bool:
        """Whether a question about "where" is about a procedure rather than about a ward."""
        found = self.questions.find(state, heard)
        if found.decision is Verdict.DECLINE or hearing.is_of_a_desk(heard, found):
            return False
        state.awaits_office = False
        reply.messages.clear()
        return True
