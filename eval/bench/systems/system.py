"""The one shape of everything that is compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from eval.bench.known import Known

Ranking = list[tuple[str, float]]
"""Procedure codes with scores, best first; scores are comparable within one system only."""


class System(Protocol):
    """A way to find procedures. `configuration`: what a reader needs to make it again."""

    name: str
    configuration: dict[str, Any]

    def build(self, documents: Sequence[Known]) -> None:
        """Index `documents`. Called once, before anything is asked."""

    def rank(self, question: str, k: int) -> Ranking:
        """Return at most `k` procedures, best first."""


@dataclass(frozen=True)
class Choice:
    """What a system would do. `confidence`: higher is surer; `decision` "": it takes none.

    `about`: the procedures of the reply where it decides.
    """

    ranking: tuple[str, ...]
    confidence: float
    decision: str = ""
    about: tuple[str, ...] = ()


@runtime_checkable
class Chooses(Protocol):
    """A system that says itself how sure it is, and what to do."""

    def choose(self, question: str, k: int) -> Choice:
        """Return its decision with at most `k` procedures."""


def choose(system: System, question: str, k: int) -> Choice:
    """Ask `system`; where it does not say how sure it is, that is its best score's lead over the second."""
    if isinstance(system, Chooses):
        return system.choose(question, k)
    ranking = system.rank(question, k)
    scores = [score for _, score in ranking[:2]] + [0.0, 0.0]
    return Choice(tuple(code for code, _ in ranking), scores[0] - scores[1])
