"""The figures, by hand and against scikit-learn."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support

from eval.acts.figures import Score, act_scores, aspect_scores, confusions, macro_f1, micro_f1, values
from eval.acts.messages import Labelled
from eval.acts.outcomes import Outcome, Reading
from tests.eval.acts.conftest import Heard

ACTS = ("ask", "affirm", "deny", "thank")


def test_folding_is_paired_with_the_same_message(heard: Heard) -> None:
    assert values(heard("a", "thank", "thank", folded="ask")) == {"act": 1.0, "act_folded": 0.0, "act_change": -1.0}
    assert values(heard("b", "thank", "ask")) == {"act": 0.0}


def test_aspects_are_measured_of_what_asks(heard: Heard) -> None:
    assert values(heard("a", "ask", "ask", ["fee", "time"], ["fee"])) == {"act": 1.0, "aspects": 0.0}
    assert "aspects" not in values(heard("b", "thank", "thank"))
    outcomes = [
        heard("a", "ask", "ask", ["fee", "time"], ["fee"]),
        heard("b", "start_checklist", "ask", [], ["how"]),
        heard("c", "thank", "thank"),
    ]
    assert aspect_scores(outcomes) == {"fee": Score(1, 1, 1), "how": Score(0, 1, 0), "time": Score(0, 0, 1)}


def test_micro_f1_is_twice_the_right_of_all_said_and_expected() -> None:
    found = micro_f1([("a", 2, 1), ("b", 0, 3), ("c", 0, 0)])
    assert (found.value, found.n) == (pytest.approx(2 * 2 / (2 * 2 + 4)), 2)
    assert micro_f1([("a", 0, 0)]).value is None


def test_an_act_as_right_is_expected_where_it_is_heard(heard: Heard) -> None:
    assert act_scores([heard("a", "greet", "goodbye", also=["goodbye"])]) == {"goodbye": Score(1, 1, 1)}


def test_no_answer_costs_recall_and_no_precision(heard: Heard) -> None:
    scores = act_scores([heard("a", "deny", None), heard("b", "deny", "deny")])
    assert list(scores) == ["deny"]
    assert (scores["deny"].precision, scores["deny"].recall) == (1.0, 0.5)


def test_a_name_that_is_never_said_has_no_precision() -> None:
    assert (Score(0, 0, 3).precision, Score(0, 0, 3).recall, Score(0, 0, 3).f1) == (None, 0.0, 0.0)
    assert (Score(0, 3, 0).recall, Score(0, 0, 0).f1) == (None, None)


def test_macro_f1_is_over_the_names_that_are_expected() -> None:
    assert macro_f1([Score(1, 1, 1), Score(0, 0, 1), Score(0, 9, 0)]) == 0.5
    assert macro_f1([]) is None


def test_confusions_come_most_often_first(heard: Heard) -> None:
    pairs = [("deny", "affirm"), ("why", "ask"), ("why", "ask"), ("thank", "thank"), ("deny", None)]
    outcomes = [heard(str(row), act, said) for row, (act, said) in enumerate(pairs)]
    assert confusions(outcomes) == [("why", "ask", 2), ("deny", "affirm", 1), ("deny", "none", 1)]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(ACTS)), min_size=1, max_size=40))
def test_scores_are_those_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    outcomes = [
        Outcome(Labelled(id=str(row), text="x", act=act, aspects=()), Reading(said, 1.0))
        for row, (act, said) in enumerate(pairs)
    ]
    scores = act_scores(outcomes)
    expected, said = zip(*pairs, strict=True)
    theirs = precision_recall_fscore_support(expected, said, labels=list(scores), zero_division=0.0)
    for row, score in enumerate(scores.values()):
        assert (score.precision or 0.0, score.recall or 0.0, score.f1) == pytest.approx(
            [part[row] for part in theirs[:3]]
        )
        assert score.expected == theirs[3][row]
