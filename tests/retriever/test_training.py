"""Training: the same twice, finds what was held out, and what is not known pulls nowhere."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retriever.documents import Document
from retriever.training import Trained, TrainingConfig, train
from tests.retriever.samples import ASKED, a_document, documents, market, market_training, records, small_training

HELD_OUT = (2, 4)
"""Places of the phrasings that training does not see."""
QUICK = TrainingConfig(dimensions=16, steps=12, rarest_feature=1)


@cache
def without_some() -> Trained:
    made = [item.without({item.phrasings[place] for place in HELD_OUT}) for item in market()]
    return small_training(made)


def weights(trained: Trained) -> np.ndarray:
    assert trained.embedding.table is not None
    return trained.embedding.table.vectors


def found(trained: Trained, questions: list[str]) -> list[int]:
    return (trained.embedding.encode(questions) @ trained.prototypes.T).argmax(axis=1).tolist()


def test_the_same_seed_trains_the_same_weights() -> None:
    first, second = train(market(), QUICK), train(market(), QUICK)
    assert np.array_equal(weights(first), weights(second))
    assert np.array_equal(first.prototypes, second.prototypes)


def test_what_is_drawn_elsewhere_changes_nothing() -> None:
    first = train(market(), QUICK)
    np.random.default_rng(3).random(9)
    small_training(market()[:5], steps=3)
    assert np.array_equal(weights(first), weights(train(market(), QUICK)))


def test_another_seed_trains_other_weights() -> None:
    assert not np.array_equal(train(market(), QUICK).prototypes, train(market(), replace(QUICK, seed=7)).prototypes)


def test_prototypes_are_unit_vectors_one_a_document() -> None:
    made = market_training().prototypes
    assert (made.shape, made.dtype) == ((len(market()), 32), np.float32)
    assert np.linalg.norm(made, axis=1) == pytest.approx(1, abs=1e-5)


def test_held_out_questions_find_their_procedure_far_better_than_chance() -> None:
    questions = [item.phrasings[place] for item in market() for place in HELD_OUT]
    right = [row for row in range(len(market())) for _ in HELD_OUT]
    hits = np.mean([guess == row for guess, row in zip(found(without_some(), questions), right, strict=True)])
    assert hits > 0.8


def test_everyday_words_that_no_name_says_lead_to_the_procedure() -> None:
    tools = found(market_training(), ["lưỡi cắt", "lò nấu", "nước chấm"])
    assert [market()[row].name for row in tools] == [
        "Đăng ký bày bán dao",
        "Đăng ký bày bán bếp",
        "Đăng ký bày bán mắm",
    ]


def test_a_question_without_diacritics_finds_the_same() -> None:
    assert found(market_training(), ["lam giay bay luoi cat", "mo sap gao"]) == found(
        market_training(), ["làm giấy bày lưỡi cắt", "mở sạp gạo"]
    )


@pytest.mark.parametrize("text", ["", "?!", "😀", "出生登记", "សំបុត្រ"])
def test_what_is_not_known_pulls_nowhere(text: str) -> None:
    assert not market_training().embedding.encode([text]).any()


def test_an_unknown_word_beside_a_known_one_changes_nothing() -> None:
    known, mixed = market_training().embedding.encode(["gạo", "jjjww gạo 出生"])
    assert mixed == pytest.approx(known, abs=1e-6)


def test_what_is_not_known_pulls_nowhere_though_a_procedure_has_no_known_word() -> None:
    trained = small_training([*market(), a_document("Zwjf qwfp", code="9.000001")], rarest_feature=2)
    assert not trained.embedding.encode(["出生登记", "зрщ"]).any()


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=120))
def test_any_text_is_a_unit_vector_or_nothing(text: str) -> None:
    (vector,) = market_training().embedding.encode([text])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5) or not vector.any()


def silent() -> list[Document]:
    return [replace(item, phrasings=()) for item in market()]


def test_names_alone_are_enough_to_train_on() -> None:
    trained = small_training(silent())
    names = [item.name for item in market()]
    assert np.mean([row == guess for row, guess in enumerate(found(trained, names))]) > 0.9


def test_procedures_with_and_without_phrasings_are_trained_together() -> None:
    made = [*market()[:20], *silent()[20:]]
    names = [item.name for item in made]
    assert np.mean([row == guess for row, guess in enumerate(found(small_training(made), names))]) > 0.9


def test_several_names_of_a_silent_procedure_are_drawn_together() -> None:
    made = [replace(item, phrasings=(), names=(item.name, item.phrasings[5])) for item in market()]
    everyday = [item.phrasings[5] for item in market()]
    assert np.mean([row == guess for row, guess in enumerate(found(small_training(made), everyday))]) > 0.9


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_handful_of_procedures_is_enough(count: int) -> None:
    trained = train(market()[:count], QUICK)
    assert trained.prototypes.shape == (count, 16)
    assert np.isfinite(weights(trained)).all()


def test_a_small_catalogue_tells_its_procedures_apart() -> None:
    made = documents(records(), {})
    trained = small_training(made)
    for row, item in enumerate(made):
        assert found(trained, list(ASKED[item.procedure_code])) == [row] * len(ASKED[item.procedure_code])


def test_a_feature_that_is_too_rare_is_not_learned() -> None:
    often, once = (small_training(market(), steps=2, rarest_feature=rarest) for rarest in (2, 1))
    assert len(weights(often)) < len(weights(once))
