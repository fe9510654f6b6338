"""The retriever: question (and what the conversation is about) -> ranked procedures and a decision.

One call runs on one core in a few milliseconds and keeps no state.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from knowledge.phrasings.loading import Ambiguous
from knowledge.procedures.models import Procedure
from knowledge.vietnamese.aspects import Asked, asked
from knowledge.vietnamese.folding import syllables
from retriever import twins
from retriever.aspects import AspectReader, by_list
from retriever.context import ContextDecider, Meaning, Reading, Values
from retriever.context import values as context_values
from retriever.decision import Decider, Decision, inputs
from retriever.documents import Document
from retriever.hashed_words import Said, said_in
from retriever.passages import PassageIndex, Read
from retriever.ranker import Ranker
from retriever.signals import Matrix, SignalReader, Signals
from retriever.two_at_once import GATE_AT, PAIR_AT, Part, Parts, TwoAtOnce, never, pair_values, partings, says_both

MAX_OFFERED = 4
_SHORTEST_NAME = 2
_BY_NAME = 0.6
"""Belief where a question is, beside what it asks, nothing but the name of one procedure, and of no other."""
_READ = 10
"""How many results of a reading the context decider sees."""
_SURE_PART = 0.55
_SURELY_CHANGED = 0.8
"""Belief in a change from which a message means something else than the procedure in hand."""
_CHANGES_AT = 0.6
"""Belief in an answer from which a message that changes the procedure is answered; chosen on dev dialogues."""
_LEADS = 0.25
"""Belief, the mean of both readings, from which such a change leads to another procedure; both numbers were chosen on
follow-ups and dev dialogues, see docs/decisions/0020-a-change-leads-on.md."""
_ALIKE = 0.6
"""How much two parts that come near to the same procedure are farther from being two requests."""
_WEAK_CLARIFY = 0.05
_SAME_REQUEST = 0.7
"""From this similarity on, what an ambiguous request of the phrasings offers is offered first."""


@dataclass(frozen=True)
class Result:
    """One ranked procedure. `score`: belief in 0..1; `matched`: the phrasing or name nearest to the question."""

    procedure_code: str
    name: str
    score: float
    matched: str
    similarity: float


@dataclass(frozen=True)
class Found:
    """What to do and with which procedures. `about`: the one or two to answer, or those to choose from.

    `confidence`, `asks_back`, `declines`: the decider's beliefs in an answer, in asking back and in declining; `read`:
    the decider's inputs and the words they came with.
    """

    decision: Decision
    results: tuple[Result, ...]
    about: tuple[str, ...]
    confidence: float
    kept_context: bool = False
    nothing: float = 0.0
    asks_back: float = 0.0
    declines: float = 0.0
    read: tuple[Matrix, Said] | None = field(default=None, compare=False, repr=False)


class Retriever:
    """Finds procedures. See `retriever.release.load` for making one."""

    def __init__(
        self,
        documents: Sequence[Document],
        signals: SignalReader,
        ranker: Ranker,
        decider: Decider,
        context: ContextDecider,
        ambiguous: Sequence[Ambiguous] = (),
        passages: PassageIndex | None = None,
        aspects: AspectReader | None = None,
        two: TwoAtOnce | None = None,
    ) -> None:
        self.documents = documents
        self.signals = signals
        self.ranker = ranker
        self.decider = decider
        self.context = context
        self.passages = passages
        self.aspects = aspects or by_list()
        self.two = two or never()
        self.owners = {document.procedure_code: owner for owner, document in enumerate(documents)}
        self.twins = twins.names(documents)
        self.requests = twins.requests(documents)
        self.ambiguous = {item.text: item.procedures for item in ambiguous}
        self.names = {document.procedure_code: document.names[-1] for document in documents}
        self._named = _owners_by_name(documents)

    def search(self, question: str, context: Sequence[str] = (), k: int = 5) -> Found:
        """Return at most `k` procedures, best first. `context`: codes the conversation is about, latest first."""
        known = [code for code in context if code in self.names]
        if not syllables(question):
            return Found(Decision.DECLINE, (), (), 0.0)
        if known and not asked(question).rest:
            return self._kept(known[0], 1.0, (), k)
        whole = self._one(question, max(k, _READ))
        if two := self._two_at_once(question, whole, k):
            return two
        return self._in_context(question, whole, known[0], k) if known else _cut(whole, k)

    def asked(self, question: str) -> Asked:
        """Return the aspects that `question` asks of a procedure, and its remaining content."""
        return self.aspects.read(question)

    def read_detail(self, question: str, procedure: Procedure) -> Read:
        """Read `question` against the official lines of `procedure`, of which it is known to be."""
        owner = self.owners.get(procedure.procedure_code)
        if self.passages is None or owner is None:
            return Read()
        document = self.documents[owner]
        return self.passages.read(question, procedure, (*document.names, *document.phrasings))

    def context_values(self, question: str, code: str, readings: tuple[Found, Found] | None = None) -> Values:
        """Return the context decider's inputs: what `question` finds alone, with `code`'s name, and near to it.

        `readings`: these two, where they were made already.
        """
        alone, together = readings or (self._one(question, _READ), self._together(question, code))
        vector = self.signals.embedding.encode([question])[0]
        nearness = self.signals.indexes.vectors.similarity_to(self.owners[code], vector)
        said = alone.read[1] if alone.read else said_in(question)
        return context_values(question, said, code, _reading(alone), _reading(together), nearness)

    def noted(self, question: str, signals: Signals, belief: Matrix, values: Matrix, found: Found) -> Found:
        """Return `found` as it is; `retriever.explaining` listens here to what each reading was made from."""
        return found

    def _one(self, question: str, k: int) -> Found:
        signals = self.signals.read(question)
        probabilities = self.ranker.probabilities(signals.matrix)
        order = np.argsort(-probabilities)
        if not len(order):
            return Found(Decision.DECLINE, (), (), 0.0)
        values = inputs(probabilities, signals.matrix, signals.question, self.requests[signals.candidates])
        said = said_in(question)
        beliefs = self.decider.probabilities(values, said)
        decision, confidence = self.decider.decided(beliefs)
        first = signals.candidates[order[0]]
        if decision is not Decision.ANSWER and self._named.get(asked(question).rest) == {first}:
            decision, confidence = Decision.ANSWER, max(confidence, _BY_NAME)
        nothing = signals.of_question("nothing_similarity")
        nearest = signals.column("nearest")
        results = tuple(
            Result(
                self.documents[signals.candidates[row]].procedure_code,
                self.documents[signals.candidates[row]].name,
                float(probabilities[row]),
                signals.matched[row],
                float(nearest[row]),
            )
            for row in order[: max(k, MAX_OFFERED)]
        )
        about = _about(decision, results)
        if decision is Decision.CLARIFY and signals.of_question("ambiguous_similarity") >= _SAME_REQUEST:
            told = [code for code in self.ambiguous.get(signals.ambiguous, ()) if code in self.names]
            offered = [*dict.fromkeys([*told, *about])][:MAX_OFFERED]
            scores = {result.procedure_code: result.score for result in results}
            about = tuple(sorted(offered, key=lambda code: -scores.get(code, 0.0)))
        found = Found(
            decision,
            results[:k],
            about,
            confidence,
            nothing=nothing,
            asks_back=float(beliefs[1]),
            declines=float(beliefs[2]),
            read=(values, said),
        )
        return self.noted(question, signals, probabilities, values, found)

    def _kept(self, code: str, confidence: float, others: Sequence[Result], k: int) -> Found:
        name = self.documents[self.owners[code]].name
        first = Result(code, name, confidence, "", confidence)
        rest = tuple(result for result in others if result.procedure_code != code)
        return Found(Decision.ANSWER, (first, *rest)[:k], (code,), confidence, kept_context=True)

    def _in_context(self, question: str, whole: Found, code: str, k: int) -> Found:
        """Read a message as a continuation: of the same procedure, of the situation behind it, or of nothing.

        How sure the message alone is of another procedure is no reason by itself to leave the one in hand: a question
        about a deposit sounds like withdrawing one, whatever the conversation is about; only nothing but the name of
        another one is. `whole`: what the message finds alone.
        """
        named = self._named.get(asked(question).rest, set())
        if named and self.owners[code] not in named and whole.decision is Decision.ANSWER:
            return _cut(whole, k)
        together = self._together(question, code)
        meaning, belief = self.context.decided(self.context_values(question, code, (whole, together)))
        if meaning is Meaning.KEEP:
            return self._kept(code, max(whole.confidence, _SURE_PART), whole.results, k)
        if meaning is Meaning.CHANGE:
            whole, together = _answered(whole), _answered(together)
            surely = belief >= _SURELY_CHANGED and whole.decision is not Decision.DECLINE
            return _cut(self._changed(code, whole, together, surely), k)
        return _cut(whole, k)

    def _changed(self, code: str, alone: Found, together: Found, surely: bool) -> Found:
        """Return what a change leads to, by both readings of the message.

        Where it surely is one: what both believe in most besides `code`. Else a change has to lead somewhere: where
        the message alone settles nothing and together with the name it is read as `code`, it stays with that.
        """
        other = _besides(code, alone, together) if surely else None
        if other and (alone.decision, alone.about) != (Decision.ANSWER, (other.procedure_code,)):
            rest = tuple(result for result in alone.results if result.procedure_code != other.procedure_code)
            confidence = max(alone.confidence, _SURE_PART)
            return Found(Decision.ANSWER, (other, *rest), (other.procedure_code,), confidence)
        if alone.decision is Decision.ANSWER or together.decision is not Decision.ANSWER:
            return alone
        if together.about != (code,):
            return together
        return alone if surely else self._kept(code, together.confidence, alone.results, _READ)

    def _together(self, question: str, code: str) -> Found:
        return self._one(f"{self.names[code]} {question}", _READ)

    def _two_at_once(self, question: str, whole: Found, k: int) -> Found | None:
        """Answer both where the question seems or says to ask for two and parts into two that are likely those."""
        gate = self.two.asks_two(whole.read[0], whole.read[1].words) if whole.read else 0.0
        if gate < GATE_AT and not says_both(question) and not self._names_two(question):
            return None
        pair = self.pair(question, whole, gate)
        if not pair or (belief := self.two.are_two(pair[0])) < PAIR_AT:
            return None
        _, one, other = pair
        firsts = (one.results[0], other.results[0])
        codes = tuple(result.procedure_code for result in firsts)
        rest = tuple(result for result in whole.results if result.procedure_code not in codes)
        return Found(Decision.ANSWER, (*firsts, *rest)[:k], codes, belief)

    def _names_two(self, question: str) -> bool:
        """Whether `question` parts into the names of two procedures: then it is worth a look whatever its words."""
        named = [[self._named.get(asked(part).rest) for part in parting] for parting in partings(question)]
        return any(one and other and one != other for one, other in named)

    def one(self, question: str) -> Found:
        """Return what `question` finds as a single request without context."""
        return self._one(question, _READ)

    def pair(self, question: str, whole: Found, gate: float) -> tuple[Matrix, Found, Found] | None:
        """Return what is looked at of the two parts of `question`, and both readings; None where both find one name.

        `gate`: the belief that `question`, read as `whole`, asks for two things. Of all partings the one is read whose
        parts come nearest to two procedures (docs/decisions/0021-one-parting.md).
        """
        ways = partings(question)
        if not ways:
            return None
        said = ways[0] if len(ways) == 1 else max(ways, key=self._nearness)
        one, other = (self._one(part, _READ) for part in said)
        if not (one.results and other.results) or self._first(one) == self._first(other):
            return None
        lengths = [len(part.split()) for part in said]
        parts = Parts(self._part(whole), self._part(one), self._part(other), min(lengths) / sum(lengths))
        return pair_values(question, parts, gate), one, other

    def _nearness(self, parts: tuple[str, str]) -> float:
        """Return how near two parts come to entries of procedures of different names, 0..2."""
        (one, nearest), (other, farthest) = self.signals.nearest(parts)
        apart = one < 0 or other < 0 or self.twins[one] != self.twins[other]
        return nearest + farthest - (0.0 if apart else _ALIKE)

    def _part(self, found: Found) -> Part:
        names: dict[int, float] = {}
        for result in found.results:
            name = self._name(result.procedure_code)
            names[name] = names.get(name, 0.0) + result.score
        owner = self.owners[found.results[0].procedure_code]
        similarity = found.results[0].similarity
        beliefs = (found.confidence, found.asks_back, found.declines)
        return Part(*beliefs, similarity, names, self._first(found), self.documents[owner].field)

    def _first(self, found: Found) -> int:
        return self._name(found.results[0].procedure_code)

    def _name(self, code: str) -> int:
        return int(self.twins[self.owners[code]])


def _owners_by_name(documents: Sequence[Document]) -> dict[tuple[str, ...], set[int]]:
    """Return which documents each name means, by what is left of it without aspects and fillers."""
    owners: dict[tuple[str, ...], set[int]] = {}
    for owner, document in enumerate(documents):
        for name in document.names:
            owners.setdefault(asked(name).rest, set()).add(owner)
    return {rest: found for rest, found in owners.items() if len(rest) >= _SHORTEST_NAME}


def _besides(code: str, alone: Found, together: Found) -> Result | None:
    """Return the procedure other than `code` that both readings believe in most; none where that is little.

    Nor where it is less than half of what they believe in besides `code`: then it is unclear which other one is meant.
    """
    seen = [result for result in (*alone.results, *together.results) if result.procedure_code != code]
    beliefs: dict[str, float] = {}
    for result in seen:
        beliefs[result.procedure_code] = beliefs.get(result.procedure_code, 0.0) + result.score / 2
    likeliest = max(beliefs, key=beliefs.__getitem__, default="")
    if beliefs.get(likeliest, 0.0) < max(_LEADS, sum(beliefs.values()) / 2):
        return None
    return next(replace(one, score=beliefs[likeliest]) for one in seen if one.procedure_code == likeliest)


def _answered(found: Found) -> Found:
    """Return a reading of what changes the procedure, answered where that is likely enough: something surely is asked."""
    if found.decision is not Decision.CLARIFY or found.confidence < _CHANGES_AT:
        return found
    return replace(found, decision=Decision.ANSWER, about=(found.results[0].procedure_code,))


def _cut(found: Found, k: int) -> Found:
    return replace(found, results=found.results[:k])


def _reading(found: Found) -> Reading:
    seen = found.results[:_READ]
    belief = {result.procedure_code: result.score for result in seen}
    similarity = max((result.similarity for result in seen), default=0.0)
    return Reading(belief, found.confidence, similarity, found.nothing, found.asks_back, found.declines)


def _about(decision: Decision, results: Sequence[Result]) -> tuple[str, ...]:
    if not results:
        return ()
    if decision is Decision.ANSWER:
        return (results[0].procedure_code,)
    if decision is Decision.CLARIFY:
        offered = [result for result in results[:MAX_OFFERED] if result.score >= _WEAK_CLARIFY]
        return tuple(result.procedure_code for result in (offered if len(offered) > 1 else results[:3]))
    return ()
