"""What there is to say of systems that answered the same questions."""

from collections.abc import Callable

import pytest

from eval.bench.asking import Answered, Asked
from eval.bench.comparison import Comparison, QuestionSet, compare, measure

Told = Callable[..., Asked]


def test_rankings_are_measured_for_all_and_decisions_where_they_are_taken(compared: Comparison) -> None:
    ours, other = compared.measured["ours"]["dev"].figures, compared.measured["bm25s"]["dev"].figures
    assert (ours["first"].value, ours["first"].n) == (1.0, 2)
    assert (other["first"].value, other["first_five"].value, other["mrr"].value) == (0.5, 1.0, 0.75)
    assert ours["declined_right"].value == 1.0
    assert "declined_right" not in other


def test_groups_without_a_question_to_answer_are_left_out(compared: Comparison) -> None:
    forms = compared.measured["ours"]["dev"].breakdowns["form"]
    assert {form: found["first"].n for form, found in forms.items()} == {"no_diacritics": 1, "standard": 1}


def test_the_change_without_diacritics_is_over_questions_that_have_a_twin(compared: Comparison) -> None:
    assert compared.measured["ours"]["dev"].without_diacritics.value == 0.0
    found = compared.measured["bm25s"]["dev"].without_diacritics
    assert (found.value, found.n) == (-1.0, 1)


def test_an_answer_where_nothing_answers_is_a_risk(compared: Comparison) -> None:
    ours, other = compared.measured["ours"]["dev"].curve, compared.measured["bm25s"]["dev"].curve
    assert ours is not None
    assert other is not None
    assert ours.risk.tolist() == pytest.approx([0, 0, 1 / 3])
    assert other.risk.tolist() == pytest.approx([1, 1 / 2, 2 / 3])
    assert other.answered_at() == 0.0


def test_only_a_system_that_decides_has_an_operating_point(compared: Comparison) -> None:
    assert compared.measured["ours"]["dev"].operating_point == (pytest.approx(2 / 3), 0.0)
    assert compared.measured["bm25s"]["dev"].operating_point is None


def test_questions_to_ask_back_alone_have_no_curve(questions: QuestionSet, told: Told) -> None:
    assert measure(questions.questions[3:], [told("1.1")]).curve is None


def test_the_best_other_is_never_ours(compared: Comparison) -> None:
    assert compared.best_other("dev") == "bm25s"


def test_ours_alone_has_no_best_other(questions: QuestionSet, told: Told) -> None:
    answered = {"ours": Answered({}, 0.0, None, [told("1.1", decision="answer")] * 4)}
    assert compare([questions], answered, {}).best_other("dev") is None


def test_each_system_is_paired_with_ours(compared: Comparison) -> None:
    behind = compared.behind_ours("bm25s", "dev")
    assert behind is not None
    assert (behind.value, behind.n) == (0.5, 2)
    assert compared.behind_ours("ours", "dev") is None


def test_answers_are_shared_out_over_the_files_in_order(questions: QuestionSet, told: Told) -> None:
    second = QuestionSet(questions.path.with_stem("more"), questions.questions[:1])
    asked: list[Asked] = [told("1.1"), told("1.2"), told(), told(), told("1.4", milliseconds=7.0)]
    found = compare([questions, second], {"bm25s": Answered({}, 0.0, None, asked)}, {}).measured["bm25s"]
    assert found["dev"].figures["first"].value == 1.0
    assert found["more"].figures["first"].value == 0.0
    assert found["more"].latency.median == 7.0


def test_a_system_that_finds_nothing_has_missed(questions: QuestionSet, told: Told) -> None:
    found = measure(questions.questions, [told()] * 4)
    assert found.figures["first_five"].value == 0.0
    assert found.figures["first_five"].n == 2
