"""95 % intervals by bootstrap: Efron & Tibshirani, An Introduction to the Bootstrap (1993), percentile interval."""

from collections.abc import Sequence

import numpy as np

RESAMPLES = 2000
SEED = 20260719


def interval(values: Sequence[tuple[str, float]]) -> tuple[float, float]:
    """Return low and high of the mean's 95 % interval.

    `values`: unit and value. Units are drawn, not values: the turns of one dialogue stand and fall together.
    At least one value is needed. Same values, same interval.
    """
    units = {unit: row for row, unit in enumerate(dict.fromkeys(unit for unit, _ in values))}
    sums, counts = np.zeros(len(units)), np.zeros(len(units))
    for unit, value in values:
        sums[units[unit]] += value
        counts[units[unit]] += 1
    chance = np.random.default_rng(SEED)
    drawn = chance.multinomial(len(units), np.full(len(units), 1 / len(units)), size=RESAMPLES)
    low, high = np.percentile((drawn @ sums) / (drawn @ counts), [2.5, 97.5])
    return float(low), float(high)
