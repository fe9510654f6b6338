"""Learning to tell two requests from one, from `knowledge/phrasings/two_at_once.yml` and from questions that ask for one."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from knowledge.phrasings.loading import Phrasings, Requests
from retriever.engine import Found, Retriever
from retriever.hashed_words import Said, table
from retriever.signals import Matrix
from retriever.two_at_once import TwoAtOnce, never, partings

_FEWEST = 50
_ORDINARY = 12_000
_OTHERS = 400
_FOLDS = 4
_SEED = 20260719
_SHARES = {"two": 0.08, "contrast": 0.06, "other": 0.1, "ordinary": 0.76}
"""What the gate is weighted to: near how often citizens' questions are of each kind (our estimate)."""
_WEIGHT_OF_WORDS = 5.0
_STRENGTH = 0.1
"""How far the gate's weights may go from zero (scikit-learn's C); both chosen by cross-validation."""

Read = tuple[Matrix, Said]


@dataclass(frozen=True)
class _Asked:
    text: str
    kind: str
    groups: tuple[tuple[str, ...], ...] = ()


def learn(retriever: Retriever, said: Phrasings, ordinary: Sequence[Read]) -> TwoAtOnce:
    """Return how `retriever` tells two requests from one; never two where there are too few to learn from.

    `ordinary`: the decider's inputs and words of questions that the index had not seen, hardly any of them for two.
    """
    asked = [*_requests(said.requests), *_others(said)]
    if sum(one.kind == "two" for one in asked) < _FEWEST:
        return never()
    wholes = [retriever.one(one.text) for one in asked]
    read = [(one, whole) for one, whole in zip(asked, wholes, strict=True) if whole.read]
    drawn = random.Random(_SEED).sample(ordinary, min(len(ordinary), _ORDINARY))
    gate, beliefs = _gate(read, drawn)
    pair, bias = _pairs(retriever, read, beliefs)
    return TwoAtOnce(gate.weights, gate.words, gate.bias, pair, bias)


def _requests(told: Sequence[Requests]) -> Iterator[_Asked]:
    for item in told:
        yield _Asked(item.text, "two" if len(item.procedures) == 2 else "contrast", item.procedures)


def _others(said: Phrasings) -> list[_Asked]:
    """Return questions with a joint that are in no index: whatever they ask for, it is hardly ever two things."""
    texts = [item.text for item in said.aspects if partings(item.text)]
    return [_Asked(text, "other") for text in random.Random(_SEED).sample(texts, min(len(texts), _OTHERS))]


@dataclass(frozen=True)
class _Gate:
    weights: Matrix
    words: Matrix
    bias: float


def _gate(asked: Sequence[tuple[_Asked, Found]], ordinary: Sequence[Read]) -> tuple[_Gate, list[float]]:
    """Return the gate, and what it believes of each of `asked` where it has not learned from it."""
    kinds = [*(one.kind for one, _ in asked), *["ordinary"] * len(ordinary)]
    read = [*(whole.read for _, whole in asked if whole.read), *ordinary]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    weights = np.array([len(kinds) * _SHARES[kind] / counts[kind] for kind in kinds])
    labels = np.array([kind == "two" for kind in kinds])
    values = np.stack([values for values, _ in read])
    mean, scale = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-3)
    inputs = hstack(
        [csr_matrix((values - mean) / scale), table([said.words for _, said in read]) * _WEIGHT_OF_WORDS]
    ).tocsr()
    beliefs = np.zeros(len(kinds))
    for learned, judged in KFold(_FOLDS, shuffle=True, random_state=_SEED).split(inputs):
        model = LogisticRegression(C=_STRENGTH, max_iter=1000).fit(inputs[learned], labels[learned], weights[learned])
        beliefs[judged] = model.predict_proba(inputs[judged])[:, 1]
    model = LogisticRegression(C=_STRENGTH, max_iter=1000).fit(inputs, labels, weights)
    of_values, of_words = (
        model.coef_[0, : values.shape[1]] / scale,
        model.coef_[0, values.shape[1] :] * _WEIGHT_OF_WORDS,
    )
    bias = float(model.intercept_[0] - of_values @ mean)
    gate = _Gate(of_values.astype(np.float32), of_words.astype(np.float32)[:, None], bias)
    return gate, beliefs[: len(asked)].tolist()


def _pairs(
    retriever: Retriever, asked: Sequence[tuple[_Asked, Found]], beliefs: Sequence[float]
) -> tuple[Matrix, float]:
    """Return weights and bias of the pair."""
    values, labels = [], []
    for (one, whole), belief in zip(asked, beliefs, strict=True):
        if pair := retriever.pair(one.text, whole, belief):
            values.append(pair[0])
            labels.append(_is_asked(pair[1:], one.groups))
    stacked = np.stack(values)
    mean, scale = stacked.mean(axis=0), np.maximum(stacked.std(axis=0), 1e-3)
    model = LogisticRegression(max_iter=3000).fit((stacked - mean) / scale, labels)
    learned = model.coef_[0] / scale
    return learned.astype(np.float32), float(model.intercept_[0] - learned @ mean)


def _is_asked(pair: tuple[Found, Found], groups: tuple[tuple[str, ...], ...]) -> bool:
    """Whether the two parts found the two things, in either order."""
    if len(groups) != 2:
        return False
    one, other = (found.results[0].procedure_code for found in pair)
    return (one in groups[0] and other in groups[1]) or (other in groups[0] and one in groups[1])
