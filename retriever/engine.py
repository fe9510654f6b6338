"""The retriever: question (and what the conversation is about) -> ranked procedures and a decision.

One call runs on one core in a few milliseconds and keeps no state.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.phrasings.loading import Ambiguous
from knowledge.procedures.models import Procedure
from knowledge.vietnamese.aspects import asked
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import syllables
from retriever.calibration import decision_inputs
from retriever.context import ContextDecider, Meaning, Reading, Values
from retriever.context import values as context_values
from retriever.decision import Decider, Decision
from retriever.documents import Document
from retriever.passages import PassageIndex, Read
from retriever.ranker import Ranker
from retriever.signals import SignalReader

MAX_OFFERED = 4
_JOINTS = re.compile(
    r"\b(?:và|va|với|voi|cùng|rồi|roi|luôn tiện|sẵn tiện|sẵn|đồng thời|vừa|luôn|lun)\b|[;?]", re.IGNORECASE
)
_SHORTEST_PART = 3
_SURELY_ANOTHER = 0.85
_SHORTEST_NAME = 2
_BY_NAME = 0.6
"""Belief where a question is, beside what it asks, nothing but the name of one procedure, and of no other."""
_READ = 10
"""How many results of a reading the context decider sees."""
_SURE_PART = 0.55
_SURELY_ONE = 0.9
"""Belief from which a procedure that none of the parts means is what the whole question means: it does both at once."""
_WEAK_CLARIFY = 0.05
_TOPICAL = 0.55
"""From this similarity on, and nearer to a procedure than to anything out of scope, ask back instead of declining."""
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
    """What to do and with which procedures. `about`: the one or two to answer, or those to choose from."""

    decision: Decision
    results: tuple[Result, ...]
    about: tuple[str, ...]
    confidence: float
    kept_context: bool = False
    nothing: float = 0.0


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
    ) -> None:
        self.documents = documents
        self.signals = signals
        self.ranker = ranker
        self.decider = decider
        self.context = context
        self.passages = passages
        self.owners = {document.procedure_code: owner for owner, document in enumerate(documents)}
        self.ambiguous = {item.text: item.procedures for item in ambiguous}
        self.names = {document.procedure_code: document.names[-1] for document in documents}
        self._named = _owners_by_name(documents)

    def search(self, question: str, context: Sequence[str] = (), k: int = 5) -> Found:
        """Return at most `k` procedures, best first. `context`: codes the conversation is about, latest first."""
        known = [code for code in context if code in self.names]
        if not syllables(question):
            return Found(Decision.DECLINE, (), (), 0.0)
        if known and not asked(question).rest:
            return self._kept(known[0], 1.0)
        alone = self._one(question, k)
        if two := self._two_at_once(question, alone, k):
            return two
        return self._in_context(question, alone, known[0], k) if known else alone

    def read_detail(self, question: str, procedure: Procedure) -> Read:
        """Read `question` against the official lines of `procedure`, of which it is known to be."""
        owner = self.owners.get(procedure.procedure_code)
        if self.passages is None or owner is None:
            return Read()
        document = self.documents[owner]
        return self.passages.read(question, procedure, (*document.names, *document.phrasings))

    def context_values(self, question: str, code: str) -> Values:
        """Return the context decider's inputs: what `question` finds alone, with `code`'s name, and near to it."""
        alone = _reading(self._one(question, _READ))
        together = _reading(self._one(f"{self.names[code]} {question}", _READ))
        vector = self.signals.embedding.encode([question])[0]
        nearness = self.signals.vectors.similarity_to(self.owners[code], vector)
        return context_values(question, code, alone, together, nearness)

    def _one(self, question: str, k: int) -> Found:
        signals = self.signals.read(question)
        probabilities = self.ranker.probabilities(signals.matrix)
        order = np.argsort(-probabilities)
        decision, confidence = self.decider.decide(decision_inputs(signals, probabilities, order, self.documents))
        if not len(order):
            return Found(Decision.DECLINE, (), (), 0.0)
        first = signals.candidates[order[0]]
        if decision is not Decision.ANSWER and self._named.get(asked(question).rest) == {first}:
            decision, confidence = Decision.ANSWER, max(confidence, _BY_NAME)
        nothing = float(signals.question[1])
        if decision is Decision.DECLINE and max(_TOPICAL, nothing) <= float(signals.question[0]):
            decision = Decision.CLARIFY
        results = tuple(
            Result(
                self.documents[signals.candidates[row]].procedure_code,
                self.documents[signals.candidates[row]].name,
                float(probabilities[row]),
                signals.matched[row],
                float(signals.matrix[row, 0]),
            )
            for row in order[: max(k, MAX_OFFERED)]
        )
        about = _about(decision, results)
        if decision is Decision.CLARIFY and float(signals.question[5]) >= _SAME_REQUEST:
            told = [code for code in self.ambiguous.get(signals.ambiguous, ()) if code in self.names]
            about = tuple(dict.fromkeys([*told, *about]))[:MAX_OFFERED]
        return Found(decision, results[:k], about, confidence, nothing=nothing)

    def _kept(self, code: str, confidence: float, others: Sequence[Result] = ()) -> Found:
        name = self.documents[self.owners[code]].name
        first = Result(code, name, confidence, "", confidence)
        rest = tuple(result for result in others if result.procedure_code != code)
        return Found(Decision.ANSWER, (first, *rest), (code,), confidence, kept_context=True)

    def _in_context(self, question: str, alone: Found, code: str, k: int) -> Found:
        """Read a message as a continuation: of the same procedure, of the situation behind it, or of nothing."""
        if alone.decision is Decision.ANSWER and alone.about != (code,) and alone.confidence >= _SURELY_ANOTHER:
            return alone
        meaning = self.context.decide(self.context_values(question, code))
        if meaning is Meaning.KEEP:
            return self._kept(code, max(alone.confidence, _SURE_PART), alone.results)
        if meaning is Meaning.CHANGE and alone.decision is not Decision.ANSWER:
            together = self._one(f"{self.names[code]} {question}", k)
            if together.decision is Decision.ANSWER and together.about != (code,):
                return together
        return alone

    def _two_at_once(self, question: str, whole: Found, k: int) -> Found | None:
        """Answer both where the question joins two parts, each surely about another procedure."""
        parts = [part for part in _JOINTS.split(standardise(question)) if len(asked(part).rest) >= _SHORTEST_PART - 1]
        if len(parts) < 2:
            return None
        whole_is_one = whole.about if whole.decision is Decision.ANSWER and whole.confidence >= _SURELY_ONE else ()
        found = [self._one(part, k) for part in parts[:3]]
        sure = [part for part in found if part.decision is Decision.ANSWER and part.confidence >= _SURE_PART]
        codes = list(dict.fromkeys(part.about[0] for part in sure))
        likely = {result.procedure_code for result in whole.results[:k]}
        if len(codes) != 2 or not likely & set(codes) or not set(whole_is_one) <= set(codes):
            return None
        firsts = tuple({part.about[0]: part.results[0] for part in sure}[code] for code in codes)
        rest = tuple(result for result in whole.results if result.procedure_code not in codes)
        return Found(Decision.ANSWER, (*firsts, *rest)[:k], tuple(codes), min(part.confidence for part in sure))


def _owners_by_name(documents: Sequence[Document]) -> dict[tuple[str, ...], set[int]]:
    """Return which documents each name means, by what is left of it without aspects and fillers."""
    owners: dict[tuple[str, ...], set[int]] = {}
    for owner, document in enumerate(documents):
        for name in document.names:
            owners.setdefault(asked(name).rest, set()).add(owner)
    return {rest: found for rest, found in owners.items() if len(rest) >= _SHORTEST_NAME}


def _reading(found: Found) -> Reading:
    belief = {result.procedure_code: result.score for result in found.results}
    similarity = max((result.similarity for result in found.results), default=0.0)
    return Reading(belief, found.confidence, similarity, found.nothing)


def _about(decision: Decision, results: Sequence[Result]) -> tuple[str, ...]:
    if not results:
        return ()
    if decision is Decision.ANSWER:
        return (results[0].procedure_code,)
    if decision is Decision.CLARIFY:
        offered = [result for result in results[:MAX_OFFERED] if result.score >= _WEAK_CLARIFY]
        return tuple(result.procedure_code for result in (offered if len(offered) > 1 else results[:3]))
    return ()
