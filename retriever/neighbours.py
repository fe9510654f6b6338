"""The nearest entries of one question, grouped by the procedure that they belong to."""

from collections.abc import Iterable
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from retriever.vector_index import VectorIndex

_BEYOND = 0.05
"""How far below the last entry found something counts that was not found at all."""
_SHARPNESS = 14.0
_VOTERS = 12
"""How many of the nearest entries say which kind of question it is."""


class Neighbours:
    """`highest`: similarity of the nearest entry of any procedure; `floor`: of the last entry found."""

    def __init__(self, similarities: NDArray[np.float32], positions: NDArray[np.int64], index: VectorIndex) -> None:
        self.index = index
        owners = index.owners[positions]
        self.voters = owners[:_VOTERS]
        self.by_owner: dict[int, list[tuple[float, int]]] = {}
        for similarity, position, owner in zip(similarities.tolist(), positions.tolist(), owners.tolist(), strict=True):
            self.by_owner.setdefault(owner, []).append((similarity, position))
        self.floor = float(similarities[-1]) - _BEYOND
        self.highest = max((near[0][0] for owner, near in self.by_owner.items() if owner >= 0), default=0.0)

    def best(self, count: int) -> list[int]:
        """Return the nearest procedures, best first."""
        return [owner for owner in self.by_owner if owner >= 0][:count]

    def table(self, owners: Iterable[int]) -> NDArray[np.float32]:
        """Return for each owner: similarity of the nearest entry, nearest name, third nearest entry, and its votes."""
        return np.array([self._of(int(owner)) for owner in owners], dtype=np.float32).reshape(-1, 4)

    def _of(self, owner: int) -> tuple[float, float, float, float]:
        near = self.by_owner.get(owner)
        if not near:
            return self.floor, self.floor, self.floor, self.floor
        name = next((similarity for similarity, position in near if self.index.names[position]), self.floor)
        third = near[2][0] if len(near) > 2 else self.floor
        weights = sum(exp(_SHARPNESS * similarity) for similarity, _ in near)
        return near[0][0], name, third, log(weights) / _SHARPNESS

    def similarity_of(self, owner: int) -> float:
        """Return the similarity of the owner's nearest entry."""
        near = self.by_owner.get(owner)
        return near[0][0] if near else self.floor

    def share_of(self, owner: int) -> float:
        """Return the owner's share of the nearest entries, 0..1."""
        return float((self.voters == owner).mean())

    def nearest(self, owner: int) -> int:
        """Return the position of the owner's nearest entry, -1 where none was found."""
        near = self.by_owner.get(owner)
        return near[0][1] if near else -1

    def matched(self, owner: int) -> str:
        """Return the owner's nearest entry, "" where none was found."""
        entry = self.nearest(owner)
        return self.index.items[entry].text if entry >= 0 else ""
