"""Answer, clarify or decline: calibrated on questions that the index had not seen.

A multinomial logistic regression over the ranker's belief and the question's own signals. Its weights
are learned with scikit-learn at build time and applied here in numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from retriever.signals import QUESTION, Matrix


class Decision(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    DECLINE = "decline"


ORDER = (Decision.ANSWER, Decision.CLARIFY, Decision.DECLINE)
_WIDTH = 10 + len(QUESTION)


def inputs(probabilities: NDArray[np.float32], nearest: NDArray[np.float32], question: Matrix) -> Matrix:
    """Return the decider's inputs from the ranked candidates (best first) and the question's signals."""
    top = np.zeros(3, dtype=np.float32)
    top[: min(3, len(probabilities))] = probabilities[:3]
    first = float(nearest[0]) if len(nearest) else 0.0
    second = float(nearest[1]) if len(nearest) > 1 else 0.0
    best, nothing, vague, ambiguous = question[0], question[1], question[2], question[5]
    leads = [best - nothing, best - vague, best - ambiguous]
    extra = [top[0] - top[1], first, first - second, *leads, float(top[:3].sum())]
    return np.array([*top, *extra, *question], dtype=np.float32)


@dataclass(frozen=True)
class Decider:
    """Weights over `inputs`, and how sure an outright answer must be."""

    mean: Matrix
    scale: Matrix
    weights: Matrix
    bias: Matrix
    answer_at: float

    def probabilities(self, values: Matrix) -> NDArray[np.float32]:
        """Return the belief in answer, clarify and decline, in this order."""
        scores = ((values - self.mean) / self.scale) @ self.weights + self.bias
        exponents = np.exp(scores - scores.max())
        return np.asarray(exponents / exponents.sum(), dtype=np.float32)

    def decide(self, values: Matrix) -> tuple[Decision, float]:
        """Return the decision and the belief in an outright answer."""
        belief = self.probabilities(values)
        if belief[0] >= self.answer_at:
            return Decision.ANSWER, float(belief[0])
        return (Decision.CLARIFY if belief[1] + 0.5 * belief[0] >= belief[2] else Decision.DECLINE), float(belief[0])

    def save(self, path: Path) -> None:
        """Write the weights."""
        np.savez(path, **{**self.__dict__, "answer_at": np.array(self.answer_at)})

    @classmethod
    def load(cls, path: Path) -> "Decider":
        """Read what `save` wrote."""
        with np.load(path) as values:
            arrays = {name: values[name] for name in ("mean", "scale", "weights", "bias")}
            return cls(**arrays, answer_at=float(values["answer_at"]))


def by_similarity() -> Decider:
    """Return a decider that trusts similarity, for knowledge too small to calibrate on."""
    weights = np.zeros((_WIDTH, 3), dtype=np.float32)
    weights[4] = (14.0, 4.0, -14.0)
    weights[6] = (8.0, 0.0, -8.0)
    weights[7] = (4.0, -4.0, 0.0)
    bias = np.array([-8.5, -2.0, 8.0], dtype=np.float32)
    return Decider(np.zeros(_WIDTH, np.float32), np.ones(_WIDTH, np.float32), weights, bias, answer_at=0.5)


def fit(
    values: Sequence[Matrix], labels: Sequence[Decision], sample_weights: Sequence[float], answer_at: float
) -> Decider:
    """Fit on labelled inputs."""
    stacked = np.stack(values)
    mean, scale = stacked.mean(axis=0), np.maximum(stacked.std(axis=0), 1e-3)
    model = LogisticRegression(C=1.0, max_iter=2000)
    model.fit((stacked - mean) / scale, [ORDER.index(label) for label in labels], sample_weights)
    weights = np.zeros((_WIDTH, 3), dtype=np.float32)
    bias = np.full(3, -20.0, dtype=np.float32)
    for row, label in enumerate(model.classes_):
        weights[:, label], bias[label] = model.coef_[row], model.intercept_[row]
    return Decider(mean.astype(np.float32), scale.astype(np.float32), weights, bias, answer_at)
