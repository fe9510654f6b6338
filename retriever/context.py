"""What a message means in a conversation: still the same procedure, another one, or nothing of ours.

A small multinomial logistic regression, learned from `knowledge/phrasings/follow_ups.yml`, over the message's
own words, how it puts them, and over what it finds alone and together with the name of the procedure under discussion.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from knowledge.vietnamese.aspects import asked
from knowledge.vietnamese.folding import syllables
from retriever.hashed_words import Said, Words, table

Numbers = NDArray[np.float32]
_NUMBERS = 21
_WORDS, _MANNER = 8192, 32768
"""Places for a message's words and for how they are put; follow-ups are too few to fill more."""
_WEIGHT_OF_WORDS, _WEIGHT_OF_MANNER = 20.0, 16.0
"""Either is one vector of this length, beside numbers that are scaled to one; chosen on dev dialogues, and on follow-ups
of writers that were left out."""
_STRENGTH = 0.03
"""How far the weights may go from zero (scikit-learn's C)."""


class Meaning(StrEnum):
    """How a message goes on."""

    KEEP = "keep"
    CHANGE = "change"
    NOTHING = "nothing"


_MIX = {Meaning.KEEP: 0.5, Meaning.CHANGE: 0.3, Meaning.NOTHING: 0.2}
"""How often a message in a conversation is of each kind, with some more weight on what leaves; chosen on dev dialogues."""
ORDER = (Meaning.KEEP, Meaning.CHANGE, Meaning.NOTHING)


@dataclass(frozen=True)
class Reading:
    """What one reading of the message found: belief by procedure code (best first) and the question's signals.

    `asks_back`, `declines`: the decider's beliefs that it is unclear, and that nothing answers it.
    """

    belief: dict[str, float]
    confidence: float
    similarity: float
    nothing: float
    asks_back: float = 0.0
    declines: float = 0.0

    def best_besides(self, code: str) -> tuple[str, float]:
        """Return the best procedure other than `code` with its belief, ("", 0) where there is none."""
        return next(((other, belief) for other, belief in self.belief.items() if other != code), ("", 0.0))

    def leads(self, code: str) -> bool:
        """Whether `code` comes first."""
        return next(iter(self.belief), "") == code


@dataclass(frozen=True)
class Values:
    """What is looked at of one message: numbers, shape (_NUMBERS,), its words, and how they are put."""

    numbers: Numbers
    words: Words
    manner: Words


def values(question: str, said: Said, code: str, alone: Reading, together: Reading, nearness: float) -> Values:
    """Return the inputs for `question` while `code` is under discussion.

    `said`: what `hashed_words.said_in` reads in it; `nearness`: similarity to what is said of `code`.
    """
    heard = asked(question)
    other_alone, belief_alone = alone.best_besides(code)
    other_together, belief_together = together.best_besides(code)
    numbers = [
        alone.confidence, alone.similarity, alone.nothing, alone.similarity - alone.nothing,
        alone.belief.get(code, 0.0), alone.leads(code), belief_alone,
        together.belief.get(code, 0.0), together.leads(code), belief_together, other_alone == other_together,
        min(len(heard.rest), 10) / 10, bool(heard.aspects), min(len(syllables(question)), 20) / 20,
        nearness, nearness - alone.similarity, alone.nothing - nearness,
        alone.asks_back, alone.declines, together.confidence, together.declines,
    ]  # fmt: skip
    return Values(np.array(numbers, dtype=np.float32), said.words, said.manner)


@dataclass(frozen=True)
class ContextDecider:
    """Weights over numbers, shape (_NUMBERS, 3), words, (_WORDS, 3), and how they are put, (_MANNER, 3); biases, (3,)."""

    of_numbers: Numbers
    of_words: Numbers
    of_manner: Numbers
    bias: Numbers

    def decide(self, inputs: Values) -> Meaning:
        """Return the likeliest meaning."""
        return self.decided(inputs)[0]

    def decided(self, inputs: Values) -> tuple[Meaning, float]:
        """Return the likeliest meaning and the belief in it, 0..1."""
        scores = self.scores(inputs)
        exponents = np.exp(scores - scores.max())
        likeliest = int(np.argmax(scores))
        return ORDER[likeliest], float(exponents[likeliest] / exponents.sum())

    def scores(self, inputs: Values) -> Numbers:
        """Return what speaks for each meaning, in the order of `ORDER`, shape (3,)."""
        said = inputs.words.weighed(self.of_words) + inputs.manner.weighed(self.of_manner)
        return np.asarray(inputs.numbers @ self.of_numbers + said + self.bias, dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the weights."""
        np.savez(path, **self.__dict__)

    @classmethod
    def load(cls, path: Path) -> "ContextDecider":
        """Read what `save` wrote."""
        with np.load(path) as arrays:
            return cls(*(arrays[name] for name in ("of_numbers", "of_words", "of_manner", "bias")))


def by_similarity() -> ContextDecider:
    """Return a decider for knowledge too small to learn from: keep unless another procedure is clearly meant."""
    weights = np.zeros((_NUMBERS, 3), dtype=np.float32)
    weights[4] = weights[7] = (3.0, -3.0, 0.0)
    weights[6] = (-4.0, 4.0, 0.0)
    weights[3] = (0.0, 0.0, -8.0)
    words, manner = (np.zeros((width, 3), dtype=np.float32) for width in (_WORDS, _MANNER))
    return ContextDecider(weights, words, manner, np.array([1.0, -1.0, -2.0], dtype=np.float32))


def fit(inputs: Sequence[Values], labels: Sequence[Meaning]) -> ContextDecider:
    """Fit on labelled inputs; all three meanings must occur."""
    counts = Counter(labels)
    weights = [len(labels) * _MIX[label] / counts[label] for label in labels]
    numbers = np.stack([one.numbers for one in inputs])
    mean, scale = numbers.mean(axis=0), np.maximum(numbers.std(axis=0), 1e-3)
    words = table([one.words for one in inputs], _WORDS) * _WEIGHT_OF_WORDS
    manner = table([one.manner for one in inputs], _MANNER) * _WEIGHT_OF_MANNER
    model = LogisticRegression(C=_STRENGTH, max_iter=4000)
    model.fit(
        hstack([csr_matrix((numbers - mean) / scale), words, manner]).tocsr(),
        [ORDER.index(one) for one in labels],
        weights,
    )
    learned = model.coef_.T.astype(np.float32)
    of_numbers = learned[:_NUMBERS] / scale[:, None]
    bias = model.intercept_ - mean @ of_numbers
    of_words = learned[_NUMBERS : _NUMBERS + _WORDS] * _WEIGHT_OF_WORDS
    of_manner = learned[_NUMBERS + _WORDS :] * _WEIGHT_OF_MANNER
    return ContextDecider(of_numbers.astype(np.float32), of_words, of_manner, bias.astype(np.float32))
