"""Slips: texts as somebody in a hurry types them, the same for a seed, with every word still there."""

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese.folding import fold
from retriever.slips import slipped

QUESTION = "làm giấy khai sinh cho con mới sanh ở trạm y tế phường thì cần những gì"
WORD = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)


def readings(text: str, count: int = 400) -> list[str]:
    return [slipped(text, random.Random(seed)) for seed in range(count)]


@given(st.text(max_size=120), st.integers())
def test_the_same_seed_slips_the_same_way(text: str, seed: int) -> None:
    assert slipped(text, random.Random(seed)) == slipped(text, random.Random(seed))


@given(st.lists(WORD, min_size=1, max_size=12), st.integers())
def test_no_word_is_lost_and_none_is_added(words: list[str], seed: int) -> None:
    assert len(slipped(" ".join(words), random.Random(seed)).split()) == len(words)


@given(WORD, st.integers())
def test_what_is_said_never_becomes_empty(word: str, seed: int) -> None:
    assert slipped(word, random.Random(seed)).strip()


def test_nothing_said_stays_nothing() -> None:
    assert slipped("", random.Random(1)) == ""


def test_about_a_third_of_the_texts_lose_all_diacritics() -> None:
    unmarked = sum(fold(text) == text for text in readings(QUESTION))
    assert 0.25 < unmarked / 400 < 0.45


def test_most_words_stay_as_they_were() -> None:
    plain = fold(QUESTION)
    kept = [
        sum(old == new for old, new in zip(plain.split(), fold(text).split(), strict=True))
        for text in readings(QUESTION)
    ]
    assert 0.8 < sum(kept) / (400 * len(plain.split())) < 0.98


def test_letters_are_swapped_left_out_and_doubled() -> None:
    seen = Counter(word for text in readings("nhanh", 3000) for word in [text])
    assert {"hnanh", "nhan", "nhanhh"} & set(seen)
    assert {len(word) for word in seen} == {4, 5, 6}


def test_southern_sounds_are_written_for_each_other() -> None:
    assert "cái xân" in readings("cái sân", 3000)
    assert "đàn" in readings("đàng", 3000)


def test_two_letters_are_too_few_to_mistype() -> None:
    assert {fold(text) for text in readings("ôm", 1000)} == {"om"}
