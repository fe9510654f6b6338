"""When a reply is right."""

from collections.abc import Callable

import pytest

from bot.answers.messages import Decision
from eval.outcomes import Outcome

Made = Callable[..., Outcome]


@pytest.mark.parametrize(
    ("procedures", "right"),
    [(["1"], True), (["2"], True), (["3"], False), ([], False), (["3", "2"], True)],
)
def test_any_code_of_a_group_meets_it(made: Made, procedures: list[str], right: bool) -> None:
    assert made("q", "answer", [["1", "2"]], "answer", procedures).right is right


@pytest.mark.parametrize(("procedures", "right"), [(["1", "2"], True), (["3", "1"], True), (["1"], False)])
def test_two_asked_at_once_need_both(made: Made, procedures: list[str], right: bool) -> None:
    assert made("q", "answer", [["1"], ["2", "3"]], "answer", procedures).right is right


def test_an_expected_procedure_that_is_only_offered_is_no_answer(made: Made) -> None:
    assert not made("q", "answer", [["1"]], "clarify", ["1", "2"]).right


@pytest.mark.parametrize(
    ("decision", "procedures", "right"),
    [("clarify", ["9", "2"], True), ("clarify", ["9"], False), ("answer", ["1"], False), ("decline", [], False)],
)
def test_a_clarification_must_offer_an_expected_procedure(
    made: Made, decision: str, procedures: list[str], right: bool
) -> None:
    assert made("q", "clarify", [["1", "2"]], decision, procedures).right is right


@pytest.mark.parametrize("behaviour", ["decline", "dialogue"])
def test_what_is_about_no_procedure_is_right_by_its_decision_alone(made: Made, behaviour: str) -> None:
    assert made("q", behaviour, [], behaviour).right
    assert not made("q", behaviour, [], "answer", ["1"]).right


def test_a_case_question_about_the_expected_procedure_counts_as_answering_it(made: Made) -> None:
    asking = made("q", "answer", [["1"]], "dialogue", ["1", "2"])
    assert (asking.decision, asking.right) == (Decision.ANSWER, True)


def test_a_case_question_about_another_procedure_does_not_count(made: Made) -> None:
    asking = made("q", "answer", [["1"]], "dialogue", ["2", "1"])
    assert (asking.decision, asking.right) == (Decision.DIALOGUE, False)


def test_a_case_question_about_one_of_two_asked_leaves_the_other_unmet(made: Made) -> None:
    assert not made("q", "answer", [["1"], ["2"]], "dialogue", ["1"]).right


@pytest.mark.parametrize(
    ("behaviour", "expect"), [("answer", [["1"]]), ("clarify", [["1"]]), ("decline", []), ("dialogue", [])]
)
def test_no_answer_is_never_right(made: Made, behaviour: str, expect: list[list[str]]) -> None:
    assert not made("q", behaviour, expect, None).right
