"""The growth as Markdown."""

import pytest

from eval.bench.scale.measured import Measured
from eval.bench.scale.tables import markdown

TOLD = {"date": "2026-07-19T00:00:00", "release": "abc", "machine": {"cores": 2, "memory_gib": 8, "python": "3.11"}}


@pytest.fixture
def told(measured: Measured) -> str:
    return markdown(measured, TOLD, {"Costs": "scale.png"})


def test_every_part_of_every_size_has_a_line(told: str) -> None:
    assert "## 10,000 records, 50,000 entries" in told
    assert "| ivf (nlist 894, nprobe 16) | 100.00 | 6.4 | 3 | 0.50 / 9.00 | 90.0 % | 100.0 % |" in told
    assert "| flat | 10.00 | 0.6 | - | 1.00 / 9.00 | 100.0 % | 100.0 % |" in told
    assert "| bm25s | 10.00 | 0.6 | 3 | 2.00 / 9.00 | - | - |" in told


def test_who_takes_over_is_said(told: str) -> None:
    assert "| hnsw | 20,000 |" in told
    assert "| ivf | the smallest on |" in told
    assert "| fp16 | not up to the largest |" in told
    assert "| 10,000 | 50,000 | 12,346 | int8 |" in told


def test_the_figure_is_shown(told: str) -> None:
    assert "![Costs](scale.png)" in told


def test_one_size_alone_tells_no_growth(measured: Measured) -> None:
    assert "## Growth" not in markdown(Measured(measured.sizes[:1]), TOLD, {})
