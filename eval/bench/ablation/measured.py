"""How the retriever does without a part."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.bench.ablation.parts import Part
from eval.bench.pairing import difference
from eval.figures import Figure
from eval.measures import figures
from eval.outcomes import Outcome

REPORTED = ("first", "first_five", "decision", "wrong_procedure", "declined_right", "clarify_right")


@dataclass(frozen=True)
class Row:
    """The `REPORTED` figures without `part`; `change`: paired, in how often the first is right; None of the whole."""

    part: Part
    figures: dict[str, Figure]
    change: Figure | None

    def json(self) -> dict[str, Any]:
        """Return the row as plain data."""
        told = {name: asdict(figure) for name, figure in self.figures.items()}
        return {"without": self.part.name, "figures": told, "change": asdict(self.change) if self.change else None}


def row(part: Part, outcomes: Sequence[Outcome], whole: Sequence[Outcome]) -> Row:
    """Return the figures of `outcomes`, compared with those of the `whole` retriever on the same questions."""
    found = figures(outcomes)
    change = None if outcomes is whole else difference(zip(outcomes, whole, strict=True))
    return Row(part, {name: found[name] for name in REPORTED}, change)
