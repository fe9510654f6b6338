"""The facts form: asks what decides the papers, one question at a time, and hands over the list.

What to ask and which words answer come from the guide; nothing here knows any procedure.
"""

from operator import itemgetter

from bot.answers import checklists, life_events, papers_check, papers_in_hand
from bot.answers.likeness import likest
from bot.answers.messages import Decision
from bot.answers.plain_acts import bare
from bot.answers.replies import Reply, person
from bot.answers.sections import card
from bot.answers.topics import Library, Topic
from bot.answers.understanding import Heard, answer_in, besides, heard_words, named, volunteered
from bot.answers.wording import listed, say
from bot.conversations.state import Choice, ConversationState, OpenChecklist
from knowledge.guides.checklist import Checklist, decide, implied
from knowledge.guides.conditions import UNSURE, facts_in
from knowledge.guides.models import Fact, Guide

_MISSES_BEFORE_PERSON = 2
_MOST_NAMED = 4
_STEERS = ("why", "repeat", "go_back", "restart", "ask_human", "what_is_missing", "check_papers", "unsure", "resume")
"""Speech acts after which a message is no paraphrase of an answer."""
_MEANT = 2
"""Syllables of a saying that are surely meant."""


class FactsForm:
    """Plays one guide with one conversation; all state is the conversation's."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def start(self, state: ConversationState, reply: Reply, procedure_code: str, said: str = "") -> None:
        """Open the form, with facts that the citizen told already; without a guide, show the official list."""
        topic = self.library.topic(procedure_code)
        state.talk_about(procedure_code)
        if topic.guide is None:
            state.checklist = None
            if topic.record:
                shown = checklists.official(topic)
                papers_in_hand.note(state, shown)
                reply.add(shown).about(Decision.ANSWER, procedure_code)
            return
        self.hear(state, topic, said)
        before = {
            fact: value
            for fact, value in state.told.pop(procedure_code, {}).items()
            if stands(topic.guide, fact, value)
        }
        told = implied(topic.guide, before)
        state.checklist = OpenChecklist(procedure_code=procedure_code, facts=told, order=list(told))
        if told:
            reply.text("noted", procedure_code, facts=_in_words(topic.guide, told))
        self.go_on(state, reply)

    def hear(self, state: ConversationState, topic: Topic, said: str) -> bool:
        """Remember what `said` tells of a procedure whose form is not open; return whether it tells anything."""
        facts = volunteered(said, topic.guide) if said and topic.guide else {}
        if facts:
            state.told[topic.procedure_code] = {**state.told.get(topic.procedure_code, {}), **facts}
        return bool(facts)

    def go_on(self, state: ConversationState, reply: Reply) -> None:
        """Ask the next question, go to another procedure, say why it cannot be, or hand over the list."""
        form, guide = self._open(state)
        checklist = decide(guide, form.facts)
        reply.about(reply.decision, guide.procedure_code)
        if checklist.go_to:
            self._go_to(state, reply, checklist)
        elif checklist.refusal:
            form.asked = None
            reply.text("refused", guide.procedure_code, because=checklist.refusal.because)
            reply.offer(state, say("refused_next"), [person()], guide.procedure_code)
        elif checklist.next_fact:
            self._ask(state, reply, guide, checklist.next_fact)
        else:
            form.asked = None
            self.show(state, reply)

    def show(self, state: ConversationState, reply: Reply) -> None:
        """Hand over the list as decided so far."""
        form, guide = self._open(state)
        topic = self.library.topic(guide.procedure_code)
        checklist = decide(guide, form.facts)
        shown = checklists.decided(topic, checklist, self.library.release)
        papers_in_hand.note(state, shown)
        reply.add(shown).about(Decision.ANSWER, guide.procedure_code)
        if checklist.complete:
            self._offer_after_list(state, reply, guide, bool(checklist.facts))

    def _offer_after_list(self, state: ConversationState, reply: Reply, guide: Guide, answered: bool) -> None:
        code = guide.procedure_code
        choices = [papers_in_hand.check(code)] if papers_check.has_points(self.library, state) else []
        choices += [Choice(do="revise", procedure_code=code, label=say("revise"))] if answered else []
        choices += [life_events.choice(event) for event in self.library.life_events.with_procedure(code)[:1]]
        if choices:
            reply.offer(state, say("after_list"), choices, code)

    def ask_again(self, state: ConversationState, reply: Reply) -> None:
        """Put the open question again."""
        form, guide = self._open(state)
        fact = guide.fact(form.asked or "")
        if fact:
            self._ask(state, reply, guide, fact)
            reply.about(reply.decision, guide.procedure_code)

    def take(self, state: ConversationState, reply: Reply, fact_id: str, choice_id: str, said: str = "") -> None:
        """Take an answer, with what `said` tells besides; where it changes an earlier one, say what that changes."""
        form, guide = self._open(state)
        state.look_up = None
        state.talk_about(guide.procedure_code)
        before = decide(guide, form.facts)
        changed = fact_id in form.facts and form.facts[fact_id] != choice_id
        form.facts = implied(guide, {**form.facts, fact_id: choice_id})
        form.order = [*(fact for fact in form.order if fact != fact_id), fact_id]
        form.misses = 0
        if choice_id == UNSURE:
            reply.text("unsure_kept", guide.procedure_code)
        if changed:
            self._say_change(reply, guide, fact_id, before, decide(guide, form.facts))
        elif fact_id not in decide(guide, form.facts).facts:
            reply.text("corrected_idle", guide.procedure_code)
        fact = guide.fact(fact_id)
        choice = fact.choice(choice_id) if fact else None
        if said and choice:
            self._note_besides(reply, form, guide, besides(said, choice))
        self.go_on(state, reply)

    def _note_besides(self, reply: Reply, form: OpenChecklist, guide: Guide, said: str) -> bool:
        """Take what `said` tells of questions not asked yet; return whether it tells anything."""
        told = {fact: choice for fact, choice in volunteered(said, guide).items() if fact not in form.facts}
        if not told:
            return False
        form.facts = implied(guide, {**form.facts, **told})
        form.order += [fact for fact in form.facts if fact not in form.order]
        reply.text("noted", guide.procedure_code, facts=_in_words(guide, told))
        return True

    def listen(self, state: ConversationState, heard: Heard) -> tuple[str, str] | None:
        """Return (fact, choice) where the text answers the open question, by the guide's own words."""
        form, guide = self._open(state)
        fact = guide.fact(form.asked or "")
        if fact is None:
            return None
        choice_id, strength = named(heard_words(heard.text), fact)
        if heard.speech_act == "unsure" and strength < _MEANT:
            return fact.id, UNSURE
        if strength < 1 and self._tells_another(guide, fact, heard.text):
            return None
        choice_id = answer_in(heard.text, fact, heard.speech_act) or self._likest(guide, fact, heard)
        return (fact.id, choice_id) if choice_id else None

    def _likest(self, guide: Guide, fact: Fact, heard: Heard) -> str | None:
        """Return what a paraphrase is most like, where no other question of the guide is answered by it."""
        if heard.speech_act in _STEERS or self._tells_another(guide, fact, heard.text):
            return None
        return likest(heard.text, fact)

    def _tells_another(self, guide: Guide, fact: Fact, text: str) -> bool:
        """Whether a whole saying of another question stands in `text`: then likeness to this one means nothing."""
        words = heard_words(text)
        return any(named(words, other)[1] >= _MEANT for other in guide.facts if other.id != fact.id)

    def note(self, state: ConversationState, reply: Reply, heard: Heard) -> bool:
        """Take answers to questions not asked yet; return whether there were any."""
        form, guide = self._open(state)
        return self._note_besides(reply, form, guide, heard.text)

    def listen_for_correction(self, state: ConversationState, heard: Heard) -> tuple[str, str] | None:
        """Return (fact, choice) where the text names another answer to a fact told earlier, the one named best."""
        form, guide = self._open(state)
        best: tuple[float, str, str] = (0.0, "", "")
        for fact_id in reversed(form.order):
            fact = guide.fact(fact_id)
            choice_id, strength = self._other_answer(heard.text, fact, form.facts.get(fact_id)) if fact else (None, 0.0)
            if choice_id and strength > best[0]:
                best = (strength, fact_id, choice_id)
        return (best[1], best[2]) if best[0] else None

    def _other_answer(self, text: str, fact: Fact, told: str | None) -> tuple[str | None, float]:
        choice_id, strength = max((named(words, fact) for words in (heard_words(text), bare(text))), key=itemgetter(1))
        return (None, 0.0) if choice_id == told else (choice_id, strength)

    def back(self, state: ConversationState, reply: Reply) -> None:
        """Take back the last answer and ask its question again."""
        form, _ = self._open(state)
        if form.order:
            form.facts.pop(form.order.pop(), None)
        else:
            reply.text("back_at_start")
        self.go_on(state, reply)

    def say_why(self, state: ConversationState, reply: Reply) -> None:
        """Say what the open question decides: the papers that hang on it."""
        form, guide = self._open(state)
        names = [item.name for item in guide.components if (form.asked or "") in dict(facts_in(item.needed_if))]
        if names:
            reply.text("why_asked_papers", guide.procedure_code, papers=listed(names[:_MOST_NAMED]))
        else:
            reply.text("why_asked", guide.procedure_code)

    def offer_to_revise(self, state: ConversationState, reply: Reply) -> bool:
        """Ask which answer is to be changed; return whether any was given."""
        form, guide = self._open(state)
        told = checklists.answered(guide, form.facts)
        code = guide.procedure_code
        choices = [
            Choice(do="revise", procedure_code=code, fact=item.fact, label=f"{item.question} {item.answer}")
            for item in told
        ]
        if choices:
            reply.offer(state, say("nothing_to_correct"), choices, code)
        return bool(choices)

    def revise(self, state: ConversationState, reply: Reply, fact_id: str) -> bool:
        """Put a question that was answered before once more, without `fact_id` ask which; return whether there is one."""
        form, guide = self._open(state)
        fact = guide.fact(fact_id)
        if not fact_id:
            return self.offer_to_revise(state, reply)
        if fact is None or fact_id not in form.facts:
            return False
        self._ask(state, reply, guide, fact)
        reply.about(reply.decision, guide.procedure_code)
        return True

    def missed(self, state: ConversationState, reply: Reply) -> None:
        """Say that the answer was not understood, the second time with a person offered."""
        form, _ = self._open(state)
        form.misses += 1
        if form.misses >= _MISSES_BEFORE_PERSON:
            reply.offer(state, say("not_understood_twice"), [person()])
        else:
            reply.text("not_understood_fact")
        self.ask_again(state, reply)

    def _open(self, state: ConversationState) -> tuple[OpenChecklist, Guide]:
        form = state.checklist
        if form is None:
            raise LookupError("no facts form is open")
        guide = self.library.guides[form.procedure_code]
        known = {fact: choice for fact, choice in form.facts.items() if stands(guide, fact, choice)}
        form.facts, form.order = known, [fact for fact in form.order if fact in known]
        return form, guide

    def _ask(self, state: ConversationState, reply: Reply, guide: Guide, fact: Fact) -> None:
        code = guide.procedure_code
        choices = [
            Choice(do="fact", procedure_code=code, fact=fact.id, value=choice.id, label=choice.label)
            for choice in fact.choices
        ]
        choices.append(Choice(do="fact", procedure_code=code, fact=fact.id, value=UNSURE, label=say("unsure_choice")))
        if state.checklist:
            state.checklist.asked = fact.id
        reply.offer(state, fact.question, choices, code, fact.id)

    def _go_to(self, state: ConversationState, reply: Reply, checklist: Checklist) -> None:
        go_to = checklist.go_to
        if go_to is None:
            return
        if go_to.procedure_code not in self.library.retriever.names:
            state.checklist = None
            reply.text("another_procedure", name=go_to.procedure_code, because=go_to.because)
            reply.offer(state, say("handoff"), [person()])
            return
        topic = self.library.topic(go_to.procedure_code)
        reply.text("another_procedure", topic.procedure_code, name=topic.name, because=go_to.because)
        reply.procedures = [topic.procedure_code]
        state.talk_about(topic.procedure_code)
        if topic.guide is None:
            state.checklist = None
            reply.add(card(topic)).text("no_guide_there")
            self.start(state, reply, topic.procedure_code)
            return
        told = state.checklist.facts if state.checklist else checklist.facts
        shared = {fact: choice for fact, choice in told.items() if stands(topic.guide, fact, choice)}
        state.checklist = OpenChecklist(procedure_code=topic.procedure_code, facts=shared, order=list(shared))
        self.go_on(state, reply)

    def _say_change(self, reply: Reply, guide: Guide, fact_id: str, before: Checklist, after: Checklist) -> None:
        fact = guide.fact(fact_id)
        choice = fact.choice(after.facts.get(fact_id, "")) if fact else None
        if fact and choice:
            reply.text("corrected", guide.procedure_code, question=fact.question, answer=choice.label)
        if after.go_to or after.refusal:
            return
        old, new = ({item.id: item.name for item in side.needed} for side in (before, after))
        added = [name for item, name in new.items() if item not in old]
        removed = [name for item, name in old.items() if item not in new]
        if added:
            reply.text("corrected_added", guide.procedure_code, papers=listed(added))
        if removed:
            reply.text("corrected_removed", guide.procedure_code, papers=listed(removed))
        if not (added or removed) and after.complete:
            reply.text("corrected_same", guide.procedure_code)


def stands(guide: Guide, fact_id: str, choice_id: str) -> bool:
    """Whether the guide asks this question and knows this answer."""
    fact = guide.fact(fact_id)
    return fact is not None and (choice_id == UNSURE or fact.choice(choice_id) is not None)


def _in_words(guide: Guide, facts: dict[str, str]) -> str:
    return listed([item.answer for item in checklists.answered(guide, facts)])
