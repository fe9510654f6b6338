"""Which aspects of a procedure a question asks: learned from `knowledge/phrasings/aspects.yml`, beside the word list.

One logistic regression an aspect over the question's words and what the list finds; without questions to learn from,
the list alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from knowledge.phrasings.loading import AspectQuestion
from knowledge.vietnamese.aspects import ASPECTS, Asked, asked
from retriever.decision import table
from retriever.hashed_words import WIDTH, Words, hashed

Weights = NDArray[np.float32]
_FEWEST = 200
_SHORT = 13
_LINKS = (", ", " và ", ", rồi ", " với ", " va ", "? ")
_PARTED = re.compile(r"[,;+?]+|\s(?:và|va|với|voi)\s", re.IGNORECASE)
_ROW, _PART = 2, 6
"""Parts that make a row, and the most words of one; on the 600 dev sentences a row adds one that is right."""
_SEED = 20260719
_ASKED_FROM = 0.5
"""Belief from which an aspect is asked; this and the next three chosen on the dev sentences."""
_OF_LIST, _OF_WORDS = 2.0, 8.0
_STRENGTH = 0.5


@dataclass(frozen=True)
class AspectReader:
    """Weights over what the list finds, shape (aspects, aspects), over words, shape (WIDTH, aspects), and biases."""

    of_list: Weights
    of_words: Weights
    bias: Weights

    def read(self, question: str) -> Asked:
        """Return the aspects of `question`, those of the list first in its order, and its remaining content."""
        told = asked(question)
        likely = self._likely(question) | self._named_in_a_row(question)
        ordered = [aspect for aspect in told.aspects if aspect in likely]
        return Asked((*ordered, *(one for one in ASPECTS if one in likely and one not in ordered)), told.rest)

    def _likely(self, question: str) -> set[str]:
        belief = self.beliefs(_listed(asked(question)), hashed(question))
        return {aspect for aspect, share in zip(ASPECTS, belief, strict=True) if share >= _ASKED_FROM}

    def _named_in_a_row(self, question: str) -> set[str]:
        """Return what a row of short parts names, as people in a hurry write: "phí, thời hạn, căn cứ pháp lý"."""
        parts = [part for part in _PARTED.split(question) if part and len(part.split()) <= _PART]
        naming = [(part, told) for part in parts if (told := asked(part)).aspects]
        if len(naming) < _ROW:
            return set()
        sure = (
            {*told.aspects} & self._likely(part) or ({*told.aspects} if not told.rest else set())
            for part, told in naming
        )
        return set().union(*sure)

    def beliefs(self, listed: Weights, words: Words) -> Weights:
        """Return the belief that each aspect is asked, shape (aspects,)."""
        scores = listed @ self.of_list + words.weighed(self.of_words) + self.bias
        return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the weights."""
        np.savez_compressed(path, of_list=self.of_list, of_words=self.of_words, bias=self.bias)

    @classmethod
    def load(cls, path: Path) -> "AspectReader":
        """Read what `save` wrote."""
        with np.load(path) as arrays:
            return cls(arrays["of_list"], arrays["of_words"], arrays["bias"])


def by_list() -> AspectReader:
    """Return a reader that believes the list alone."""
    count = len(ASPECTS)
    bias = np.full(count, -5.0, dtype=np.float32)
    return AspectReader(np.eye(count, dtype=np.float32) * 10, np.zeros((WIDTH, count), np.float32), bias)


def fit(questions: Sequence[AspectQuestion]) -> AspectReader:
    """Learn from questions with all their aspects; an aspect that none or all of them ask is left to the list.

    Citizens ask several things in one breath: as many questions again are made of two of the short ones each.
    """
    made = by_list()
    if len(questions) < _FEWEST:
        return made
    questions = [*questions, *_joined(questions)]
    listed = np.stack([_listed(asked(item.text)) for item in questions])
    words = table([hashed(item.text) for item in questions])
    inputs = hstack([csr_matrix(listed * _OF_LIST), words * _OF_WORDS]).tocsr()
    for column, aspect in enumerate(ASPECTS):
        wanted = [aspect in item.aspects for item in questions]
        if len(set(wanted)) == 1:
            continue
        model = LogisticRegression(C=_STRENGTH, max_iter=500).fit(inputs, wanted)
        made.of_list[:, column] = model.coef_[0, : len(ASPECTS)] * _OF_LIST
        made.of_words[:, column] = model.coef_[0, len(ASPECTS) :] * _OF_WORDS
        made.bias[column] = model.intercept_[0]
    return made


def _joined(questions: Sequence[AspectQuestion]) -> list[AspectQuestion]:
    """Return pairs of short questions, one behind the other, that ask what both ask; equal input, equal pairs."""
    short = [item for item in questions if item.aspects and len(item.text.split()) <= _SHORT]
    choose = np.random.default_rng(_SEED)
    made = []
    for link in choose.choice(_LINKS, len(questions) if len(short) > 1 else 0):
        left, right = (short[number] for number in choose.choice(len(short), 2, replace=False))
        both = tuple(aspect for aspect in ASPECTS if aspect in (*left.aspects, *right.aspects))
        made.append(AspectQuestion(text=f"{left.text.rstrip('?. ')}{link}{right.text}", aspects=both))
    return made


def _listed(told: Asked) -> Weights:
    return np.array([aspect in told.aspects for aspect in ASPECTS], dtype=np.float32)
