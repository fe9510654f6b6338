"""The spread as Markdown."""

from collections.abc import Callable

import pytest

from eval.bench.seeds.tables import markdown
from eval.bench.seeds.trial import Trial

Tried = Callable[..., Trial]
TOLD = {
    "date": "2026-07-19T00:00:00",
    "release": "abc",
    "machine": {"cores": 2, "memory_gib": 8, "python": "3.11"},
    "questions": {"file": "dev.jsonl", "count": 10, "sha256": "0f"},
    "configuration": {"training": {"steps": 400}},
}


@pytest.fixture
def told(tried: Tried) -> str:
    return markdown(tried(None, first=0.7), [tried(7, first=0.6), tried(8, first=0.8)], TOLD)


def test_every_measure_has_its_spread_beside_the_interval_of_the_questions(told: str) -> None:
    line = "| right procedure first | 70.00 | 14.14 | 60.00 | 80.00 | 20.00 | 70.00 (60.00 to 80.00) |"
    assert line in told
    assert "| right decision | - | - | - | - | - | - |" in told


def test_every_seed_has_a_line(told: str) -> None:
    assert "| as released | 70.00 | - | - | - | - | 3 |" in told
    assert "| 7 | 60.00 | - | - | - | - | 3 |" in told
    assert "trained with 2 seeds, 400 steps at most" in told
