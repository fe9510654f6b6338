"""The same questions twice."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bench.pairing import difference, first_right, folded
from eval.measures import figures
from eval.outcomes import Outcome

Made = Callable[..., Outcome]


def test_a_question_with_diacritics_has_a_twin_without() -> None:
    assert folded("Đăng ký khai sinh ở đâu?") == "dang ky khai sinh o dau?"


@pytest.mark.parametrize("question", ["dang ky khai sinh", "DANG KY", "  mo   tiem "])
def test_a_question_without_diacritics_has_no_twin(question: str) -> None:
    assert folded(question) is None


@given(st.text(max_size=60))
def test_a_twin_has_no_twin_of_its_own(question: str) -> None:
    twin = folded(question)
    assert twin is None or folded(twin) is None


def test_one_expected_code_first_is_right(made: Made) -> None:
    assert first_right(made("q", "answer", [["1"], ["2", "3"]], "answer", ["3", "9"]))
    assert not first_right(made("q", "answer", [["1"]], "answer", ["9", "1"]))
    assert not first_right(made("q", "answer", [["1"]], "answer", []))


def test_first_right_is_what_the_measures_call_first(made: Made) -> None:
    outcomes = [
        made("a", "answer", [["1"], ["2"]], "answer", ["2"]),
        made("b", "answer", [["1"]], "answer", ["2", "1"]),
        made("c", "answer", [["1", "5"]], "answer", ["5", "1"]),
        made("d", "answer", [["1"]], None),
    ]
    assert figures(outcomes)["first"].value == sum(map(first_right, outcomes)) / len(outcomes)


def test_a_difference_counts_question_by_question(made: Made) -> None:
    def answered(name: str, code: str) -> Outcome:
        return made(name, "answer", [["1"]], "answer", [code])

    pairs = [(answered(name, one), answered(name, other)) for name, one, other in ("a12", "b11", "c22", "d11")]
    found = difference(pairs)
    assert (found.value, found.n) == (0.25, 4)
    assert (found.low, found.high) == (0.0, 0.75)


def test_no_difference_has_no_width(made: Made) -> None:
    pairs = [(made(name, "answer", [["1"]], "answer", ["1"]),) * 2 for name in "abc"]
    found = difference(pairs)
    assert (found.value, found.low, found.high) == (0.0, 0.0, 0.0)


def test_only_questions_to_answer_are_paired(made: Made) -> None:
    declined = made("a", "decline", [], "answer", ["1"])
    asked_back = made("b", "clarify", [["1"]], "answer", ["1"])
    assert difference([(declined, declined), (asked_back, asked_back)]).n == 0
