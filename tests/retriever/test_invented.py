"""Invented requests: a question keeps its frame, and its thing becomes one that no procedure knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese.folding import fold, syllables
from retriever.coverage import Coverage
from retriever.invented import invented, things
from tests.retriever.samples import a_document, market

COVERAGE = Coverage.build([*market(), a_document("Đăng ký bày bán hồ tiêu sọ", "bán hồ tiêu")])
PEPPER = {*syllables("Đăng ký bày bán hồ tiêu sọ")}
RICE = {*syllables("Đăng ký bày bán gạo")}
TEXT = st.lists(st.sampled_from(["đăng", "ký", "bán", "gạo", "hồ", "tiêu", "ở", "chợ", "chiều", "nay"])).map(" ".join)


def made(text: str, name: set[str], thing: str = "hươu sừng") -> str | None:
    return invented(text, name, thing, COVERAGE)


def test_the_thing_is_replaced_and_the_frame_stays() -> None:
    assert made("đăng ký bày bán hồ tiêu sọ ở đâu", PEPPER) == "đăng ký bày bán hươu sừng ở đâu"


def test_a_thing_of_one_word_takes_the_heavier_of_its_neighbours_along() -> None:
    assert made("xin bán gạo", RICE) == "xin hươu sừng"
    assert made("gạo bày ở chợ", RICE) == "hươu sừng ở chợ"


def test_a_question_without_diacritics_gets_a_thing_without() -> None:
    assert made("dang ky bay ban ho tieu so o dau", PEPPER) == "dang ky bay ban huou sung o dau"


@pytest.mark.parametrize("text", ["", "gạo", "đăng ký ở đâu", "bán hồ tiêu ở chợ chiều nay chung với gạo"])
def test_where_the_thing_does_not_stand_in_one_place_nothing_is_made(text: str) -> None:
    assert made(text, PEPPER | RICE) is None


@given(TEXT)
def test_nothing_of_the_thing_is_left(text: str) -> None:
    if found := made(text, PEPPER | RICE):
        assert "hươu sừng" in found
        assert not {*syllables("gạo hồ tiêu")} & {*syllables(found)}


def test_things_are_pairs_that_no_procedure_says() -> None:
    assert things(["hươu sừng hồ tiêu"], COVERAGE) == ["hươu sừng", "sừng hồ"]


def test_common_words_and_marks_are_no_part_of_a_thing() -> None:
    assert things(["bán hươu", "hươu, sừng", "hươu 12"], COVERAGE) == []


def test_a_thing_is_known_by_its_letters_whatever_its_diacritics() -> None:
    assert things(["họ tiểu", fold("hồ tiêu")], COVERAGE) == []
