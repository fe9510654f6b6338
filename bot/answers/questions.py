"""Answering a question about procedures: which ones, which aspects, and what to offer next."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers import checklists, details, life_events, online, premise_topics, premises, refuting
from bot.answers.asking_back import PATIENCE, SURELY_ELSE, AskingBack, apart, list_of
from bot.answers.facts_form import FactsForm
from bot.answers.gibberish import is_gibberish
from bot.answers.messages import Decision, TextMessage
from bot.answers.plain_acts import corrects, none_of, of_two, picked, recalls, restated, returns, tells
from bot.answers.replies import Reply, person
from bot.answers.sections import SHORT, card, told
from bot.answers.topics import Library, Topic
from bot.answers.understanding import Heard
from bot.answers.wording import say
from bot.conversations.state import Choice, ConversationState
from knowledge.life_events.models import LifeEvent
from knowledge.vietnamese.aspects import asked
from knowledge.vietnamese.folding import fold
from retriever.decision import Decision as Verdict
from retriever.engine import Found

_SUGGESTED = 3
_LEAST_SIMILAR = 0.6
_OFFERED_ASPECTS = ("fee", "time", "where", "how", "who", "forms", "result", "legal_basis", "conditions", "mistakes")
_LONGEST_UNCLEAR = 300
_BESIDES = 1
"""Content syllables beside its aspects with which a message still asks for nothing else."""
_LOOKED_THROUGH = 20
"""Results among which an earlier procedure is looked for when somebody goes back to it."""
_TALKED_ABOUT = 0.3
"""Belief from which a message that nothing surely answers is about a procedure that was talked about before."""
_FEW = 2
_MONEY = frozenset({"tien"})
_TWO = 2
_CODE = re.compile(r"(?<![\d.])\d\.\d{6}(?!\d)")


class Questions:
    """Composes replies to questions; the conversation's topics are the context of each."""

    def __init__(self, library: Library, form: FactsForm) -> None:
        self.library = library
        self.form = form
        self.asking_back = AskingBack(library)
        self.known = frozenset(map(fold, library.retriever.signals.coverage.words))

    def find(self, state: ConversationState, heard: Heard) -> Found:
        """Return what the retriever makes of the question in this conversation; a procedure code speaks for itself."""
        named = [code for code in _CODE.findall(heard.text) if code in self.library.retriever.names]
        if named:
            return Found(Verdict.ANSWER, (), (named[0],), 1.0)
        if earlier := self._returned_to(state, heard.open_text):
            return Found(Verdict.ANSWER, (), (earlier,), 1.0)
        taken_back = heard.speech_act == "correct" or corrects(heard.open_text)
        said = restated(heard.open_text) if taken_back else heard.open_text
        found = self.library.retriever.search(said, state.topics)
        if is_gibberish(heard.open_text, self.known):
            return replace(found, decision=Verdict.DECLINE, results=(), about=(), kept_context=False)
        surely_taken_back = heard.speech_act == "correct" and heard.confidence >= SURELY_ELSE
        of_nothing = surely_taken_back and found.decision is Verdict.DECLINE
        if state.topics and not state.offered and (of_nothing or _asks_what_it_costs(heard.open_text)):
            found = replace(found, decision=Verdict.ANSWER, about=(state.topics[0],), kept_context=True)
        if premise := premises.heard(heard.open_text):
            found = premise_topics.of(self.library, premise, found, state.topics)
        elif found.kept_context and state.together > 1:
            return replace(found, about=self._of_those(state.topics[: state.together], heard.open_text))
        elif found.decision is Verdict.DECLINE and (earlier := _earlier(state, found)):
            return replace(found, decision=Verdict.ANSWER, about=(earlier,))
        return self.asking_back.told_more(state, heard.open_text, found) if state.unclear else found

    def _returned_to(self, state: ConversationState, said: str) -> str:
        """Return the earlier procedure that a message goes back to in so many words, "" where it does not."""
        earlier = state.topics[state.together :]
        if not earlier or not (returns(said) or recalls(said)):
            return ""
        found = [one.procedure_code for one in self.library.retriever.search(said, (), _LOOKED_THROUGH).results]
        if returns(said):
            return next((code for code in found if code in earlier), earlier[0])
        nearest = next((code for code in found if code in state.topics), "")
        return nearest if nearest in earlier else ""

    def _of_those(self, codes: Sequence[str], said: str) -> tuple[str, ...]:
        """Return which of the procedures in hand a message is about: the one that it points to or names, else all."""
        place = of_two(said) if len(codes) == _TWO else None
        if place is not None:
            return (codes[place],)
        if not asked(said).rest:
            return tuple(codes)
        alone = self.library.retriever.search(said)
        named = alone.decision is Verdict.ANSWER and {*alone.about} < {*codes}
        return alone.about if named else tuple(codes)

    def answer(self, state: ConversationState, reply: Reply, heard: Heard, found: Found) -> None:
        """Answer, clarify or decline as `found` says."""
        others = [code for code in state.offered if code not in found.about] if found.kept_context else []
        told_more = state.unclear if {*state.offered} & {*found.about} else ""
        before, state.offered, state.unclear = state.offered, [], ""
        aspects = [*self.library.retriever.asked(heard.text).aspects]
        if event := self.library.life_events.named(heard.text):
            state.unclear = heard.open_text[:_LONGEST_UNCLEAR]
            self._situation(state, reply, event, found, aspects)
        elif found.decision is Verdict.ANSWER:
            state.unanswered = 0
            if len(found.about) > 1:
                self._two(state, reply, [*found.about], aspects)
            else:
                self.one(state, reply, found.about[0], aspects, heard.text, found.kept_context)
            if others and not state.open_checklist:
                reply.offer(state, say("or_another"), self.asking_back.to_choose(others))
        elif self._online(state, reply, heard.text):
            state.unanswered = 0
        elif found.decision is Verdict.CLARIFY:
            self._clarify(state, reply, found, aspects, heard, before)
            state.unclear = f"{told_more} {state.unclear}".strip()[-_LONGEST_UNCLEAR:]
        else:
            self._decline(state, reply, found)

    def of_offered(self, state: ConversationState, reply: Reply, heard: Heard) -> bool:
        """Take a short message as the answer to what was offered to choose from; return whether it was one."""
        said, act, last = asked(heard.text), heard.speech_act, len(state.offered) - 1
        short = not (said.rest or said.aspects)
        number = 0 if act == "affirm" and short and last == 0 else picked(heard.text, len(state.offered))
        if act == "unsure" and len(said.rest) <= _FEW and (state.offered or state.topics):
            self.asking_back.help_choose(state, reply)
        elif not state.offered:
            return False
        elif number is not None:
            aspects, state.aspects, offered, state.offered = state.aspects, [], state.offered, []
            state.unclear = ""
            self.one(state, reply, offered[number], aspects)
        elif none_of(heard.text) or (act == "deny" and short):
            self.asking_back.none_meant(state, reply)
        elif (act == "affirm" and short) or (act == "repeat" and len(said.rest) <= _FEW):
            self.asking_back.again(state, reply)
        elif said.aspects and not said.rest and not state.unclear:
            state.aspects = [*said.aspects]
            self.asking_back.again(state, reply)
        else:
            return False
        return True

    def _online(self, state: ConversationState, reply: Reply, text: str) -> bool:
        """Answer what is asked of doing things online, of the procedure talked about or in general."""
        about = self.library.topic(state.topics[0]) if state.topics else None
        if not online.answer(reply, text, about):
            return False
        reply.about(Decision.ANSWER, *([about.procedure_code] if about else []))
        return True

    def tell(
        self, state: ConversationState, reply: Reply, procedure_code: str, aspects: list[str], said: str = ""
    ) -> Topic:
        """Answer the aspects asked about one procedure, other than its papers; first what `said` takes for true."""
        topic = self.library.topic(procedure_code)
        claimed = self._premise(reply, topic, said)
        state.talk_about(procedure_code)
        reply.about(Decision.ANSWER, procedure_code)
        spoken = [aspect for aspect in aspects if aspect not in ("components", *claimed)]
        if spoken or not (claimed or "components" in aspects):
            form = state.checklist
            facts = form.facts if form and form.procedure_code == procedure_code else None
            reply.add(card(topic, spoken or SHORT, facts))
        return topic

    def one(
        self,
        state: ConversationState,
        reply: Reply,
        procedure_code: str,
        aspects: list[str],
        said: str = "",
        kept: bool = False,
    ) -> None:
        """Answer the aspects asked about one procedure, or the detail, then offer the rest.

        `kept`: it was talked about already. Who only tells facts of it is asked the others; nothing is told twice.
        """
        topic = self.library.topic(procedure_code)
        claimed = self._premise(reply, topic, said)
        aspects = [aspect for aspect in aspects if aspect not in claimed]
        if self.form.hear(state, topic, said) and kept and not claimed and tells(said):
            aspects = ["components"]
        alone = refuting.SETTLED in claimed or self._details(reply, topic, said, bool(claimed))
        again = kept and state.shown == procedure_code
        if (alone or again) and not aspects:
            if not reply.messages:
                reply.text("told_already", procedure_code, name=topic.name)
            state.talk_about(procedure_code)
            reply.about(Decision.ANSWER, procedure_code)
            self._offer_rest(state, reply, topic, {*claimed, *(SHORT if again else ())})
            return
        self.tell(state, reply, procedure_code, aspects)
        state.shown = procedure_code if not aspects else state.shown
        if "how" in aspects:
            online.answer(reply, said, topic)
        if not reply.messages and topic.notice:
            reply.add(TextMessage(text=topic.notice, procedure_code=procedure_code, tone="warning"))
        if "components" in aspects:
            if topic.guide:
                reply.text("start_checklist", procedure_code, name=topic.name)
            self.form.start(state, reply, procedure_code)
            reply.about(Decision.ANSWER, procedure_code)
        if not state.open_checklist:
            self._offer_rest(state, reply, topic, {*aspects, *claimed, *(() if aspects else SHORT)})

    def _details(self, reply: Reply, topic: Topic, said: str, told: bool) -> bool:
        """Quote what the record says of a detail; return whether it is the whole answer. `told`: a point was told."""
        found = details.read(self.library, topic, said)
        if told and not details.quoted(found):
            return True
        return details.tell(reply, topic, found, answered=_asks_no_more(said)) or told

    def _premise(self, reply: Reply, topic: Topic, said: str) -> set[str]:
        """Hold what the message takes for true against the record; return the aspects that were told."""
        premise = premises.heard(said)
        return refuting.tell(reply, topic, premise) if premise else set()

    def detail(self, state: ConversationState, reply: Reply, procedure_code: str, said: str) -> bool:
        """Quote the official line that answers a detail of one procedure, or refutes; return whether anything was said."""
        topic = self.library.topic(procedure_code)
        before = len(reply.messages)
        if not self._premise(reply, topic, said):
            details.tell(reply, topic, details.read(self.library, topic, said), answered=_asks_no_more(said))
        if len(reply.messages) == before:
            return False
        state.talk_about(procedure_code)
        reply.about(Decision.ANSWER, procedure_code)
        return True

    def aspect(self, state: ConversationState, reply: Reply, procedure_code: str, aspect: str) -> None:
        """Answer one aspect that was tapped."""
        self.one(state, reply, procedure_code, [aspect])

    def _two(self, state: ConversationState, reply: Reply, codes: list[str], aspects: list[str]) -> None:
        reply.text("two_at_once")
        topics = [self.tell(state, reply, code, aspects) for code in codes]
        for topic in topics:
            if "components" in aspects and topic.guide is None and topic.record:
                reply.add(checklists.official(topic))
        state.talk_about(*codes)
        guided = [topic for topic in topics if topic.guide]
        if guided:
            reply.offer(
                state, say("for_which"), [list_of(topic, say("switch_to", name=topic.name)) for topic in guided]
            )

    def _offer_rest(self, state: ConversationState, reply: Reply, topic: Topic, shown: set[str]) -> None:
        known = told(topic)
        code = topic.procedure_code
        choices = [] if "components" in shown else [list_of(topic, say("make_list"))]
        choices += [
            Choice(do="aspect", procedure_code=code, value=aspect, label=say(f"aspect_{aspect}"))
            for aspect in _OFFERED_ASPECTS
            if aspect in known and aspect not in shown
        ]
        choices = choices[:6] + [
            life_events.choice(event) for event in self.library.life_events.with_procedure(code)[:1]
        ]
        reply.offer(state, say("what_next"), choices, code)

    def _clarify(
        self, state: ConversationState, reply: Reply, found: Found, aspects: list[str], heard: Heard, before: list[str]
    ) -> None:
        state.unclear = heard.open_text[:_LONGEST_UNCLEAR]
        state.unanswered += 1
        if found.about:
            self._premise(reply, self.library.topic(found.about[0]), heard.open_text)
        if event := self.library.life_events.told(heard.text):
            self._situation(state, reply, event, found, aspects)
            return
        state.aspects = aspects
        self.asking_back.ask(state, reply, found.about, before)

    def _situation(
        self, state: ConversationState, reply: Reply, event: LifeEvent, found: Found, aspects: list[str]
    ) -> None:
        """Tell all that follows from a life event, and let the citizen choose."""
        known = [step.procedure_code for step in life_events.steps(self.library, event)]
        state.aspects, state.offered = aspects, known
        reply.about(Decision.CLARIFY, *dict.fromkeys([*found.about, *known]))
        life_events.tell(self.library, state, reply, event)

    def _decline(self, state: ConversationState, reply: Reply, found: Found) -> None:
        state.unanswered += 1
        near = [result for result in found.results if result.similarity >= _LEAST_SIMILAR][:_SUGGESTED]
        reply.decision = Decision.DECLINE
        reply.suggestions = [result.procedure_code for result in near]
        reply.text("decline_again" if state.unanswered >= PATIENCE else "decline")
        topics = [self.library.topic(result.procedure_code) for result in near]
        choices = apart(
            Choice(do="procedure", procedure_code=topic.procedure_code, label=topic.name) for topic in topics
        )
        reply.offer(state, say("decline_near") if choices else say("handoff"), [*choices, person()])


def _earlier(state: ConversationState, found: Found) -> str:
    """Return the earlier procedure of the conversation that a message finds first, "" where it is none of these."""
    first = found.results[0] if found.results else None
    earlier = state.topics[state.together :]
    return first.procedure_code if first and first.procedure_code in earlier and first.score >= _TALKED_ABOUT else ""


def _asks_no_more(text: str) -> bool:
    """Return whether a message asks for aspects and for hardly anything besides: "làm ở đâu vậy con"."""
    told = asked(text)
    return bool(told.aspects) and len(told.rest) <= _BESIDES


def _asks_what_it_costs(text: str) -> bool:
    """Return whether a message asks for aspects and names nothing besides but money: "làm vậy tốn bao nhiêu tiền"."""
    told = asked(text)
    return bool(told.aspects) and set(told.rest) <= _MONEY
