"""A text's words as one short vector: folded syllables and their pairs, hashed into a fixed number of places."""

import math
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from retriever.features import terms

WIDTH = 32768


@dataclass(frozen=True)
class Words:
    """The places of a text's words and their values there, both of shape (words,); the vector has length 1, or 0."""

    places: NDArray[np.int64]
    values: NDArray[np.float32]

    def dense(self, width: int = WIDTH) -> NDArray[np.float32]:
        """Return the whole vector, shape (width,); a width that WIDTH is a multiple of folds it."""
        vector = np.zeros(width, dtype=np.float32)
        np.add.at(vector, self.places % width, self.values)
        return vector

    def weighed(self, weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the vector times `weights`, shapes (WIDTH, outputs) to (outputs,)."""
        return np.asarray(self.values @ weights[self.places], dtype=np.float32)


def hashed(text: str) -> Words:
    """Return the words of `text`."""
    found: dict[int, float] = {}
    for _, place, value in placed(text):
        found[place] = found.get(place, 0.0) + value
    return Words(np.array([*found], dtype=np.int64), np.array([*found.values()], dtype=np.float32))


def placed(text: str) -> list[tuple[str, int, float]]:
    """Return (term, place, value) for every syllable and pair of `text`.

    Half of the words count negatively, so that those which fall into one place rather cancel than add up.
    """
    told = [(term, crc32(term.encode())) for term in terms(text)]
    sums: dict[int, int] = {}
    for _, code in told:
        sums[code % WIDTH] = sums.get(code % WIDTH, 0) + _sign(code)
    length = math.sqrt(sum(value * value for value in sums.values()))
    return [(term, code % WIDTH, _sign(code) / length if length else 0.0) for term, code in told]


def _sign(code: int) -> int:
    return 1 if code & 0x80000000 else -1


NO_WORDS = hashed("")
