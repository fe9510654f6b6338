"""What came of all sizes, and what follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from eval.bench.scale.growth import cheaper_from, exponent
from eval.bench.scale.indexes import FLAT, INDEXES
from eval.bench.scale.steps import PARTS, Built, Invented, Searched

KEPT = 0.95
"""Recall at 10 below which an index is not taken for a quick one."""


@dataclass(frozen=True)
class Part:
    """One index of one size."""

    built: Built
    searched: Searched


@dataclass(frozen=True)
class Size:
    """One size: its catalogue and every part by name."""

    invented: Invented
    parts: Mapping[str, Part]

    @property
    def quickest(self) -> str:
        """Return the vector index with the lowest median among those that keep recall at 10."""
        kept = [name for name in INDEXES if (self.parts[name].searched.recall_10 or 0.0) >= KEPT]
        return min(kept or [FLAT], key=lambda name: self.parts[name].searched.median)


@dataclass(frozen=True)
class Measured:
    """All sizes, smallest first."""

    sizes: Sequence[Size]

    @cached_property
    def entries(self) -> list[int]:
        """Return how many texts each size indexes."""
        return [size.invented.entries for size in self.sizes]

    def medians(self, part: str) -> list[float]:
        """Return the median search of `part` at each size, in milliseconds."""
        return [size.parts[part].searched.median for size in self.sizes]

    def exponents(self, part: str) -> dict[str, float | None]:
        """Return the power of the size that each cost of `part` grows with."""
        parts = [size.parts[part] for size in self.sizes]
        return {
            "build": exponent(self.entries, [found.built.seconds for found in parts]),
            "size": exponent(self.entries, [found.built.size for found in parts]),
            "resident": exponent(self.entries, [found.searched.resident_mib or 0.0 for found in parts]),
            "search": exponent(self.entries, self.medians(part)),
        }

    def quicker_than_flat_from(self, part: str) -> float | None:
        """Return from how many entries on `part` is searched quicker than the flat index; None: not measured to be."""
        return cheaper_from(self.entries, self.medians(part), self.medians(FLAT))

    def json(self) -> dict[str, Any]:
        """Return every figure; bytes, seconds, MiB, milliseconds, shares in 0..1."""
        return {
            "sizes": [
                {
                    **asdict(size.invented),
                    "quickest": size.quickest,
                    "parts": {name: _part(name, part, size.invented.entries) for name, part in size.parts.items()},
                }
                for size in self.sizes
            ],
            "growth": {part: self.exponents(part) for part in PARTS},
            "quicker_than_flat_from": {part: self.quicker_than_flat_from(part) for part in INDEXES if part != FLAT},
        }


def _part(name: str, part: Part, entries: int) -> dict[str, Any]:
    settings = INDEXES[name].settings(entries) if name in INDEXES else {}
    return {"settings": settings, **asdict(part.built), **asdict(part.searched)}
