"""Which documents use which term: one sorted array, so that many terms are looked up in many documents at once."""

from collections.abc import Iterable, Iterator, Sequence
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class Postings:
    """Terms and the documents that use them. `keys`: term number times `count` plus document, ascending."""

    def __init__(self, terms: Sequence[str], keys: NDArray[np.int64], count: int) -> None:
        self.numbers = {term: number for number, term in enumerate(terms)}
        self.keys = keys
        self.count = count
        self.starts = np.searchsorted(keys, np.arange(len(terms) + 1, dtype=np.int64) * count)
        self.rarest = log(count + 1)

    @classmethod
    def build(cls, said: Iterable[Iterable[str]]) -> "Postings":
        """Index what each document says, in order."""
        numbers: dict[str, int] = {}
        used = [[numbers.setdefault(term, len(numbers)) for term in sorted(terms)] for terms in said]
        count = max(len(used), 1)
        keys = [number * count + owner for owner, terms in enumerate(used) for number in terms]
        return cls([*numbers], np.sort(np.array(keys, dtype=np.int64)), count)

    def __contains__(self, term: str) -> bool:
        return term in self.numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self.numbers)

    def owners(self, term: str) -> NDArray[np.int64]:
        """Return which documents use `term`, ascending."""
        number = self.numbers.get(term)
        if number is None:
            return np.zeros(0, dtype=np.int64)
        return self.keys[self.starts[number] : self.starts[number + 1]] - number * self.count

    def weight(self, term: str) -> float:
        """Return how much `term` weighs: the fewer documents use it, the more; most where none does."""
        number = self.numbers.get(term)
        if number is None:
            return self.rarest
        return log(self.count / int(self.starts[number + 1] - self.starts[number]))

    def weights(self) -> NDArray[np.float64]:
        """Return the weight of every term, by number."""
        return np.log(self.count / np.maximum(np.diff(self.starts), 1))

    def holds(self, terms: Sequence[str], owners: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which of `owners` use which of `terms`, shape (terms, owners)."""
        beyond = len(self.numbers)
        numbers = np.array([self.numbers.get(term, beyond) for term in terms], dtype=np.int64)
        wanted = numbers[:, None] * self.count + owners
        places = np.searchsorted(self.keys, wanted)
        return np.asarray(self.keys[np.minimum(places, len(self.keys) - 1)] == wanted) if len(self.keys) else wanted < 0

    def save(self, path: Path) -> None:
        """Write the terms and their documents."""
        np.savez(path, terms=np.array("\n".join(self.numbers)), keys=self.keys, count=np.array(self.count))

    @classmethod
    def load(cls, path: Path) -> "Postings":
        """Read what `save` wrote."""
        with np.load(path) as kept:
            terms = str(kept["terms"])
            return cls(terms.split("\n") if terms else [], kept["keys"], int(kept["count"]))
