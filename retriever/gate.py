"""The gate: a model that does worse than this on questions that it has never seen is not served."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from retriever import decision
from retriever.decision import Decider, Decision
from retriever.errors import BelowGateError
from retriever.ranker import Ranker
from retriever.unseen import NOTHING, ONE, Unseen


@dataclass(frozen=True)
class Measured:
    """Shares in 0..1 over held-out questions, a quarter of them with slips.

    `first`, `in_five`: the right procedure among those of one; `answered`: of those, answered outright;
    `right_of_answered`: of everything answered outright; `declined`: of what nothing answers.
    """

    first: float
    in_five: float
    answered: float
    right_of_answered: float
    declined: float


_NOT_FOUND = 1 << 30
LEAST = Measured(first=0.55, in_five=0.75, answered=0.4, right_of_answered=0.6, declined=0.5)
"""Somewhat below what sound knowledge gives: held-out phrasings are harder than citizens' questions, because
one procedure's phrasings were written to differ, and old and new records of one thing count as wrong.
"""


def measure(ranker: Ranker, decider: Decider, unseen: Sequence[Unseen], requests: Sequence[np.ndarray]) -> Measured:
    """Return how the model does on `unseen`; `requests`: a number for each candidate's request, one array a question."""
    ranks, decisions = [], []
    for item, numbers in zip(unseen, requests, strict=True):
        belief = ranker.probabilities(item.matrix)
        order = np.argsort(-belief)
        ranks.append(next((place for place, row in enumerate(order) if item.right[row]), _NOT_FOUND))
        decisions.append(decider.decide(decision.inputs(belief, item.matrix, item.question, numbers), item.said)[0])
    place = np.array(ranks)
    one = np.array([item.kind == ONE for item in unseen])
    nothing = np.array([item.kind == NOTHING for item in unseen])
    answered = np.array([taken is Decision.ANSWER for taken in decisions])
    declined = np.array([taken is Decision.DECLINE for taken in decisions])
    return Measured(
        first=_share(place[one] == 0),
        in_five=_share(place[one] < 5),
        answered=_share(answered[one]),
        right_of_answered=_share((one & (place == 0))[answered]),
        declined=_share(declined[nothing]),
    )


def check(measured: Measured) -> None:
    """Raise `BelowGateError` where any share is below `LEAST`."""
    least = asdict(LEAST)
    short = [
        f"{name} {share:.2f} < {least[name]:.2f}" for name, share in asdict(measured).items() if share < least[name]
    ]
    if short:
        raise BelowGateError(f"{BelowGateError.__doc__} {', '.join(short)}")


def _share(found: np.ndarray) -> float:
    return float(found.mean()) if len(found) else 1.0
