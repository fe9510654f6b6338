"""Reciprocal rank fusion: Cormack, Clarke & Büttcher, SIGIR 2009."""

from collections.abc import Iterable, Sequence

CONSTANT = 60


def fused(rankings: Iterable[Sequence[tuple[str, float]]], constant: int = CONSTANT) -> list[tuple[str, float]]:
    """Return every code of `rankings` with the sum of 1 / (constant + rank), ranks from 1, best first.

    Equal sums keep the order of the first ranking that has one of them. The rankings' own scores do not count.
    """
    sums: dict[str, float] = {}
    for ranking in rankings:
        for rank, (code, _) in enumerate(ranking, start=1):
            sums[code] = sums.get(code, 0.0) + 1 / (constant + rank)
    return sorted(sums.items(), key=lambda found: -found[1])
