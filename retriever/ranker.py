"""A small learned ranker: signals of a candidate -> score; softmax over a question's candidates.

Trained listwise on questions that neither the index nor the embedding had seen (`retriever.calibration`).
Inference is two matrix products in numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from retriever.signals import SIGNALS, Matrix

_HIDDEN = 24
_EPOCHS = 12
_RATE = 0.02
_BATCH = 256
_NAMES = ("mean", "scale", "first_weight", "first_bias", "second_weight", "direct_weight")


@dataclass(frozen=True)
class Ranker:
    """Weights of the ranker; `mean` and `scale` standardise the signals."""

    mean: Matrix
    scale: Matrix
    first_weight: Matrix
    first_bias: Matrix
    second_weight: Matrix
    direct_weight: Matrix

    def probabilities(self, matrix: Matrix) -> NDArray[np.float32]:
        """Return each candidate's share of belief, shape (candidates,), summing to 1."""
        if not len(matrix):
            return np.zeros(0, dtype=np.float32)
        inputs = (matrix - self.mean) / self.scale
        hidden = np.tanh(inputs @ self.first_weight + self.first_bias)
        scores = hidden @ self.second_weight + inputs @ self.direct_weight
        exponents = np.exp(scores - scores.max())
        return np.asarray(exponents / exponents.sum(), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the weights."""
        np.savez(path, **{name: getattr(self, name) for name in _NAMES})

    @classmethod
    def load(cls, path: Path) -> "Ranker":
        """Read what `save` wrote."""
        with np.load(path) as weights:
            return cls(**{name: weights[name] for name in _NAMES})


def by_similarity() -> Ranker:
    """Return a ranker that trusts the nearest entry, for knowledge too small to learn from."""
    width = len(SIGNALS)
    direct = np.zeros(width, dtype=np.float32)
    direct[SIGNALS.index("nearest")] = 20.0
    direct[SIGNALS.index("names_bm25")] = 1.0
    return Ranker(
        np.zeros(width, dtype=np.float32),
        np.ones(width, dtype=np.float32),
        np.zeros((width, 1), dtype=np.float32),
        np.zeros(1, dtype=np.float32),
        np.zeros(1, dtype=np.float32),
        direct,
    )


def fit(examples: Sequence[tuple[Matrix, NDArray[np.bool_]]], seed: int) -> Ranker:
    """Fit on (signals of the candidates, which of them are right; at least one is). Deterministic for a seed.

    Belief in several right ones is to be shared: so an ambiguous question is learned as one.
    """
    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(seed)
    stacked = np.concatenate([matrix for matrix, _ in examples])
    mean, scale = stacked.mean(axis=0), np.maximum(stacked.std(axis=0), 1e-3)
    inputs, mask, wanted = _padded(examples, mean, scale)
    width = inputs.shape[2]
    weights = [
        torch.randn(width, _HIDDEN, generator=generator) * 0.2,
        torch.zeros(_HIDDEN),
        torch.zeros(_HIDDEN),
        torch.zeros(width),
    ]
    for weight in weights:
        weight.requires_grad_()
    optimizer = torch.optim.AdamW(weights, lr=_RATE, weight_decay=0.02)
    batches = -(-len(examples) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=_RATE, total_steps=_EPOCHS * batches)
    for _ in range(_EPOCHS):
        for chosen in torch.split(torch.randperm(len(examples), generator=generator), _BATCH):
            hidden = torch.tanh(inputs[chosen] @ weights[0] + weights[1])
            scores = hidden @ weights[2] + inputs[chosen] @ weights[3]
            loss = torch.nn.functional.cross_entropy(scores.masked_fill(~mask[chosen], -1e4), wanted[chosen])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    return Ranker(mean, scale, *(weight.detach().numpy() for weight in weights))


def _padded(
    examples: Sequence[tuple[Matrix, NDArray[np.bool_]]], mean: Matrix, scale: Matrix
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(matrix) for matrix, _ in examples)
    inputs = torch.zeros(len(examples), longest, len(mean))
    mask = torch.zeros(len(examples), longest, dtype=torch.bool)
    wanted = torch.zeros(len(examples), longest)
    for row, (matrix, right) in enumerate(examples):
        inputs[row, : len(matrix)] = torch.from_numpy((matrix - mean) / scale)
        mask[row, : len(matrix)] = True
        wanted[row, : len(matrix)] = torch.from_numpy(right / right.sum())
    return inputs, mask, wanted
