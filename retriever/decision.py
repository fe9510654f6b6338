"""Answer, clarify or decline: calibrated on questions that the index had not seen.

A multinomial logistic regression over the ranker's belief, the question's own signals, its words and how it puts them. Its
weights are learned with scikit-learn at build time and applied here in numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from retriever.hashed_words import MANNER_WIDTH, NOTHING_SAID, WIDTH, Said, table
from retriever.signals import QUESTION, SIGNALS, Matrix


class Decision(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    DECLINE = "decline"


ORDER = (Decision.ANSWER, Decision.CLARIFY, Decision.DECLINE)
_RANKED = 8
_BELIEFS = 5
_OF_FIRST = (
    "nearest", "nearest_name", "third_nearest", "votes", "prototype", "names_bm25", "said_bm25", "said_bm25_share",
    "covered", "covered_pairs", "missing_word", "missing_words", "question_in_name", "name_in_question", "echo",
    "unsaid", "phrased", "guided",
)  # fmt: skip
_AHEAD = ("nearest", "votes", "prototype", "said_bm25", "covered", "covered_pairs", "names_bm25", "echo")
_WEIGHT_OF_WORDS, _WEIGHT_OF_MANNER = 2.0, 5.0
"""Either is one vector of this length, beside numbers that are scaled to one; chosen on the dev questions."""
_STRENGTH, _STRENGTH_OF_ALL = 0.1, 450.0
"""How far the weights may go from zero (scikit-learn's C): by each question, and by all questions together."""
_ASK_RATHER = 0.5
"""How much of the belief in an answer that is not sure enough speaks for asking back instead of declining."""
_OTHERS = ("nothing_similarity", "vague_similarity", "ambiguous_similarity")
_LED = "best_similarity"
INPUTS = (
    *(f"belief_{place}" for place in range(1, _BELIEFS + 1)), "belief_ahead", "doubt",
    *(f"first_{name}" for name in _OF_FIRST), *(f"ahead_{name}" for name in _AHEAD),
    *(f"before_{name}" for name in _OTHERS), *QUESTION,
)  # fmt: skip
"""What the decider looks at: belief in the best requests, the best candidate's signals and how far they are ahead of
those of the best of another request, how far anything of ours is before what nothing answers, and the question's own
signals."""


def inputs(belief: NDArray[np.float32], matrix: Matrix, question: Matrix, requests: NDArray[np.int64]) -> Matrix:
    """Return the decider's inputs, shape (len(INPUTS),), for a question's candidates in any order.

    `requests`: a number for each candidate's request; belief in records of one request counts as one.
    """
    order = np.argsort(-belief)[:_RANKED]
    pooled: dict[int, float] = {}
    best_of: dict[int, int] = {}
    for row in order:
        request = int(requests[row])
        pooled[request] = pooled.get(request, 0.0) + float(belief[row])
        best_of.setdefault(request, int(row))
    beliefs = np.zeros(_BELIEFS)
    best = sorted(pooled.values(), reverse=True)[:_BELIEFS]
    beliefs[: len(best)] = best
    doubt = -float((belief * np.log(np.maximum(belief, 1e-9))).sum())
    rows = [*best_of.values()]
    first, second = (matrix[rows[place]] if len(rows) > place else np.zeros(len(SIGNALS)) for place in (0, 1))
    of_first = first[[SIGNALS.index(name) for name in _OF_FIRST]]
    ahead = (first - second)[[SIGNALS.index(name) for name in _AHEAD]]
    before = question[QUESTION.index(_LED)] - question[[QUESTION.index(name) for name in _OTHERS]]
    return np.array([*beliefs, beliefs[0] - beliefs[1], doubt, *of_first, *ahead, *before, *question], dtype=np.float32)


@dataclass(frozen=True)
class Decider:
    """Weights over `inputs`, shape (len(INPUTS), 3), over words, (WIDTH, 3), and how they are put, (MANNER_WIDTH, 3).

    `answer_at`: how sure an answer must be.
    """

    mean: Matrix
    scale: Matrix
    weights: Matrix
    word_weights: Matrix
    manner_weights: Matrix
    bias: Matrix
    answer_at: float

    def probabilities(self, values: Matrix, said: Said = NOTHING_SAID) -> NDArray[np.float32]:
        """Return the belief in answer, clarify and decline, in this order."""
        of_said = said.words.weighed(self.word_weights) + said.manner.weighed(self.manner_weights)
        scores = ((values - self.mean) / self.scale) @ self.weights + of_said + self.bias
        exponents = np.exp(scores - scores.max())
        return np.asarray(exponents / exponents.sum(), dtype=np.float32)

    def decide(self, values: Matrix, said: Said = NOTHING_SAID) -> tuple[Decision, float]:
        """Return the decision and the belief in an outright answer."""
        return self.decided(self.probabilities(values, said))

    def decided(self, belief: NDArray[np.float32]) -> tuple[Decision, float]:
        """Return the decision for beliefs as `probabilities` gives them, and the one in an outright answer."""
        if belief[0] >= self.answer_at:
            return Decision.ANSWER, float(belief[0])
        doubtful = belief[1] + _ASK_RATHER * belief[0] >= belief[2]
        return (Decision.CLARIFY if doubtful else Decision.DECLINE), float(belief[0])

    def save(self, path: Path) -> None:
        """Write the weights."""
        np.savez(path, **{**self.__dict__, "answer_at": np.array(self.answer_at)})

    @classmethod
    def load(cls, path: Path) -> "Decider":
        """Read what `save` wrote."""
        with np.load(path) as values:
            arrays = {
                name: values[name] for name in ("mean", "scale", "weights", "word_weights", "manner_weights", "bias")
            }
            return cls(**arrays, answer_at=float(values["answer_at"]))


def by_similarity() -> Decider:
    """Return a decider that trusts similarity, for knowledge too small to calibrate on."""
    weights = np.zeros((len(INPUTS), 3), dtype=np.float32)
    weights[INPUTS.index("first_nearest")] = (14.0, 4.0, -14.0)
    weights[INPUTS.index("before_nothing_similarity")] = (8.0, 0.0, -8.0)
    weights[INPUTS.index("before_vague_similarity")] = (4.0, -4.0, 0.0)
    bias = np.array([-8.5, -2.0, 8.0], dtype=np.float32)
    mean, scale = np.zeros(len(INPUTS), np.float32), np.ones(len(INPUTS), np.float32)
    of_words, of_manner = (np.zeros((width, 3), np.float32) for width in (WIDTH, MANNER_WIDTH))
    return Decider(mean, scale, weights, of_words, of_manner, bias, answer_at=0.5)


def fit(
    values: Sequence[Matrix],
    said: Sequence[Said],
    labels: Sequence[Decision],
    sample_weights: Sequence[float],
    answer_at: float,
) -> Decider:
    """Fit on labelled inputs and what was said with them."""
    stacked = np.stack(values)
    mean, scale = stacked.mean(axis=0), np.maximum(stacked.std(axis=0), 1e-3)
    words = table([one.words for one in said]) * _WEIGHT_OF_WORDS
    manner = table([one.manner for one in said], MANNER_WIDTH) * _WEIGHT_OF_MANNER
    inputs = hstack([csr_matrix((stacked - mean) / scale), words, manner]).tocsr()
    model = LogisticRegression(C=min(_STRENGTH, _STRENGTH_OF_ALL / len(labels)), max_iter=1000)
    model.fit(inputs, [ORDER.index(label) for label in labels], sample_weights)
    weights = np.zeros((len(INPUTS) + WIDTH + MANNER_WIDTH, 3), dtype=np.float32)
    bias = np.full(3, -20.0, dtype=np.float32)
    of_two = len(model.classes_) == 2  # then scikit-learn keeps the weights of the second against the first
    coefficients = np.concatenate([np.zeros_like(model.coef_), model.coef_]) if of_two else model.coef_
    intercepts = np.concatenate([np.zeros_like(model.intercept_), model.intercept_]) if of_two else model.intercept_
    for row, label in enumerate(model.classes_):
        weights[:, label], bias[label] = coefficients[row], intercepts[row]
    of_numbers, of_words, of_manner = np.split(weights, (len(INPUTS), len(INPUTS) + WIDTH))
    of_words, of_manner = of_words * _WEIGHT_OF_WORDS, of_manner * _WEIGHT_OF_MANNER
    return Decider(mean.astype(np.float32), scale.astype(np.float32), of_numbers, of_words, of_manner, bias, answer_at)
