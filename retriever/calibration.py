"""Learning the ranker and the decider on questions that neither the embedding nor the index had seen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retriever import decision, gate, ranker, twins
from retriever.decision import Decider, Decision
from retriever.hashed_words import Said
from retriever.ranker import Ranker
from retriever.side_by_side import Workers
from retriever.signals import Matrix
from retriever.training import TrainingConfig
from retriever.unseen import AMBIGUOUS, INVENTED, NOTHING, ONE, VAGUE, Knowledge, Unseen, ask_all

_FEWEST = 300
"""Below this many phrasings there is too little to learn from: similarity decides."""
_WRONG = "wrong"
_MIX = {ONE: 0.68, _WRONG: 0.02, AMBIGUOUS: 0.05, VAGUE: 0.01, NOTHING: 0.24, INVENTED: 0.03}
"""What the decider is weighted to: near how often citizens' questions are of each kind (our estimate), with more weight
on what nothing answers; chosen on the dev questions.

`_WRONG`: one procedure is meant, and the ranker puts another first. Nobody can tell it from an ambiguous question.
"""
_LABELS = {ONE: Decision.ANSWER, NOTHING: Decision.DECLINE, INVENTED: Decision.DECLINE}


@dataclass(frozen=True)
class Calibrated:
    """What was learned, and how it does on what it had not seen; None where similarity decides.

    `asked`: the decider's inputs and what was said in every question that it learned from.
    """

    ranker: Ranker
    decider: Decider
    measured: gate.Measured | None = None
    asked: tuple[tuple[Matrix, Said], ...] = ()


def ask(knowledge: Knowledge, config: TrainingConfig, workers: Workers) -> list[Unseen]:
    """Return the held-out questions to learn from, none where there is too little."""
    enough = sum(len(document.phrasings) for document in knowledge.documents) >= _FEWEST
    return ask_all(knowledge, config, workers) if enough else []


def calibrate(knowledge: Knowledge, unseen: Sequence[Unseen], seed: int, answer_at: float) -> Calibrated:
    """Return ranker and decider, learned from what `ask` returned. Raises `BelowGateError`."""
    if not unseen:
        return Calibrated(ranker.by_similarity(), decision.by_similarity())
    found = learn(knowledge, unseen, seed, answer_at)
    if found.measured:
        gate.check(found.measured)
    return found


def learn(knowledge: Knowledge, unseen: Sequence[Unseen], seed: int, answer_at: float) -> Calibrated:
    """Fit the ranker on what can be found, and the decider on the ranker's beliefs about everything asked.

    The ranker has some eight hundred weights and tens of thousands of questions, so its beliefs about those that it
    learned from are as good as about others, and the decider may learn on the same. The gate judges the decider on
    what it learned from too: with its words that flatters, so its floors catch what is broken, not what is a little
    worse.
    """
    learned = ranker.fit([(item.matrix, item.right) for item in unseen if item.right.any()], seed)
    of_request = twins.requests(knowledge.documents)
    requests = [of_request[item.candidates] for item in unseen]
    values, kinds = [], []
    for item, numbers in zip(unseen, requests, strict=True):
        belief = learned.probabilities(item.matrix)
        values.append(decision.inputs(belief, item.matrix, item.question, numbers))
        kinds.append(_kind(item, belief, numbers))
    often = [item.often for item in unseen]
    counts: Counter[str] = Counter()
    for kind, times in zip(kinds, often, strict=True):
        counts[kind] += times
    weights = [len(kinds) * _MIX[kind] * times / counts[kind] for kind, times in zip(kinds, often, strict=True)]
    labels = [_LABELS.get(kind, Decision.CLARIFY) for kind in kinds]
    said = [item.said for item in unseen]
    decider = decision.fit(values, said, labels, weights, answer_at)
    measured = gate.measure(learned, decider, unseen, requests)
    return Calibrated(learned, decider, measured, tuple(zip(values, said, strict=True)))


def _kind(item: Unseen, belief: NDArray[np.float32], requests: NDArray[np.int64]) -> str:
    """Return what a question is. The right request at another level is as right a first."""
    if item.kind != ONE:
        return item.kind
    return ONE if requests[np.argmax(belief)] in requests[item.right] else _WRONG
