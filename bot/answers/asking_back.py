"""Asking back: which of a few procedures is meant, and what the next message settles of it."""

from collections.abc import Iterable, Sequence

from bot.answers.messages import Decision
from bot.answers.plain_acts import asks
from bot.answers.replies import Reply, person
from bot.answers.topics import Library, Topic
from bot.answers.wording import say
from bot.conversations.state import Choice, ConversationState
from knowledge.families.loading import Family
from knowledge.vietnamese.aspects import asked
from retriever.decision import Decision as Verdict
from retriever.engine import Found

PATIENCE = 2
"""After this many messages in a row that led to no answer a person is offered."""
SURELY_ELSE = 0.85
"""Confidence from which a message after a question back is about something that was not offered."""
_MOST_OFFERED = 4
_LIKELY = 0.4
"""Belief from which the likeliest of what was offered is told about when somebody asks on instead of choosing."""
_SURELY_NOTHING = 0.7
"""Belief from which a message beside an open question back is declined, whatever aspect it asks."""
_FEW = 3
"""A message with at most this many content syllables completes the one before it: "mất giấy" - "khai sinh"."""


class AskingBack:
    """Offers at most four procedures to choose from, and reads the next message together with the unclear one."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def ask(self, state: ConversationState, reply: Reply, codes: Sequence[str], before: Sequence[str]) -> None:
        """Offer `codes` and their family, in other words where these were offered `before`."""
        state.offered = self._with_siblings(codes)
        self.again(state, reply, still={*state.offered} == {*before})

    def again(self, state: ConversationState, reply: Reply, still: bool = False) -> None:
        """Ask which of the offered procedures is meant; after two messages without an answer offer a person too."""
        reply.about(Decision.CLARIFY, *state.offered)
        family = self._family(state.offered)
        question = say("clarify_again" if still else "clarify")
        way_out = person() if state.unanswered >= PATIENCE else Choice(do="none", label=say("none_of_these"))
        choices = [*self.to_choose(state.offered), way_out]
        reply.offer(state, family.question if family and not still else question, choices)

    def none_meant(self, state: ConversationState, reply: Reply) -> None:
        """Drop what was offered: it is none of it; what was said still holds. A person is offered."""
        state.offered, state.aspects = [], []
        state.unanswered += 1
        reply.offer(state, say("none_meant" if state.unanswered <= PATIENCE else "decline_again"), [person()])

    def help_choose(self, state: ConversationState, reply: Reply) -> None:
        """Help who does not know: with what was offered, else with the procedure talked about; and offer a person."""
        if state.offered:
            reply.about(Decision.CLARIFY, *state.offered)
            reply.offer(state, say("unsure_which"), [*self.to_choose(state.offered), person()])
            return
        topic = self.library.topic(state.topics[0])
        reply.about(Decision.DIALOGUE, topic.procedure_code)
        reply.offer(state, say("unsure_next", name=topic.name), [list_of(topic, say("make_list")), person()])

    def to_choose(self, codes: Sequence[str]) -> list[Choice]:
        """Return one choice for each procedure, by name; those of one family by what tells them apart."""
        family = self._family(codes)
        return apart(self._choice(code, family) for code in codes)

    def _choice(self, code: str, family: Family | None) -> Choice:
        name = self.library.topic(code).name
        label = next((one.label for one in family.members if one.procedure_code == code), "") if family else ""
        return Choice(do="procedure", procedure_code=code, label=label or name)

    def _family(self, codes: Sequence[str]) -> Family | None:
        """Return the family of all `codes`: its question is wrong, and its labels mean nothing, beside any other."""
        family = self.library.families.separating(codes)
        return family if family and family.codes.issuperset(codes) else None

    def told_more(self, state: ConversationState, said: str, found: Found) -> Found:
        """Read a message after a question back together with the one that was unclear: it may settle which is meant.

        A few words complete the message before: "mất giấy" - "khai sinh". Where it asks on instead of choosing, it is
        taken to be about the likeliest of what was offered, if that is likely enough; nobody is told the fee of
        something that they may not mean. What stays unclear is asked back on with what both messages say; the same is
        offered again where it asks on, or tells something, and leads nowhere. Where nothing is offered any more, it is
        read by itself unless it completes what was unclear.
        """
        search = self.library.retriever.search
        if found.kept_context:  # what was talked about before the question back is not what it is about
            found = search(said)
        if found.decision is Verdict.ANSWER and found.confidence >= SURELY_ELSE:
            return found
        both = search(f"{state.unclear} {said}", (), len(state.offered) + _MOST_OFFERED)
        if not state.offered:
            return both if _completes(said, found, both) else found
        settled = both.decision is Verdict.ANSWER
        if settled and set(both.about) <= set(state.offered):
            return both
        likeliest = next((one for one in both.results if one.procedure_code in state.offered), None)
        if likeliest and likeliest.score >= _LIKELY:
            kept = search(said, [likeliest.procedure_code])
            if kept.kept_context:
                return kept
        again = Found(Verdict.CLARIFY, both.results, tuple(state.offered), both.confidence)
        if not asked(said).rest:
            return again
        if _completes(said, found, both):
            return both
        unsure = found.decision is not Verdict.ANSWER and found.declines < _SURELY_NOTHING
        if unsure and not settled and self.library.retriever.asked(said).aspects:
            return again
        tells = unsure and found.decision is Verdict.DECLINE and not asks(said)
        if (tells or found.decision is Verdict.CLARIFY) and (settled or {*both.about} & {*state.offered}):
            return both
        return again if tells else found

    def _with_siblings(self, codes: Sequence[str]) -> list[str]:
        """Return the candidates, then the members of their family that were not among them."""
        family = self.library.families.separating(codes)
        siblings = [member.procedure_code for member in family.members] if family else []
        known = [code for code in siblings if code in self.library.retriever.names]
        return list(dict.fromkeys([*codes, *known]))[:_MOST_OFFERED]


def list_of(topic: Topic, label: str) -> Choice:
    """Return the choice of the papers list of a procedure."""
    return Choice(do="checklist", procedure_code=topic.procedure_code, label=label)


def apart(choices: Iterable[Choice]) -> list[Choice]:
    """Leave out procedures that a citizen could not tell from an earlier one by label."""
    told = {choice.label: choice for choice in reversed([*choices])}
    return [*told.values()][::-1]


def _completes(said: str, found: Found, both: Found) -> bool:
    """Whether a few words that ask nothing, and mean little by themselves, are surer read with the message before."""
    read = asked(said)
    if read.aspects or len(read.rest) > _FEW:
        return False
    if found.decision is Verdict.DECLINE:
        return found.declines < _SURELY_NOTHING and both.decision is Verdict.ANSWER
    return both.decision is not Verdict.DECLINE and both.confidence > found.confidence
