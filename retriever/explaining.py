"""Why the retriever said what it said: for every result what matched, its words, scores, prior and threshold.

The search itself is listened to (`Retriever.noted`), so that an explanation is made from the very numbers that
decided and nothing is worked out a second time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import faiss
import numpy as np

from knowledge.procedures.models import Level
from knowledge.vietnamese.everyday import standardise
from retriever.context import Meaning, Values
from retriever.coverage import Coverage, asked
from retriever.decision import INPUTS, ORDER, Decision
from retriever.engine import Found, Result, Retriever
from retriever.hashed_words import placed, placed_manner, said_in
from retriever.signals import QUESTION, SIGNALS, Matrix, Signals
from retriever.vector_index import AMBIGUOUS_OWNER, NOTHING_OWNER, VAGUE_OWNER

_OTHERS = {"nothing": NOTHING_OWNER, "vague": VAGUE_OWNER, "ambiguous": AMBIGUOUS_OWNER}
_LEXICAL = {"names": "names_bm25", "said": "said_bm25", "text": "text_bm25"}
_MOVERS = 8


class Way(StrEnum):
    """How a result came about."""

    UNREAD = "there was nothing in it to look up"
    ALONE = "the question by itself"
    BY_NAME = "the question is the name of one procedure and of no other"
    TWO_AT_ONCE = "the question joins two parts, each surely about another procedure"
    ONLY_ASPECTS = "the question holds nothing but an aspect: the procedure under discussion is kept"
    KEPT = "the context decider said keep, or a change that leads nowhere else: the procedure under discussion is kept"
    TOGETHER = "the context decider said change: the question behind the name of the procedure under discussion"
    BESIDES = (
        "the context decider was sure of a change: what both readings believe in most besides the one under discussion"
    )


@dataclass(frozen=True)
class Match:
    """An indexed text and its similarity to what was read, -1..1."""

    text: str
    similarity: float


@dataclass(frozen=True)
class Contribution:
    """One input or "word" of the decider: its value, and how many log units it moved the decision from the next one."""

    name: str
    value: float
    moved: float


@dataclass(frozen=True)
class Reading:
    """One text as it was looked up and decided on, before any context.

    `decider`: what the decider said, which `decision` differs from where the text is the name of one procedure;
    `beliefs`: its three beliefs by decision; `threshold`: the belief from which it answers; `against`: the likeliest
    other decision; `moved`: the inputs that told `decision` from `against` most, heaviest first; `near`: the nearest
    of the phrasings that no single procedure answers, by kind; `signals`: those of the question as a whole.
    """

    text: str
    standardised: str
    decision: Decision
    decider: Decision
    confidence: float
    about: tuple[str, ...]
    beliefs: dict[str, float]
    threshold: float
    against: Decision
    moved: tuple[Contribution, ...]
    near: dict[str, Match]
    signals: dict[str, float]


@dataclass(frozen=True)
class Prior:
    """What is known of a procedure before any question."""

    level: Level
    phrased: bool
    guided: bool


@dataclass(frozen=True)
class Evidence:
    """What spoke for a candidate in the reading of `text`.

    `belief`: the ranker's, pooled with records of the same name; `nearest` is empty, with the lowest similarity that
    counted, where none of the procedure's entries was among the nearest; `ranks`: place by BM25 score among the
    candidates, 1 the best, left out where no word is shared; `covers` and `lacks`: words of the text that the
    procedure's own words have and have not, with their weights, heaviest first.
    """

    text: str
    belief: float
    nearest: Match
    nearest_is_name: bool
    prototype: float
    ranks: dict[str, int]
    covers: dict[str, float]
    lacks: dict[str, float]
    signals: dict[str, float]


@dataclass(frozen=True)
class Candidate:
    """One result. `score`: as the search gives it; `evidence`: none where the procedure was kept without a look."""

    code: str
    name: str
    score: float
    prior: Prior
    evidence: Evidence | None


@dataclass(frozen=True)
class InContext:
    """The procedure under discussion, and what the context decider said; `meaning`: none where it was not asked."""

    code: str
    name: str
    meaning: Meaning | None
    kept: bool


@dataclass(frozen=True)
class Explanation:
    """Why `decision`, and why each of `candidates`, in the order of the search.

    `reading`: what was decided on, none where nothing was read; `parts`: where two were found at once, each part.
    """

    question: str
    standardised: str
    decision: Decision
    confidence: float
    about: tuple[str, ...]
    way: Way
    reading: Reading | None
    candidates: tuple[Candidate, ...]
    context: InContext | None
    parts: tuple[Reading, ...]


def explain(retriever: Retriever, question: str, context: Sequence[str] = (), k: int = 5) -> Explanation:
    """Search as `Retriever.search` does with the same arguments, and return why that is what it found."""
    listener = _Listener(retriever)
    found = listener.search(question, context, k)
    known = [code for code in context if code in retriever.names]
    way = _way(found, listener)
    notes = listener.notes
    decisive = next((note for note in notes if _is_reading(note.found, found)), notes[0] if notes else None)
    return Explanation(
        question,
        standardise(question),
        found.decision,
        found.confidence,
        found.about,
        way,
        _reading(retriever, decisive) if decisive else None,
        tuple(_candidate(retriever, result, notes) for result in found.results),
        _in_context(retriever, known[0], found, listener) if known else None,
        tuple(_reading(retriever, note) for note in _parts(found, notes)) if way is Way.TWO_AT_ONCE else (),
    )


@dataclass(frozen=True)
class _Note:
    """What one reading was made from."""

    text: str
    signals: Signals
    belief: Matrix
    values: Matrix
    found: Found

    def holds(self, result: Result) -> bool:
        """Whether this reading is where `result` comes from."""
        return any(result is other for other in self.found.results)


class _Listener(Retriever):
    """The same retriever, with the same parts, that keeps notes of one search."""

    def __init__(self, retriever: Retriever) -> None:
        self.__dict__.update(retriever.__dict__)
        self.notes: list[_Note] = []
        self.meaning: Meaning | None = None

    def noted(self, question: str, signals: Signals, belief: Matrix, values: Matrix, found: Found) -> Found:
        self.notes.append(_Note(question, signals, belief, values, found))
        return found

    def context_values(self, question: str, code: str, readings: tuple[Found, Found] | None = None) -> Values:
        values = super().context_values(question, code, readings)
        self.meaning = self.context.decide(values)
        return values


def _parts(found: Found, notes: Sequence[_Note]) -> list[_Note]:
    """Return the readings of the parts that the two results come from; other partings were tried and not taken."""
    return [next(note for note in notes[1:] if note.holds(result)) for result in found.results[: len(found.about)]]


def _way(found: Found, listener: _Listener) -> Way:
    decisive = next((place for place, note in enumerate(listener.notes) if _is_reading(note.found, found)), None)
    if found.kept_context:
        return Way.KEPT if listener.notes else Way.ONLY_ASPECTS
    if decisive is None and listener.meaning:
        return Way.BESIDES
    if decisive is None:
        return Way.TWO_AT_ONCE if found.about else Way.UNREAD
    if decisive:
        return Way.TOGETHER
    by_decider, _ = listener.decider.decide(listener.notes[0].values, said_in(listener.notes[0].text))
    return Way.ALONE if by_decider is found.decision else Way.BY_NAME


def _in_context(retriever: Retriever, code: str, found: Found, listener: _Listener) -> InContext:
    return InContext(code, retriever.names[code], listener.meaning, found.kept_context)


def _reading(retriever: Retriever, note: _Note) -> Reading:
    found, decider = note.found, retriever.decider
    beliefs = decider.probabilities(note.values, said_in(note.text))
    against = max((row for row, other in enumerate(ORDER) if other is not found.decision), key=lambda row: beliefs[row])
    return Reading(
        note.text,
        standardise(note.text),
        found.decision,
        decider.decided(beliefs)[0],
        found.confidence,
        found.about,
        {str(decision): float(belief) for decision, belief in zip(ORDER, beliefs, strict=True)},
        decider.answer_at,
        ORDER[against],
        _moved(retriever, note, ORDER.index(found.decision), against)[:_MOVERS],
        dict(_near(retriever, note.text)),
        _told(QUESTION, note.signals.question),
    )


def _moved(retriever: Retriever, note: _Note, taken: int, against: int) -> tuple[Contribution, ...]:
    """Return the share of every input and every word in the log odds of one decision against another, heaviest first."""
    decider = retriever.decider
    standard = (note.values - decider.mean) / decider.scale
    shares = standard * (decider.weights[:, taken] - decider.weights[:, against])
    moved = [Contribution(*told) for told in zip(INPUTS, note.values.tolist(), shares.tolist(), strict=True)]
    said = ((placed(note.text), decider.word_weights), (placed_manner(note.text), decider.manner_weights))
    for terms, learned in said:
        weights = learned[:, taken] - learned[:, against]
        moved += [Contribution(shown(term), value, float(value * weights[place])) for term, place, value in terms]
    return tuple(sorted(moved, key=lambda one: -abs(one.moved)))


def shown(term: str) -> str:
    """Return a word or how it stands as staff read it: a pair apart "sao ... duoc", an opening "xin ...", an end "... khong"."""
    if len(term) > 1 and term.startswith("^"):
        return f'"{term[1:].replace("_", " ")} ..."'
    if len(term) > 1 and term.endswith("$"):
        return f'"... {term[:-1].replace("_", " ")}"'
    return f'"{term.replace("..", " ... ").replace("=", " ").replace("_", " ")}"'


def _near(retriever: Retriever, text: str) -> Iterator[tuple[str, Match]]:
    """Yield kind and nearest phrasing of what no single procedure answers; kinds without phrasings are left out."""
    vectors = retriever.signals.indexes.vectors
    query = retriever.signals.embedding.encode([text])
    for kind, owner in _OTHERS.items():
        if owner in vectors.positions:
            only = faiss.SearchParameters(sel=faiss.IDSelectorBatch(vectors.positions[owner]))  # type: ignore[call-arg]
            similarities, positions = vectors.index.search(query, 1, params=only)
            yield kind, Match(vectors.items[int(positions[0, 0])].text, float(similarities[0, 0]))


def _candidate(retriever: Retriever, result: Result, notes: Sequence[_Note]) -> Candidate:
    owner = retriever.owners[result.procedure_code]
    document = retriever.documents[owner]
    note = next((note for note in notes if note.holds(result)), None) or next(
        (note for note in notes if owner in note.signals.candidates), None
    )
    return Candidate(
        result.procedure_code,
        result.name,
        result.score,
        Prior(document.level, bool(document.phrasings), document.has_guide),
        _evidence(retriever, note, owner) if note else None,
    )


def _evidence(retriever: Retriever, note: _Note, owner: int) -> Evidence:
    signals = note.signals
    row = int(np.flatnonzero(signals.candidates == owner)[0])
    told = _told(SIGNALS, signals.matrix[row])
    covers, lacks = _words(retriever.signals.coverage, note.text, owner)
    return Evidence(
        note.text,
        float(note.belief[retriever.twins[signals.candidates] == retriever.twins[owner]].sum()),
        Match(signals.matched[row], told["nearest"]),
        signals.matched[row] in retriever.documents[owner].names,
        told["prototype"],
        {index: _rank(signals.column(name), row) for index, name in _LEXICAL.items() if told[name] > 0},
        covers,
        lacks,
        told,
    )


def _words(coverage: Coverage, text: str, owner: int) -> tuple[dict[str, float], dict[str, float]]:
    weights = {word: coverage.words.weight(word) for word in asked(text).words}
    heaviest_first = sorted(weights, key=lambda word: (-weights[word], word))
    covers = {word: weights[word] for word in heaviest_first if owner in coverage.words.owners(word)}
    return covers, {word: weights[word] for word in heaviest_first if word not in covers}


def _rank(scores: Matrix, row: int) -> int:
    return 1 + int((scores > scores[row]).sum())


def _told(names: Sequence[str], values: Matrix) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, values, strict=True)}


def lines(explanation: Explanation) -> Iterator[str]:
    """Yield the explanation as text for a terminal."""
    about = " ".join(explanation.about)
    yield f"{explanation.decision} {about}".rstrip() + f"  (confidence {explanation.confidence:.2f})"
    yield f"read as   {explanation.standardised}"
    yield f"because   {explanation.way}"
    if explanation.context:
        yield from _context_lines(explanation.context)
    for reading in (explanation.reading, *explanation.parts):
        if reading:
            yield from _reading_lines(reading)
    for place, candidate in enumerate(explanation.candidates, 1):
        yield from _candidate_lines(place, candidate, explanation)


def _context_lines(context: InContext) -> Iterator[str]:
    said = f"said {context.meaning}" if context.meaning else "was not asked"
    yield f"context   {context.code} {context.name}: the context decider {said}"


def _reading_lines(reading: Reading) -> Iterator[str]:
    beliefs = "  ".join(f"{decision} {belief:.2f}" for decision, belief in reading.beliefs.items())
    yield ""
    yield f"reading   {reading.standardised}: {reading.decision} {' '.join(reading.about)}".rstrip()
    if reading.decider is not reading.decision:
        yield f"          the decider alone would {reading.decider}; it is the name of one procedure and of no other"
    yield f"belief    {beliefs}  (answers from {reading.threshold:.2f})"
    yield f"moved     {reading.decision} against {reading.against}, in log units"
    yield from (f"  {share.moved:+6.2f}  {share.name} = {share.value:.2f}" for share in reading.moved)
    yield from (f"near      {kind} {match.similarity:.2f}  {match.text}" for kind, match in reading.near.items())


def _candidate_lines(place: int, candidate: Candidate, explanation: Explanation) -> Iterator[str]:
    prior = candidate.prior
    known = [str(prior.level), *["phrasings"] * prior.phrased, *["guide"] * prior.guided]
    yield ""
    yield f"{place}. {candidate.score:.3f}  {candidate.code}  {candidate.name}  [{', '.join(known)}]"
    evidence = candidate.evidence
    if evidence is None:
        yield "   kept from the conversation, not looked up"
        return
    if evidence.text != explanation.question:
        yield f"   reading    {evidence.text.strip()}"
    ranks = "  ".join(f"{index} #{rank}" for index, rank in evidence.ranks.items()) or "no word shared"
    yield f"   belief     {evidence.belief:.3f} with records of the same name"
    yield f"   nearest    {_nearest(evidence)}"
    yield f"   prototype  {evidence.prototype:.2f}"
    yield f"   BM25       {ranks}"
    yield f"   covers     {_weighted(evidence.covers)}"
    yield f"   lacks      {_weighted(evidence.lacks)}"


def _nearest(evidence: Evidence) -> str:
    if not evidence.nearest.text:
        return f"none among the nearest entries (below {evidence.nearest.similarity:.2f})"
    kind = "name" if evidence.nearest_is_name else "phrasing"
    return f"{evidence.nearest.similarity:.2f}  {evidence.nearest.text}  ({kind})"


def _weighted(words: dict[str, float]) -> str:
    return "  ".join(f"{word} {weight:.1f}" for word, weight in words.items()) or "-"


def _is_reading(reading: Found, found: Found) -> bool:
    """Whether `found` is what `reading` came to, with no more results than were asked for."""
    return replace(reading, results=reading.results[: len(found.results)]) == found
