"""Detail questions about one procedure: the official line that says it, or the word that no line does.

Every line of a record is cut into sentences; each is read against the question by shared terms (weighted by how
rare they are over all records) and by the embedding. Two small logistic regressions over the best lines
tell how far a question asks for a detail, and how far the best line answers it.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from knowledge.guides.models import Guide
from knowledge.procedures.lines import official_lines
from knowledge.procedures.models import Procedure
from knowledge.vietnamese.aspects import asked
from knowledge.vietnamese.folding import fold, syllables
from retriever.embedding import Embedding, Vectors
from retriever.features import terms

Values = NDArray[np.float32]
_QUOTED = ("component_groups", "step", "condition", "description", "note", "times", "fees")
_KINDS = ("component_groups", "step", "condition", "fees", "times")
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=\S)|\n+|\s+(?=[-+•]\s)")
_STORED = re.compile(r"^(?:[\d.]+ (?:working_day|day|hour|month|minute)|\d+|unknown)\b\s*")
"""How `official_lines` opens a time or a fee: the stored value, before the official words."""
_QUANTITY = re.compile(r"\s+\[[^\]]*\] \d+ original\(s\), \d+ copies$")
_SHORTEST, _LONGEST = 3, 90
_MARKERS = (
    "co duoc khong", "duoc khong", "co can", "can khong", "co phai", "phai khong", "thi sao", "neu", "truong hop",
    "may ban", "bao nhieu tuoi", "toi da", "toi thieu", "it nhat", "co bat buoc", "co sao khong", "bi gi", "hay khong",
    "mien", "duoc hong", "duoc ko", "co lay", "dung duoc", "thay", "ho ", "qua han", "tre han", "bao lau", "khi nao",
)  # fmt: skip
_NESTED = (
    "summary", "who_may_apply", "who_may_act", "where", "how", "facts", "components", "fees", "times", "results",
    "next_steps", "conditions", "mistakes", "validity", "choices", "go_to", "refusal", "replaced_by", "check",
)  # fmt: skip
_OFFICIAL_WORDS, _LEAST = 0.3, -8.0
"""Weight of a line's own words beside ours, and the least log-odds that they count with; chosen on the dev questions."""
_RANKED = 3
_CACHED, _KNOWN = 512, 100_000
_RARITY, _WEIGHTS = "rarity.json", "details.npz"
PAIR_WIDTH, WIDTH = 14, 12


@dataclass(frozen=True)
class Passage:
    """One sentence of an official line, or the same in our own words.

    `reference`: "CODE#LINE"; `line`: the whole official line; `belief`: 0..1.
    """

    reference: str
    kind: str
    line: str
    sentence: str
    own_words: bool = False
    belief: float = 0.0


@dataclass(frozen=True)
class Read:
    """What was made of a question, beliefs in 0..1.

    `detail`: that it asks for a detail rather than for the procedure; `said`: that the first of `passages` (best
    first) is the line that answers it.
    """

    detail: float = 0.0
    said: float = 0.0
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Weights:
    """Term weights (rarity), the sentence scorer, and the two regressions (WIDTH, 2); arrays float32."""

    rarity: Mapping[str, float]
    pair: Values
    decide: Values
    bias: Values

    def save(self, folder: Path) -> None:
        """Write the weights into `folder`."""
        (folder / _RARITY).write_text(json.dumps(self.rarity, ensure_ascii=False), encoding="utf-8")
        np.savez(folder / _WEIGHTS, pair=self.pair, decide=self.decide, bias=self.bias)

    @classmethod
    def load(cls, folder: Path) -> "Weights":
        """Read what `save` wrote."""
        told = json.loads((folder / _RARITY).read_text(encoding="utf-8"))
        with np.load(folder / _WEIGHTS) as arrays:
            return cls(told, arrays["pair"], arrays["decide"], arrays["bias"])


class PassageIndex:
    """The lines of records, ready to be read against questions."""

    def __init__(self, embedding: Embedding, weights: Weights, views: Mapping[str, Sequence[str]]) -> None:
        self.embedding = embedding
        self.weights = weights
        self.views = views
        self._most = max(weights.rarity.values(), default=1.0)
        self._sentences = lru_cache(_CACHED)(self._encoded)

    def read(self, question: str, procedure: Procedure, known: Iterable[str] = ()) -> Read:
        """Read `question` against the lines of `procedure`; `known`: its names and everyday questions."""
        pairs, sentences = self.pairs(question, procedure)
        if not sentences:
            return Read()
        scores = line_scores(pairs, sentences, self.weights.pair)
        order = np.argsort(-scores)
        beliefs = np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)
        logits = self.values(question, pairs, beliefs, order, known) @ self.weights.decide + self.weights.bias
        detail, said = (float(odds) for odds in 1 / (1 + np.exp(-logits)))
        found: dict[str, Passage] = {}
        for row in order:
            passage = sentences[int(row)]
            if len(found) < _RANKED or passage.reference in found:
                known_already = found.setdefault(passage.reference, replace(passage, belief=float(beliefs[row])))
                if known_already.own_words and not passage.own_words:
                    found[passage.reference] = replace(passage, belief=known_already.belief)
        return Read(detail, said, tuple(found.values()))

    def pairs(self, question: str, procedure: Procedure) -> tuple[Values, tuple[Passage, ...]]:
        """Return the inputs for each sentence, shape (sentences, PAIR_WIDTH), and the sentences."""
        sentences, bags, vectors = self._sentences(_Key(procedure))
        if not sentences:
            return np.zeros((0, PAIR_WIDTH), dtype=np.float32), ()
        own = terms(question)
        rest = [*asked(question).rest]
        named = set(terms(procedure.name))
        beyond = [term for term in rest if term not in named]
        asked_vectors = self.embedding.encode([question, " ".join(rest) or question])
        cosines = vectors @ asked_vectors.T
        shared = self._shared(own, rest, beyond, bags)
        length = np.array([[min(len(bag), 120) / 120] for bag in bags])
        kind = np.array([[passage.kind == kind for kind in _KINDS] for passage in sentences])
        return np.hstack([shared[:, :4], cosines, shared[:, 4:], length, kind]).astype(np.float32), sentences

    def values(
        self, question: str, pairs: Values, beliefs: Values, order: NDArray[np.int64], known: Iterable[str]
    ) -> Values:
        """Return the decider's inputs, shape (WIDTH,)."""
        said = asked(question)
        told = frozenset().union(*map(_syllables, known))
        beyond = [term for term in said.rest if term not in told]
        first, second = float(beliefs[order[0]]), float(beliefs[order[1]]) if len(order) > 1 else 0.0
        best = pairs[order[0]]
        folded = f"{fold(question)} "
        return np.array(
            [
                first, first - second, best[0], best[2], best[4], best[5],
                min(self._weight(beyond), 30.0) / 30, self._share(beyond, said.rest), min(len(said.rest), 12) / 12,
                sum(marker in folded for marker in _MARKERS) / 3, bool(said.aspects), min(len(folded), 160) / 160,
            ],
            dtype=np.float32,
        )  # fmt: skip

    def _encoded(self, key: "_Key") -> tuple[tuple[Passage, ...], tuple[frozenset[str], ...], Vectors]:
        found = tuple(sentences(key.procedure, self.views))
        texts = [passage.sentence for passage in found]
        vectors = self.embedding.encode(texts) if texts else np.zeros((0, 1), dtype=np.float32)
        return found, tuple(frozenset(terms(text)) for text in texts), vectors

    def _shared(
        self, own: Sequence[str], rest: Sequence[str], beyond: Sequence[str], bags: Sequence[frozenset[str]]
    ) -> NDArray[np.float64]:
        """Return for each sentence which share of four lists of terms it covers, its rarest, and how much, (sentences, 6)."""
        wanted = [*dict.fromkeys([*own, *rest])]
        if not wanted:
            return np.zeros((len(bags), 6))
        has = np.array([[term in bag for term in wanted] for bag in bags], dtype=np.float64)
        rarity = np.array([self._rarity(term) for term in wanted])
        bigrams = [term for term in own if "_" in term]
        times = [Counter(part) for part in (own, bigrams, rest, beyond)]
        weights = np.array([[count[term] for term in wanted] for count in times]) * rarity
        found, whole = has @ weights.T, weights.sum(axis=1)
        covered = np.divide(found, whole, out=np.zeros_like(found), where=whole > 0)
        rarest = (has * (weights[0] > 0) * rarity).max(axis=1) / self._most
        return np.column_stack([covered, rarest, np.minimum(found[:, 0], 40.0) / 40])

    def _share(self, part: Sequence[str], whole: Sequence[str]) -> float:
        weight = self._weight(whole)
        return self._weight(part) / weight if weight else 0.0

    def _weight(self, wanted: Iterable[str]) -> float:
        return sum(self._rarity(term) for term in wanted)

    def _rarity(self, term: str) -> float:
        return self.weights.rarity.get(term, self._most)


@lru_cache(_KNOWN)
def _syllables(text: str) -> frozenset[str]:
    return frozenset(syllables(text))


@dataclass(frozen=True)
class _Key:
    """A record as a key of the cache: the same code and day, the same lines."""

    procedure: Procedure

    def __hash__(self) -> int:
        return hash((self.procedure.procedure_code, self.procedure.as_of))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.procedure == other.procedure


def sentences(procedure: Procedure, views: Mapping[str, Sequence[str]] = MappingProxyType({})) -> Iterable[Passage]:
    """Yield the quotable sentences of a record, each with its line; `views`: the same in our words, by reference."""
    code = procedure.procedure_code
    for kind, line, text in official_lines(procedure):
        if kind in _QUOTED:
            reference = f"{code}#{line}"
            whole = _STORED.sub("", text) if kind in ("times", "fees") else _QUANTITY.sub("", text)
            told = [(sentence, False) for sentence in _SENTENCE.split(whole)]
            told += [(sentence, True) for sentence in views.get(reference, ())]
            for sentence, own_words in told:
                if len(sentence.split()) >= _SHORTEST:
                    yield Passage(reference, kind, whole, " ".join(sentence.split()[:_LONGEST]), own_words)


def line_scores(pairs: Values, passages: Sequence[Passage], pair: Values) -> Values:
    """Return the log-odds of each sentence. What we say in our words may rest on several lines: the official words of
    each line decide which of them comes first.
    """
    scores = pairs @ pair[:-1] + pair[-1]
    official: dict[str, float] = {}
    for row, passage in enumerate(passages):
        if not passage.own_words:
            official[passage.reference] = max(official.get(passage.reference, _LEAST), float(scores[row]))
    beside = np.array([official.get(passage.reference, _LEAST) for passage in passages], dtype=np.float32)
    return np.asarray(scores + _OFFICIAL_WORDS * beside, dtype=np.float32)


def rarity(procedures: Iterable[Procedure], least: int = 3) -> dict[str, float]:
    """Return the weight of every term that at least `least` lines hold: the logarithm of its rarity."""
    found: Counter[str] = Counter()
    lines = 0
    for procedure in procedures:
        for passage in sentences(procedure):
            found.update(set(terms(passage.sentence)))
            lines += 1
    return {term: round(math.log(1 + lines / count), 3) for term, count in found.items() if count >= least}


def views(guides: Iterable[Guide]) -> dict[str, tuple[str, ...]]:
    """Return what guides say in our words of each official line, by reference: everyday words for official ones."""
    found: dict[str, set[str]] = {}
    for guide in guides:
        for text, seen_in in _told(guide, ()):
            for reference in seen_in:
                found.setdefault(reference, set()).add(text)
    return {reference: tuple(sorted(texts)) for reference, texts in found.items()}


def _told(item: object, seen_in: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(item, BaseModel):
        own = getattr(item, "seen_in", ()) or seen_in
        for name in sorted({"text", "name", "why", "label", "because", *_NESTED} & set(type(item).model_fields)):
            yield from _told(getattr(item, name), own)
    elif isinstance(item, tuple):
        for part in item:
            yield from _told(part, seen_in)
    elif isinstance(item, str) and seen_in:
        yield item, seen_in
