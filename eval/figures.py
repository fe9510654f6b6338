"""What a figure is: a mean with its 95 % interval and how many it is of; and how long things took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.bootstrap import interval


@dataclass(frozen=True)
class Figure:
    """A mean over `n` questions with its 95 % interval; all None where the measure is about none of them."""

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Latency:
    """Milliseconds until the reply, over the questions that were answered at all."""

    median: float | None
    percentile_95: float | None


def mean(values: Sequence[tuple[str, float]]) -> Figure:
    """Return the mean of (unit, value) pairs; `n` counts the values, the interval draws the units."""
    if not values:
        return Figure(None, 0)
    return Figure(float(np.mean([value for _, value in values])), len(values), *interval(values))


def latency(milliseconds: Iterable[float]) -> Latency:
    """Return median and 95th percentile in milliseconds."""
    times = list(milliseconds)
    return Latency(float(np.median(times)), float(np.percentile(times, 95))) if times else Latency(None, None)
