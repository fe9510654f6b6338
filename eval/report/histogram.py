"""How times are spread, in bins of 1, 2, 5, 10, 20, 50, ... milliseconds: what is slow is rare and far out."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bin:
    """How many times lie in `low` (with it) to `high` (without it), in milliseconds; `share` of the fullest bin."""

    low: float
    high: float
    count: int
    share: float


def bins(milliseconds: Iterable[float]) -> list[Bin]:
    """Return the bins from the fastest to the slowest time, empty ones between them too; none without times."""
    times = sorted(milliseconds)
    if not times:
        return []
    edges = _edges(times[0], times[-1])
    counts = [sum(low <= time < high for time in times) for low, high in pairwise(edges)]
    return [
        Bin(low, high, count, count / max(counts)) for low, high, count in zip(edges, edges[1:], counts, strict=False)
    ]


def _edges(fastest: float, slowest: float) -> list[float]:
    """Return edges of which the first is not above `fastest` and the last is above `slowest`; below 1 ms it is one."""
    edges = [0.0, *(step * 10.0**power for power in range(8) for step in _STEPS)]
    first = max(row for row, edge in enumerate(edges) if edge <= fastest)
    last = next((row for row, edge in enumerate(edges) if edge > slowest), len(edges) - 1)
    return edges[first : last + 1]
