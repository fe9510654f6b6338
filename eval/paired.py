"""Paired tests of two runs over the same questions.

McNemar's exact test: McNemar, Note on the sampling error of the difference between correlated proportions,
Psychometrika 12 (1947), in its exact binomial form. Paired bootstrap: Efron & Tibshirani (1993), chapter 16, over
units, so that the turns of one dialogue stay together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from eval.bootstrap import RESAMPLES, SEED

MCNEMAR, BOOTSTRAP = "McNemar, exact", "paired bootstrap"


@dataclass(frozen=True)
class Difference:
    """By how much the second run's mean is above the first's, with its 95 % interval and a two-sided p-value.

    `first`, `second`: the means; `n`: how many questions either is about; `test`: how p was found.
    """

    first: float
    second: float
    low: float
    high: float
    p: float
    test: str
    n: int

    @property
    def value(self) -> float:
        """The difference of the means."""
        return self.second - self.first


@dataclass(frozen=True)
class Pair:
    """One question's value in each run, None where a run has none; `unit`: what is drawn as one."""

    unit: str
    first: float | None
    second: float | None


def difference(pairs: Sequence[Pair]) -> Difference | None:
    """Compare two runs on one measure; None where either is about no question at all."""
    firsts = [pair.first for pair in pairs if pair.first is not None]
    seconds = [pair.second for pair in pairs if pair.second is not None]
    if not firsts or not seconds:
        return None
    drawn = _drawn(pairs)
    low, high = np.percentile(drawn, [2.5, 97.5])
    exact = _is_for_mcnemar(pairs)
    p = mcnemar(pairs) if exact else _beyond_zero(drawn)
    test = MCNEMAR if exact else BOOTSTRAP
    n = sum(pair.first is not None or pair.second is not None for pair in pairs)
    return Difference(float(np.mean(firsts)), float(np.mean(seconds)), float(low), float(high), p, test, n)


def mcnemar(pairs: Sequence[Pair]) -> float:
    """Return the exact two-sided p-value: the discordant pairs fall to either side with the same chance."""
    lost = sum((pair.first or 0) > (pair.second or 0) for pair in pairs)
    won = sum((pair.second or 0) > (pair.first or 0) for pair in pairs)
    discordant = lost + won
    tail = sum(comb(discordant, count) for count in range(min(lost, won) + 1))
    return min(1.0, 2 * tail / (1 << discordant))


def _is_for_mcnemar(pairs: Sequence[Pair]) -> bool:
    """Whether every pair is complete, says yes or no, and is independent of the others."""
    values = {value for pair in pairs for value in (pair.first, pair.second)}
    return values <= {0.0, 1.0} and len({pair.unit for pair in pairs}) == len(pairs)


def _drawn(pairs: Sequence[Pair]) -> np.ndarray:
    """Return the difference of the means in every resample that has both."""
    units = {unit: row for row, unit in enumerate(dict.fromkeys(pair.unit for pair in pairs))}
    sums, counts = np.zeros((2, len(units))), np.zeros((2, len(units)))
    for pair in pairs:
        for run, value in enumerate((pair.first, pair.second)):
            if value is not None:
                sums[run, units[pair.unit]] += value
                counts[run, units[pair.unit]] += 1
    chance = np.random.default_rng(SEED)
    times = chance.multinomial(len(units), np.full(len(units), 1 / len(units)), size=RESAMPLES)
    total, of = times @ sums.T, times @ counts.T
    kept = (of > 0).all(axis=1)
    means = total[kept] / of[kept]
    return np.asarray(means[:, 1] - means[:, 0])


def _beyond_zero(drawn: np.ndarray) -> float:
    """Return twice the smaller share of resamples at or beyond zero; never below what so many resamples can tell."""
    tail = min(float(np.mean(drawn <= 0)), float(np.mean(drawn >= 0)))
    return min(1.0, max(2 * tail, 2 / len(drawn)))


def pairs_of(first: Mapping[str, Mapping[str, float]], second: Mapping[str, Mapping[str, float]], measure: str,
             units: Mapping[str, str]) -> list[Pair]:  # fmt: skip
    """Return the pairs of `measure`, from each run's values by question's id; without those that neither is about."""
    found = (Pair(units[id_], first[id_].get(measure), second[id_].get(measure)) for id_ in first)
    return [pair for pair in found if pair.first is not None or pair.second is not None]
