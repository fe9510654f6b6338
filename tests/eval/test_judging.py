"""Replies are judged by the procedures and the decision that were expected."""

from collections.abc import Callable

import pytest

from eval.judging import decisions, judge
from eval.outcomes import Outcome
from eval.verdicts import Verdict

Made = Callable[..., Outcome]


@pytest.mark.parametrize(
    ("behaviour", "expect", "decision", "procedures", "verdict", "right"),
    [
        ("answer", [["1"]], "answer", ["1"], Verdict.RIGHT, True),
        ("answer", [["1"]], "answer", ["2"], Verdict.WRONG, False),
        ("answer", [["1"], ["2"]], "answer", ["2"], Verdict.PARTLY, False),
        ("answer", [["1"]], "decline", [], Verdict.DECLINED, False),
        ("answer", [["1"]], "clarify", ["1", "2"], Verdict.CLARIFIED, False),
        ("answer", [["1"]], "dialogue", ["1"], Verdict.RIGHT, True),
        ("answer", [["1"]], "dialogue", [], Verdict.WRONG, False),
        ("decline", [], "decline", [], Verdict.DECLINED, True),
        ("decline", [], "answer", ["1"], Verdict.WRONG, False),
        ("clarify", [["1"]], "clarify", ["1", "2"], Verdict.CLARIFIED, True),
        ("clarify", [["1"]], "answer", ["1"], Verdict.WRONG, False),
        ("dialogue", [], "dialogue", [], Verdict.RIGHT, True),
        ("answer", [["1"]], None, [], Verdict.NONE, False),
    ],
)
def test_what_was_done_is_told_apart_from_whether_it_was_wanted(
    made: Made, behaviour: str, expect: list[list[str]], decision: str, procedures: list[str], verdict: str, right: bool
) -> None:
    (one,) = judge([made("q", behaviour, expect, decision, procedures)])
    assert (one.verdict, one.right) == (verdict, right)


def test_one_of_two_tells_which_is_missing(made: Made) -> None:
    (one,) = judge([made("q", "answer", [["1", "9"], ["2"]], "answer", ["2", "3"])])
    assert (one.missing, one.extra, one.mistaken) == (("1",), ("3",), ("1", "3"))


def test_a_right_answer_that_says_more_says_what(made: Made) -> None:
    (one,) = judge([made("q", "answer", [["1"]], "answer", ["1", "3"])])
    assert (one.verdict, one.missing, one.extra, one.mistaken) == (Verdict.RIGHT, (), ("3",), None)


def test_what_is_asked_back_on_is_no_procedure_taken_for_another(made: Made) -> None:
    (one,) = judge([made("q", "answer", [["1"]], "clarify", ["2", "3"])])
    assert (one.missing, one.extra, one.mistaken) == ((), (), None)


def test_groups_are_those_that_the_question_names(made: Made) -> None:
    (one,) = judge([made("q", "answer", [["1"]], "answer", ["1"], form="typos", carries="keep", dialogue="d")])
    assert one.groups == {"form": "typos", "carries": "keep"}
    assert (one.independent, one.procedure) == ("d", "1")


def test_the_table_leaves_out_what_was_never_expected(made: Made) -> None:
    table = decisions([made("q", "decline", [], "decline")])
    assert table.rows == (("decline", "0", "0", "1", "0", "0"),)
