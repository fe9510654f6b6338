"""How far the figures of several seeds lie apart."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from eval.bench.seeds.trial import REPORTED, Trial


@dataclass(frozen=True)
class Spread:
    """One measure over `n` seeds, in 0..1; `deviation` is the sample's (n - 1), None of one seed.

    All None where the measure is about no question.
    """

    n: int
    mean: float | None = None
    deviation: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def range(self) -> float | None:
        """Return how far the lowest and the highest lie apart."""
        return None if self.low is None or self.high is None else self.high - self.low


def spreads(trials: Sequence[Trial]) -> dict[str, Spread]:
    """Return the spread of every reported measure."""
    values = {measure: [trial.figures[measure].value for trial in trials] for measure in REPORTED}
    return {measure: _spread([value for value in found if value is not None]) for measure, found in values.items()}


def _spread(values: Sequence[float]) -> Spread:
    if not values:
        return Spread(0)
    deviation = statistics.stdev(values) if len(values) > 1 else None
    return Spread(len(values), statistics.fmean(values), deviation, min(values), max(values))
