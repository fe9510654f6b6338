"""Two things asked at once: how likely a question asks for two, where it parts, and whether the parts mean two.

A logistic regression over the reading of the whole question (the gate) tells which questions are worth parting;
a second one judges what two parts found. Both are learned from `knowledge/phrasings/two_at_once.yml` and applied
here in numpy.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.vietnamese.aspects import asked
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import syllables
from retriever.decision import INPUTS
from retriever.hashed_words import WIDTH, Words
from retriever.signals import Matrix

GATE_AT = 0.2
"""Belief in two requests from which a question is parted; chosen on the dev questions, where one in six is."""
PAIR_AT = 0.55
"""Belief in a pair from which both are answered; chosen on the dev questions."""
_MOST_PARTINGS = 3
_JOINTS = re.compile(
    r"\b(?:và|va|với|voi|vs|cùng|cung|rồi|roi|luôn tiện|luon tien|sẵn tiện|san tien|sẵn|san|đồng thời|dong thoi|vừa|vua"
    r"|luôn|luon|lun|lẫn|lan|kèm|kem|còn|con|nữa|nua|xong|cộng|cong|thêm|them|cả|ca|sau đó|sau do|hay)\b|[;?,.!:&+]",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:vừa|vua)\b(.+?)\b(?:vừa|vua)\b(.+)", re.IGNORECASE)
"""What says by itself that two things are meant: "vừa ... vừa ..."."""
_LONGEST = 40


@dataclass(frozen=True)
class Part:
    """What one reading found: the decider's beliefs, how near the best came, and belief by name, best first."""

    confidence: float
    asks_back: float
    declines: float
    similarity: float
    names: Mapping[int, float]
    first: int
    field: str


@dataclass(frozen=True)
class Parts:
    """A question read as a whole and in two parts; `share`: words of the shorter part among all."""

    whole: Part
    one: Part
    other: Part
    share: float


def partings(question: str) -> list[tuple[str, str]]:
    """Return how `question` may part into two that both say something: as it says by itself, else at most three ways."""
    both = (parts for parts in _partings(standardise(question)) if all(asked(part).rest for part in parts))
    return [*dict.fromkeys(both)][: 1 if says_both(question) else _MOST_PARTINGS]


def says_both(question: str) -> bool:
    """Whether `question` says by itself that it asks for two things: "vừa ... vừa ..."."""
    return bool(_BOTH.search(standardise(question)))


def _partings(said: str) -> Iterator[tuple[str, str]]:
    if both := _BOTH.search(said):
        yield both[1].strip(), both[2].strip()
    for joint in _JOINTS.finditer(said):
        yield said[: joint.start()].strip(), said[joint.end() :].strip()


def pair_values(question: str, parts: Parts, gate: float) -> Matrix:
    """Return what is looked at of two parts, shape (PAIR,). `gate`: belief in two requests, 0 to 1."""
    whole, one, other = parts.whole, parts.one, parts.other
    low, high = sorted((one.confidence, other.confidence))
    of_one, of_other = one.names[one.first], other.names[other.first]
    in_whole = [whole.names.get(part.first, 0.0) for part in (one, other)]
    nearest, farthest = sorted((one.similarity, other.similarity))
    best = sorted(whole.names.values(), reverse=True)[:2]
    certain = min(max(gate, 1e-4), 1 - 1e-4)
    return np.array(
        [
            low, high, min(of_one, of_other), max(of_one, of_other),
            max(one.names.get(other.first, 0.0), other.names.get(one.first, 0.0)),
            sum(in_whole), min(in_whole), max(one.declines, other.declines), max(one.asks_back, other.asks_back),
            nearest, farthest, parts.share, whole.first in (one.first, other.first), one.field == other.field,
            low * min(of_one, of_other), whole.similarity - nearest,
            whole.confidence, whole.asks_back, whole.declines, best[0] if best else 0.0, best[1] if len(best) > 1 else 0.0,
            min(len(syllables(question)), _LONGEST) / _LONGEST, len(asked(question).rest) / 10,
            np.log(certain / (1 - certain)),
        ],
        dtype=np.float32,
    )  # fmt: skip


PAIR = 24
"""How many values `pair_values` returns."""


@dataclass(frozen=True)
class TwoAtOnce:
    """Weights of the gate over the decider's inputs, shape (len(INPUTS),), and words, shape (WIDTH, 1); of the pair, (PAIR,)."""

    gate: NDArray[np.float32]
    gate_words: NDArray[np.float32]
    gate_bias: float
    pair: NDArray[np.float32]
    pair_bias: float

    def asks_two(self, values: Matrix, words: Words) -> float:
        """Return the belief, 0 to 1, that a question asks for two things."""
        return _sigmoid(float(values @ self.gate + words.weighed(self.gate_words)[0]) + self.gate_bias)

    def are_two(self, values: Matrix) -> float:
        """Return the belief, 0 to 1, that two parts mean the two things asked for; `values` from `pair_values`."""
        return _sigmoid(float(values @ self.pair) + self.pair_bias)

    def save(self, path: Path) -> None:
        """Write the weights."""
        np.savez(
            path, **{**self.__dict__, "gate_bias": np.array(self.gate_bias), "pair_bias": np.array(self.pair_bias)}
        )

    @classmethod
    def load(cls, path: Path) -> "TwoAtOnce":
        """Read what `save` wrote."""
        with np.load(path) as kept:
            weights = {name: kept[name] for name in ("gate", "gate_words", "pair")}
            return cls(**weights, gate_bias=float(kept["gate_bias"]), pair_bias=float(kept["pair_bias"]))


def never() -> TwoAtOnce:
    """Return weights that part no question, for knowledge too small to learn from."""
    nothing = np.zeros((WIDTH, 1), dtype=np.float32)
    return TwoAtOnce(np.zeros(len(INPUTS), np.float32), nothing, -20.0, np.zeros(PAIR, np.float32), -20.0)


def _sigmoid(value: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(value, -60, 60))))
