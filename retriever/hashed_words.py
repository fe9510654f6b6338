"""A text's words, and how it puts them, as short vectors: features hashed into a fixed number of places."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge.vietnamese.manner import manner, written
from retriever.features import terms

WIDTH = 32768
MANNER_WIDTH = 65536


@dataclass(frozen=True)
class Words:
    """The places of a text's words and their values there, both of shape (words,); the vector has length 1, or 0."""

    places: NDArray[np.int64]
    values: NDArray[np.float32]

    def dense(self, width: int = WIDTH) -> NDArray[np.float32]:
        """Return the whole vector, shape (width,); a width that divides the words' own one folds it."""
        vector = np.zeros(width, dtype=np.float32)
        np.add.at(vector, self.places % width, self.values)
        return vector

    def weighed(self, weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the vector, folded to the weights, times `weights`, shapes (width, outputs) to (outputs,)."""
        return np.asarray(self.values @ weights[self.places % len(weights)], dtype=np.float32)


@dataclass(frozen=True)
class Said:
    """A text's words, in WIDTH places, and how it puts them, in MANNER_WIDTH places."""

    words: Words
    manner: Words


def said_in(text: str) -> Said:
    """Return the words of `text` and how it puts them."""
    return Said(hashed(text), put(text))


def hashed(text: str) -> Words:
    """Return the folded syllables of `text` and their pairs, in WIDTH places."""
    return _words(placed(text))


def put(text: str) -> Words:
    """Return how `text` is put (`knowledge.vietnamese.manner`), and its words as written, in MANNER_WIDTH places."""
    return _words(placed_manner(text))


def placed(text: str) -> list[tuple[str, int, float]]:
    """Return (term, place, value) for every syllable and pair of `text`."""
    return _placed(terms(text), WIDTH)


def placed_manner(text: str) -> list[tuple[str, int, float]]:
    """Return (feature, place, value) for how `text` is put."""
    return _placed([*manner(text), *written(text)], MANNER_WIDTH)


def table(words: Sequence[Words], width: int = WIDTH) -> csr_matrix:
    """Return the vectors of several texts, shape (texts, width); a width that divides the words' own one folds them."""
    ends = np.cumsum([0, *(len(one.places) for one in words)])
    places = np.concatenate([one.places for one in words]) % width
    found = csr_matrix((np.concatenate([one.values for one in words]), places, ends), shape=(len(words), width))
    found.sum_duplicates()
    return found


def _placed(told: Sequence[str], width: int) -> list[tuple[str, int, float]]:
    """Half of the features count negatively, so that those which fall into one place rather cancel than add up."""
    coded = [(one, crc32(one.encode())) for one in told]
    sums: dict[int, int] = {}
    for _, code in coded:
        sums[code % width] = sums.get(code % width, 0) + _sign(code)
    length = math.sqrt(sum(value * value for value in sums.values()))
    return [(one, code % width, _sign(code) / length if length else 0.0) for one, code in coded]


def _words(told: Sequence[tuple[str, int, float]]) -> Words:
    found: dict[int, float] = {}
    for _, place, value in told:
        found[place] = found.get(place, 0.0) + value
    return Words(np.array([*found], dtype=np.int64), np.array([*found.values()], dtype=np.float32))


def _sign(code: int) -> int:
    return 1 if code & 0x80000000 else -1


NO_WORDS = hashed("")
NOTHING_SAID = Said(NO_WORDS, NO_WORDS)
