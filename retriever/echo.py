"""How much of what the nearest entry says the question says too.

A question comes near to "chồng người Nhật, mới sanh bé ở bệnh viện, làm khai sinh" by its frame and its story alone; the
heavy word that it lacks tells that this entry is about something else. `Coverage` looks the other way: what the question
says and a procedure lacks.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import syllables
from retriever.postings import Postings
from retriever.vector_index import Entry


class Echo:
    """Folded syllables of every entry of a procedure, as numbers in `words`, one behind the other from `starts` on."""

    def __init__(self, words: Postings, starts: NDArray[np.int64], said: NDArray[np.int32]) -> None:
        self.words = words
        self.starts = starts
        self.said = said
        self.weights = words.weights().astype(np.float32)

    @classmethod
    def build(cls, words: Postings, items: Sequence[Entry]) -> "Echo":
        """Number the syllables of `items`; those of what no procedure answers have none."""
        numbered = [_numbers(words, item.text) if item.owner >= 0 else [] for item in items]
        starts = np.cumsum([0, *map(len, numbered)], dtype=np.int64)
        return cls(words, starts, np.array([number for one in numbered for number in one], dtype=np.int32))

    @classmethod
    def load(cls, path: Path, words: Postings) -> "Echo":
        """Read what `save` wrote."""
        with np.load(path) as kept:
            return cls(words, kept["starts"], kept["said"])

    def save(self, path: Path) -> None:
        """Write the numbers."""
        np.savez(path, starts=self.starts, said=self.said)

    def of(self, question: str, entries: Sequence[int]) -> NDArray[np.float32]:
        """Return, one row an entry (a position, below zero for none): the share of its weight that `question` says,
        and its heaviest word that it does not, in units of the heaviest weight there is.
        """
        asked = np.zeros(len(self.weights), dtype=bool)
        asked[_numbers(self.words, question)] = True
        positions = np.asarray(entries, dtype=np.int64)
        first = self.starts[positions]
        lengths = np.where(positions < 0, 0, self.starts[positions + 1] - first)
        rows = np.repeat(np.arange(len(entries)), lengths)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        said = self.said[np.repeat(first, lengths) + within]
        weights, held = self.weights[said], asked[said]
        whole = np.bincount(rows, weights, minlength=len(entries))
        echoed = np.bincount(rows, weights * held, minlength=len(entries)) / np.maximum(whole, 1e-9)
        unsaid = np.zeros(len(entries), dtype=np.float32)
        np.maximum.at(unsaid, rows, weights * ~held)
        unsaid[lengths == 0] = self.words.rarest
        return np.stack([echoed, unsaid / self.words.rarest], axis=1).astype(np.float32)


def _numbers(words: Postings, text: str) -> list[int]:
    return sorted({words.numbers[one] for one in syllables(standardise(text)) if one in words.numbers})
