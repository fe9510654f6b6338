"""Learning the ranker and the decider on questions that neither the embedding nor the index had seen.

Phrasings are split into folds; in each fold some procedures fall silent altogether, so that the ranker
also learns how procedures without any phrasing look. Everything is seeded.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.vietnamese.folding import syllables
from retriever import decision, ranker
from retriever.decision import Decider, Decision
from retriever.documents import Document
from retriever.lexical_index import LexicalIndex
from retriever.ranker import Ranker
from retriever.signals import SignalReader, Signals
from retriever.training import TrainingConfig, train
from retriever.vector_index import Unanswerable, VectorIndex, entries

FOLDS = 3
_SILENT_SHARE = 12
_FEWEST = 300
"""Below this many phrasings there is too little to learn from: similarity decides."""
_OFFERED_TOGETHER = 4
_MIX = {Decision.ANSWER: 0.72, Decision.CLARIFY: 0.12, Decision.DECLINE: 0.16}
"""How often citizens' questions are of each kind (our estimate; the decider is weighted to it)."""


@dataclass(frozen=True)
class Unseen:
    """One held-out question with its signals; `right`: row of the right candidate, None where none is."""

    signals: Signals
    right: int | None
    kind: str
    fold: int


def calibrate(
    documents: Sequence[Document],
    others: Unanswerable,
    names: LexicalIndex,
    texts: LexicalIndex,
    config: TrainingConfig,
    answer_at: float,
) -> tuple[Ranker, Decider]:
    """Return the learned ranker and decider."""
    if sum(len(document.phrasings) for document in documents) < _FEWEST:
        return ranker.by_similarity(), decision.by_similarity()
    unseen = list(_unseen(documents, others, names, texts, config))
    examples = [(item.fold, (item.signals.matrix, item.right)) for item in unseen if item.right is not None]
    values, labels = [], []
    for fold in range(FOLDS):
        elsewhere = ranker.fit([example for other, example in examples if other != fold], config.seed)
        for item in (item for item in unseen if item.fold == fold):
            value, label = _labelled(item, elsewhere, documents)
            values.append(value)
            labels.append(label)
    counts = {label: labels.count(label) for label in Decision}
    weights = [len(labels) * _MIX[label] / counts[label] for label in labels]
    learned = ranker.fit([example for _, example in examples], config.seed)
    return learned, decision.fit(values, labels, weights, answer_at)


def _unseen(
    documents: Sequence[Document],
    others: Unanswerable,
    names: LexicalIndex,
    texts: LexicalIndex,
    config: TrainingConfig,
) -> Iterator[Unseen]:
    chance = random.Random(config.seed)
    silent = [chance.randrange(_SILENT_SHARE) for _ in documents]
    folds = {text: chance.randrange(FOLDS) for document in documents for text in document.phrasings}
    kinds = {"nothing": others.nothing, "vague": others.vague, "ambiguous": [item.text for item in others.ambiguous]}
    for text in (text for texts_of_kind in kinds.values() for text in texts_of_kind):
        folds.setdefault(text, chance.randrange(FOLDS))
    for fold in range(FOLDS):
        kept = [
            document.without({text for text in document.phrasings if folds[text] == fold or silent[owner] == fold})
            for owner, document in enumerate(documents)
        ]
        embedding = train(kept, replace(config, steps=config.steps * 5 // 8, seed=config.seed + fold))
        seen = Unanswerable(
            [text for text in others.nothing if folds[text] != fold],
            [text for text in others.vague if folds[text] != fold],
            [item for item in others.ambiguous if folds[item.text] != fold],
        )
        index = VectorIndex.build(embedding, entries(kept, seen))
        reader = SignalReader(kept, embedding, index, names, texts)
        asked = [(text, owner, "") for owner, document in enumerate(documents) for text in document.phrasings]
        asked += [(text, -1, kind) for kind, texts_of_kind in kinds.items() for text in texts_of_kind]
        asked = [item for item in asked if folds[item[0]] == fold]
        vectors = embedding.encode([text for text, _, _ in asked])
        for (text, owner, kind), vector in zip(asked, vectors, strict=True):
            signals = reader.read_vector(text, vector[None])
            rows = np.flatnonzero(signals.candidates == owner)
            yield Unseen(signals, int(rows[0]) if len(rows) else None, kind, fold)


def _labelled(item: Unseen, learned: Ranker, documents: Sequence[Document]) -> tuple[np.ndarray, Decision]:
    probabilities = learned.probabilities(item.signals.matrix)
    order = np.argsort(-probabilities)
    value = decision_inputs(item.signals, probabilities, order, documents)
    if item.kind:
        return value, Decision.DECLINE if item.kind == "nothing" else Decision.CLARIFY
    if item.right is not None and _same(order[0], item.right, item.signals, documents):
        return value, Decision.ANSWER
    return value, Decision.CLARIFY


def _same(first: int, right: int, signals: Signals, documents: Sequence[Document]) -> bool:
    one, other = documents[signals.candidates[first]], documents[signals.candidates[right]]
    return syllables(one.name) == syllables(other.name)


def decision_inputs(
    signals: Signals, probabilities: np.ndarray, order: np.ndarray, documents: Sequence[Document]
) -> np.ndarray:
    """Return the decider's inputs; belief in records that share the best one's name counts as one."""
    ranked = order[: _OFFERED_TOGETHER * 2]
    titles = [" ".join(syllables(documents[signals.candidates[row]].name)) for row in ranked]
    pooled: dict[str, float] = {}
    for title, row in zip(titles, ranked, strict=True):
        pooled[title] = pooled.get(title, 0.0) + float(probabilities[row])
    belief = np.array(sorted(pooled.values(), reverse=True), dtype=np.float32)
    nearest = signals.matrix[ranked, 0]
    return decision.inputs(belief, nearest, signals.question)
