"""Two rankings, fused."""

from pathlib import Path

import pytest

from eval.bench.known import Fields, Known
from eval.bench.systems import make
from eval.bench.systems.bm25 import Bm25s
from eval.bench.systems.characters import Characters
from eval.bench.systems.hybrid import Hybrid
from knowledge.settings import Settings
from retriever import release


@pytest.fixture
def hybrid(documents: list[Known]) -> Hybrid:
    made = Hybrid("characters-bm25s", Characters(Fields()), Bm25s(Fields()))
    made.build(documents)
    return made


def test_scores_are_those_of_the_fusion(hybrid: Hybrid) -> None:
    found = hybrid.rank("kết hôn", 2)
    assert found[0] == ("1.3", pytest.approx(2 / 61))
    assert len(found) == 2


def test_what_only_one_of_them_finds_is_found(hybrid: Hybrid) -> None:
    dense, lexical = hybrid.parts
    assert lexical.rank("xâyy", 5) == []
    assert hybrid.rank("xâyy", 5)[0][0] == dense.rank("xâyy", 1)[0][0]


def test_both_parts_are_declared(hybrid: Hybrid) -> None:
    assert {"characters", "bm25s", "constant", "depth"} <= set(hybrid.configuration)


def test_our_own_embedding_takes_part_in_the_usual_recipe(documents: list[Known], guides_settings: Settings) -> None:
    made = make("own-bm25s+phrasings", Path(release.current(guides_settings.releases)))
    made.build(documents)
    assert made.name == "own-bm25s+phrasings"
    assert made.rank("mở tiệm tạp hóa", 1)[0][0] == "1.2"
