"""Asking any system."""

import pytest

from eval.bench.known import Fields, Known
from eval.bench.systems.bm25 import Bm25s
from eval.bench.systems.system import Choice, Chooses, choose


@pytest.fixture
def system(documents: list[Known]) -> Bm25s:
    made = Bm25s(Fields())
    made.build(documents)
    return made


def test_the_lead_over_the_second_is_the_confidence(system: Bm25s) -> None:
    (first, best), (_, second) = system.rank("đăng ký khai sinh", 2)
    choice = choose(system, "đăng ký khai sinh", 2)
    assert choice.ranking[0] == first
    assert choice.confidence == pytest.approx(best - second)


def test_alone_it_leads_by_its_whole_score(system: Bm25s) -> None:
    found = system.rank("kết hôn", 5)
    assert len(found) == 1
    assert choose(system, "kết hôn", 5).confidence == found[0][1]


def test_nothing_found_is_no_confidence(system: Bm25s) -> None:
    assert choose(system, "zzz", 5) == Choice((), 0.0)


def test_bm25_takes_no_decision(system: Bm25s) -> None:
    assert not isinstance(system, Chooses)
    assert choose(system, "kết hôn", 5).decision == ""
