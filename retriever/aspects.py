"""Which aspects of a procedure a question asks: learned from `knowledge/phrasings/aspects.yml`, beside the word list.

One logistic regression an aspect over the question's words, how it puts them and what the list finds; without
questions to learn from, the list alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from knowledge.phrasings.loading import AspectQuestion
from knowledge.vietnamese.aspects import ASPECTS, Asked, asked
from knowledge.vietnamese.folding import fold
from retriever.hashed_words import MANNER_WIDTH, WIDTH, Words, hashed, put, table

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
_STRENGTH = 1.0


@dataclass(frozen=True)
class AspectReader:
    """Weights over what the list finds, shape (aspects, aspects), over words and how they are put, and biases.

    `of_words`: shape (WIDTH, aspects); `of_manner`: shape (MANNER_WIDTH, aspects).
    """

    of_list: Weights
    of_words: Weights
    of_manner: Weights
    bias: Weights

    def read(self, question: str) -> Asked:
        """Return the aspects of `question`, those of the list first in its order, and its remaining content."""
        told = asked(question)
        likely = self._likely(question) | self._named_in_a_row(question)
        ordered = [aspect for aspect in told.aspects if aspect in likely]
        return Asked((*ordered, *(one for one in ASPECTS if one in likely and one not in ordered)), told.rest)

    def _likely(self, question: str) -> set[str]:
        belief = self.beliefs(_listed(asked(question)), hashed(question), put(question))
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

    def beliefs(self, listed: Weights, words: Words, manner: Words) -> Weights:
        """Return the belief that each aspect is asked, shape (aspects,)."""
        said = words.weighed(self.of_words) + manner.weighed(self.of_manner)
        scores = listed @ self.of_list + said + self.bias
        return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the weights."""
        np.savez_compressed(path, **self.__dict__)

    @classmethod
    def load(cls, path: Path) -> "AspectReader":
        """Read what `save` wrote."""
        with np.load(path) as arrays:
            return cls(*(arrays[name] for name in ("of_list", "of_words", "of_manner", "bias")))


def by_list() -> AspectReader:
    """Return a reader that believes the list alone."""
    count = len(ASPECTS)
    bias = np.full(count, -5.0, dtype=np.float32)
    words, manner = (np.zeros((width, count), np.float32) for width in (WIDTH, MANNER_WIDTH))
    return AspectReader(np.eye(count, dtype=np.float32) * 10, words, manner, bias)


def fit(questions: Sequence[AspectQuestion]) -> AspectReader:
    """Learn from questions with all their aspects; an aspect that none or all of them ask is left to the list.

    Every question is learned without its diacritics too, as half of the citizens would type it. They ask several things
    in one breath: as many questions again are made of two of the short ones each.
    """
    made = by_list()
    if len(questions) < _FEWEST:
        return made
    questions = [*questions, *_bare(questions)]
    questions = [*questions, *_joined(questions)]
    listed = np.stack([_listed(asked(item.text)) for item in questions])
    words = table([hashed(item.text) for item in questions])
    manner = table([put(item.text) for item in questions], MANNER_WIDTH)
    inputs = hstack([csr_matrix(listed * _OF_LIST), words * _OF_WORDS, manner * _OF_WORDS]).tocsr()
    for column, aspect in enumerate(ASPECTS):
        wanted = [aspect in item.aspects for item in questions]
        if len(set(wanted)) == 1:
            continue
        model = LogisticRegression(C=_STRENGTH, max_iter=500).fit(inputs, wanted)
        made.of_list[:, column] = model.coef_[0, : len(ASPECTS)] * _OF_LIST
        told = model.coef_[0, len(ASPECTS) :] * _OF_WORDS
        made.of_words[:, column], made.of_manner[:, column] = told[:WIDTH], told[WIDTH:]
        made.bias[column] = model.intercept_[0]
    return made


def _bare(questions: Sequence[AspectQuestion]) -> Iterator[AspectQuestion]:
    """Yield those that are written with diacritics, without them."""
    for item in questions:
        bare = fold(item.text)
        if bare != item.text.lower():
            yield AspectQuestion(text=bare, aspects=item.aspects)


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
