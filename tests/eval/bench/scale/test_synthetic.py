"""Invented catalogues."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bench.scale.synthetic import PHRASINGS, Chain, invent
from knowledge.procedures.models import Level
from retriever.documents import Document

NAMES = ("Đăng ký khai sinh", "Đăng ký kết hôn có yếu tố nước ngoài", "Cấp lại giấy phép xây dựng")
SAID = ("con mới sinh làm giấy gì", "xin giấy phép xây nhà ở đâu", "làm giấy kết hôn cần gì")


def document(name: str, *phrasings: str) -> Document:
    return Document(name, name, Level.COMMUNE, "", (name,), phrasings, "", "", False)


@pytest.fixture
def documents() -> list[Document]:
    return [document(name, said) for name, said in zip(NAMES, SAID, strict=True)]


def test_every_second_record_has_eight_phrasings(documents: list[Document]) -> None:
    made = invent(documents, 401, 30)
    assert len(made.names) == 401
    assert len(made.phrasings) == 201 * PHRASINGS
    assert len(made.questions) == 30
    assert all(made.names + made.phrasings + made.questions)


def test_the_same_size_gives_the_same_catalogue_and_another_size_another(documents: list[Document]) -> None:
    assert invent(documents, 100, 10) == invent(documents, 100, 10)
    assert invent(documents, 100, 10).names != invent(documents, 101, 10).names[:100]


def test_names_are_made_of_bigrams_of_names_and_phrasings_of_those_of_phrasings(documents: list[Document]) -> None:
    made = invent(documents, 200, 20)
    for texts, sources in ((made.names, NAMES), (made.phrasings, SAID), (made.questions, SAID)):
        known = {pair for source in sources for pair in pairwise(source.split())}
        assert {pair for text in texts for pair in pairwise(text.split())} <= known


def test_a_catalogue_without_phrasings_is_asked_for_in_words_of_names() -> None:
    made = invent([document(name) for name in NAMES], 10, 5)
    assert set(" ".join(made.phrasings).split()) <= set(" ".join(NAMES).split())


def test_a_text_told_again_begins_with_half_of_it() -> None:
    chain, chance = Chain.learn(SAID), random.Random(1)
    for text in SAID:
        half = text.split()[: len(text.split()) // 2]
        assert all(chain.again(text, chance).split()[: len(half)] == half for _ in range(20))


@given(st.lists(st.text(alphabet="ab ", min_size=1).filter(str.strip), min_size=1), st.integers())
def test_any_texts_can_be_walked_to_an_end(texts: list[str], seed: int) -> None:
    chain, chance = Chain.learn(texts), random.Random(seed)
    made = chain.text(chance)
    assert 1 <= len(made.split()) <= 40
    assert 1 <= len(chain.again(made, chance).split()) <= 40
