"""One seed over the guides-only release, trained for a few steps."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.bench.errors import NoTrainingError
from eval.bench.seeds.trial import REPORTED, try_release, try_seed
from eval.questions import Question
from knowledge.settings import Settings
from retriever import release
from retriever.embedding import Embedding
from retriever.training import TrainingConfig, train

FEW = TrainingConfig(steps=5, batch=64, dimensions=16)


@pytest.fixture
def folder(guides_settings: Settings) -> Path:
    return release.current(guides_settings.releases)


@pytest.fixture
def questions() -> list[Question]:
    asked = {"id": "q1", "question": "đăng ký khai sinh cho con", "expect": [["1.001193"]], "behaviour": "answer"}
    return [Question.model_validate(asked)]


def test_the_release_as_it_is_answers_what_it_knows(folder: Path, questions: list[Question]) -> None:
    found = try_release(folder, questions)
    assert found.seed is None
    assert found.figures["first"].value == 1.0
    assert tuple(found.figures) == REPORTED


def test_a_seed_tells_the_same_each_time(folder: Path, questions: list[Question]) -> None:
    found = [try_seed(folder, questions, FEW) for _ in range(2)]
    assert found[0].figures == found[1].figures
    assert found[0].seed == FEW.seed
    assert found[0].seconds > 0


def test_a_release_holds_all_that_training_reads(folder: Path) -> None:
    documents = release.load(folder).documents
    assert not any(document.text for document in documents)
    prosy = [replace(document, text="văn bản") for document in documents]
    assert np.array_equal(train(documents, FEW).prototypes, train(prosy, FEW).prototypes)


def test_a_model_that_was_not_trained_here_has_no_seed(
    folder: Path, questions: list[Question], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = release.load(folder)
    loaded.signals.embedding = Embedding(loaded.signals.embedding.model, reads_features=False)
    monkeypatch.setattr(release, "load", lambda _: loaded)
    with pytest.raises(NoTrainingError, match="MOTCUA_EMBEDDING_MODEL"):
        try_seed(folder, questions, FEW)
