"""What an index finds, held against the exact one.

Found counts by true similarity, not by position: of texts that are equally near any will do
(Aumüller et al., ANN-Benchmarks, 2018, arXiv:1807.05614, equation 1).
"""

import numpy as np
from numpy.typing import NDArray

from eval.bench.scale.indexes import Vectors

_ROUNDING = 1e-5


def recall(
    positions: NDArray[np.int64], exact: NDArray[np.float32], vectors: Vectors, questions: Vectors, k: int
) -> float:
    """Return the mean share of the first `k` found that are as near as the exact index's k-th, 0..1.

    `positions`: entries found, -1 for none; `exact`: the exact index's similarities; both (questions, at least k),
    best first. `vectors` (entries, dimensions) and `questions` (questions, dimensions) are what was searched.
    """
    first = positions[:, :k]
    near = np.einsum("qkd,qd->qk", vectors[np.maximum(first, 0)], questions)
    return float(((near >= exact[:, k - 1 : k] - _ROUNDING) & (first >= 0)).mean())
