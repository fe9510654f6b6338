"""The usual public recipe: a bi-encoder and BM25, their rankings fused."""

from collections.abc import Sequence
from typing import Any

from eval.bench.fusion import CONSTANT, fused
from eval.bench.known import Known
from eval.bench.systems.system import Ranking, System

DEPTH = 100
"""How many procedures of each ranking are fused."""


class Hybrid:
    """Reciprocal rank fusion of two systems."""

    def __init__(self, name: str, dense: System, lexical: System) -> None:
        self.name = name
        self.parts = (dense, lexical)
        self.configuration: dict[str, Any] = {"fusion": "reciprocal rank", "constant": CONSTANT, "depth": DEPTH}

    def build(self, documents: Sequence[Known]) -> None:
        """Build both."""
        for part in self.parts:
            part.build(documents)
        self.configuration |= {part.name: part.configuration for part in self.parts}

    def rank(self, question: str, k: int) -> Ranking:
        """Return the best procedures of both."""
        return fused(part.rank(question, DEPTH) for part in self.parts)[:k]
