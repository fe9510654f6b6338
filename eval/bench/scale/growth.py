"""How cost grows with size, and from which size on one way is cheaper than another.

All over sizes in rising order, on logarithmic scales: cost that grows with a power of the size is a line there.
"""

import math
from collections.abc import Sequence

import numpy as np


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float | None:
    """Return the power of the size that cost grows with, by least squares: 1 is in proportion, 0 not at all.

    None where there are fewer than two sizes, or a cost is not above zero.
    """
    if len(sizes) < 2 or min(costs) <= 0:
        return None
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def cheaper_from(sizes: Sequence[float], costs: Sequence[float], than: Sequence[float]) -> float | None:
    """Return the size from which on `costs` stay below `than`, read between the measured sizes.

    The smallest size where they are below everywhere; None where they are not at the largest.
    """
    lead = [math.log(other / cost) for cost, other in zip(costs, than, strict=True)]
    behind = [row for row, value in enumerate(lead) if value <= 0]
    if not behind:
        return float(sizes[0])
    last = behind[-1]
    if last == len(sizes) - 1:
        return None
    share = lead[last] / (lead[last] - lead[last + 1])
    left, right = math.log(sizes[last]), math.log(sizes[last + 1])
    return math.exp(left + share * (right - left))
