"""Risk and coverage: how often wrong where only the surest part of the questions is answered.

El-Yaniv & Wiener, On the Foundations of Noise-free Selective Classification, JMLR 2010.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TOLERATED = 0.05
"""Share of wrong answers that the tables ask how much may be answered at."""
_POINTS = 100


@dataclass(frozen=True)
class Curve:
    """Points in order of coverage: share answered and, among the answered, share wrong; both in 0..1, same length.

    Questions of equal confidence enter together, so there is one point for each confidence.
    """

    coverage: NDArray[np.float64]
    risk: NDArray[np.float64]

    @property
    def area(self) -> float:
        """Return the mean risk over all shares that may be answered (AURC); lower is better."""
        return float(np.diff(self.coverage, prepend=0.0) @ self.risk)

    def answered_at(self, risk: float = TOLERATED) -> float:
        """Return the largest share that can be answered with at most `risk` wrong, 0 where none can."""
        return float(self.coverage[self.risk <= risk].max(initial=0.0))

    def thinned(self) -> list[tuple[float, float]]:
        """Return at most a hundred points for drawing and keeping."""
        last = len(self.coverage) - 1
        rows = np.unique(np.linspace(0, last, min(_POINTS, last + 1)).round().astype(int))
        return [(round(float(self.coverage[row]), 4), round(float(self.risk[row]), 4)) for row in rows]


def curve(confidence: Sequence[float], wrong: Sequence[bool]) -> Curve:
    """Return the curve of answers with `confidence` (any scale, higher is surer); at least one is needed."""
    order = np.argsort(-np.asarray(confidence, dtype=float), kind="stable")
    sure = np.asarray(confidence, dtype=float)[order]
    counted = np.arange(1, len(order) + 1)
    ends = np.append(sure[1:] != sure[:-1], True)
    risk = np.cumsum(np.asarray(wrong, dtype=float)[order]) / counted
    return Curve((counted / len(order))[ends], risk[ends])
