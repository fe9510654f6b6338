"""What a message means in a conversation: learned from planted meanings, and by similarity before that."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever import context
from retriever.context import ORDER, ContextDecider, Meaning, Reading, Values, values
from retriever.hashed_words import said_in

NOTHING_FOUND = Reading({}, 0.0, 0.0, 0.0)
SURE_OF_CAT = Reading({"cat": 0.9, "dog": 0.1}, 0.9, 0.9, 0.1)
SURE_OF_DOG = Reading({"dog": 0.95, "cat": 0.05}, 0.9, 0.9, 0.1)
WEATHER = Reading({"dog": 0.2, "cat": 0.1}, 0.1, 0.1, 0.95)


def inputs(alone: Reading, together: Reading, question: str = "còn con kia", nearness: float = 0.5) -> Values:
    return values(question, said_in(question), "cat", alone, together, nearness)


def test_the_best_other_procedure_is_the_first_that_is_not_meant() -> None:
    assert SURE_OF_CAT.best_besides("cat") == ("dog", 0.1)
    assert SURE_OF_DOG.best_besides("cat") == ("dog", 0.95)
    assert NOTHING_FOUND.best_besides("cat") == ("", 0.0)


def test_only_the_first_leads() -> None:
    assert SURE_OF_CAT.leads("cat")
    assert not SURE_OF_DOG.leads("cat")
    assert not NOTHING_FOUND.leads("cat")


def test_two_readings_that_agree_on_another_give_other_inputs() -> None:
    agreed, divided = inputs(SURE_OF_DOG, SURE_OF_DOG), inputs(SURE_OF_DOG, SURE_OF_CAT)
    assert not np.array_equal(agreed.numbers, divided.numbers)


@given(st.text(max_size=200), st.floats(-1, 1))
def test_any_message_gives_as_many_finite_inputs(question: str, nearness: float) -> None:
    for alone, together in ((NOTHING_FOUND, NOTHING_FOUND), (SURE_OF_DOG, SURE_OF_CAT)):
        made = inputs(alone, together, question, nearness)
        assert (made.numbers.shape, made.numbers.dtype) == (inputs(WEATHER, WEATHER).numbers.shape, np.float32)
        assert all(np.isfinite(row).all() for row in (made.numbers, made.words.values, made.manner.values))


@pytest.mark.parametrize(
    ("alone", "together", "meaning"),
    [
        (SURE_OF_CAT, SURE_OF_CAT, Meaning.KEEP),
        (SURE_OF_DOG, Reading({"dog": 0.7, "cat": 0.3}, 0.7, 0.8, 0.1), Meaning.CHANGE),
        (WEATHER, WEATHER, Meaning.NOTHING),
    ],
)
def test_before_anything_is_learned_similarity_decides(alone: Reading, together: Reading, meaning: Meaning) -> None:
    assert context.by_similarity().decide(inputs(alone, together)) is meaning


def test_the_belief_is_that_of_the_likeliest_meaning() -> None:
    meaning, belief = context.by_similarity().decided(inputs(SURE_OF_CAT, SURE_OF_CAT))
    assert meaning is Meaning.KEEP
    assert 0.9 < belief <= 1
    even = ContextDecider(*(np.zeros_like(weights) for weights in context.by_similarity().__dict__.values()))
    assert even.decided(inputs(WEATHER, WEATHER))[1] == pytest.approx(1 / 3)


def planted(count: int, seed: int) -> tuple[list[Values], list[Meaning]]:
    chance = np.random.default_rng(seed)
    readings = {Meaning.KEEP: SURE_OF_CAT, Meaning.CHANGE: SURE_OF_DOG, Meaning.NOTHING: WEATHER}
    labels = [ORDER[place % 3] for place in range(count)]
    told = [inputs(readings[label], readings[label]) for label in labels]
    noise = [chance.normal(size=len(row.numbers)).astype(np.float32) * 0.15 for row in told]
    return [replace(row, numbers=row.numbers + shaken) for row, shaken in zip(told, noise, strict=True)], labels


def test_planted_meanings_are_learned() -> None:
    made = context.fit(*planted(150, 1))
    rows, labels = planted(90, 2)
    assert np.mean([made.decide(row) is label for row, label in zip(rows, labels, strict=True)]) > 0.95


def test_the_words_alone_can_tell() -> None:
    """Where both readings say the same, what is said decides."""
    said = {
        Meaning.KEEP: ["có cần công chứng không", "photo được không", "đi thay được không"],
        Meaning.CHANGE: ["sẵn cho hỏi luôn việc kia", "còn muốn làm thêm việc khác", "à mà làm luôn cái kia"],
        Meaning.NOTHING: ["trời mưa quá", "đói bụng ghê", "đá banh mấy giờ"],
    }
    told = [(text, meaning) for meaning, texts in said.items() for text in texts for _ in range(6)]
    made = context.fit([inputs(WEATHER, WEATHER, text) for text, _ in told], [meaning for _, meaning in told])
    for text, meaning in (("photo có được không", Meaning.KEEP), ("trời mưa ghê quá", Meaning.NOTHING)):
        assert made.decide(inputs(WEATHER, WEATHER, text)) is meaning


def test_a_rare_meaning_is_learned_as_well_as_a_common_one() -> None:
    rows, labels = planted(150, 1)
    few = [place for place, label in enumerate(labels) if label is not Meaning.NOTHING or place < 12]
    made = context.fit([rows[place] for place in few], [labels[place] for place in few])
    rows, labels = planted(90, 2)
    rare = [made.decide(row) is label for row, label in zip(rows, labels, strict=True) if label is Meaning.NOTHING]
    assert np.mean(rare) > 0.9


@pytest.mark.parametrize("made", [context.by_similarity(), context.fit(*planted(90, 3))], ids=["similarity", "learned"])
def test_a_saved_decider_decides_the_same(made: ContextDecider, tmp_path: Path) -> None:
    made.save(tmp_path / "context.npz")
    loaded = ContextDecider.load(tmp_path / "context.npz")
    assert [loaded.decide(row) for row in planted(60, 4)[0]] == [made.decide(row) for row in planted(60, 4)[0]]
