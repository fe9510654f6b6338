"""What the tests of growth share: figures made by hand."""

from collections.abc import Callable

import pytest

from eval.bench.scale.indexes import FLAT
from eval.bench.scale.measured import Measured, Part, Size
from eval.bench.scale.steps import PARTS, WORDS, Built, Invented, Searched

Sized = Callable[..., Size]


@pytest.fixture
def sized() -> Sized:
    """Make a size by hand: `sized(1_000, {"hnsw": 1.0}, {"ivf": 0.9})`: medians that differ from 2 ms, recalls from 1."""

    def size(records: int, medians: dict[str, float], recalls: dict[str, float]) -> Size:
        parts = {
            part: Part(
                Built(0.01 * records, 640 * records),
                Searched(
                    None if part == FLAT else 3.0,
                    medians.get(part, 2.0),
                    9.0,
                    *((None, None) if part == WORDS else (recalls.get(part, 1.0), 1.0)),
                ),
            )
            for part in PARTS
        }
        return Size(Invented(records, 5 * records, 160, 300, 12_345.6), parts)

    return size


@pytest.fixture
def measured(sized: Sized) -> Measured:
    """Flat grows in proportion; the graph stays as it is; the inverted lists are quick and miss a tenth."""
    ivf = {"ivf": 0.9}
    return Measured([
        sized(1_000, {"flat": 1.0, "hnsw": 4.0, "ivf": 0.5, "fp16": 1.5}, ivf),
        sized(10_000, {"flat": 10.0, "hnsw": 4.0, "ivf": 0.5, "fp16": 15.0}, ivf),
    ])  # fmt: skip
