"""Our retriever among the others."""

import pytest

from eval.bench.systems.ours import Ours
from eval.bench.systems.system import choose
from knowledge.settings import Settings
from retriever import release
from retriever.engine import Retriever


@pytest.fixture
def ours(guides_settings: Settings) -> Ours:
    made = Ours(release.current(guides_settings.releases))
    made.build([])
    return made


def test_it_ranks_decides_and_says_how_sure_it_is(ours: Ours, retriever: Retriever) -> None:
    question = "đăng ký khai sinh cho con"
    found, choice = retriever.search(question, k=5), choose(ours, question, 5)
    assert choice.ranking == tuple(result.procedure_code for result in found.results)
    assert (choice.decision, choice.about) == (str(found.decision), found.about)
    assert choice.confidence == pytest.approx(found.confidence)
    assert [code for code, _ in ours.rank(question, 5)] == list(choice.ranking)


def test_it_says_which_release_it_is(ours: Ours) -> None:
    assert ours.configuration["release"] == ours.folder.name
