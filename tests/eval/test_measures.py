"""The figures against cases counted by hand."""

from collections.abc import Callable

import pytest

from eval.figures import Figure
from eval.measures import broken_down, confusion, figures, latency
from eval.outcomes import Outcome

Made = Callable[..., Outcome]


def value(outcomes: list[Outcome], measure: str) -> tuple[float | None, int]:
    figure = figures(outcomes)[measure]
    return None if figure.value is None else round(figure.value, 6), figure.n


def test_rank_counts_the_first_result_the_first_five_and_the_reciprocal(made: Made) -> None:
    outcomes = [
        made("a", "answer", [["1"]], "answer", ["1"], ranking=["1", "2", "3", "4", "5"]),
        made("b", "answer", [["1"]], "answer", ["2"], ranking=["2", "3", "4", "1", "5"]),
        made("c", "answer", [["1"]], "answer", ["2"], ranking=["2", "3", "4", "5", "6"]),
    ]
    assert value(outcomes, "first") == (round(1 / 3, 6), 3)
    assert value(outcomes, "first_five") == (round(2 / 3, 6), 3)
    assert value(outcomes, "mrr") == (round((1 + 1 / 4 + 0) / 3, 6), 3)


def test_the_best_of_a_groups_codes_counts(made: Made) -> None:
    outcomes = [made("a", "answer", [["8", "2", "3"]], "answer", ["1"], ranking=["1", "2", "3"])]
    assert value(outcomes, "mrr") == (0.5, 1)


def test_a_sixth_result_and_a_repeated_one_do_not_count(made: Made) -> None:
    late = made("a", "answer", [["6"]], "answer", ["1"], ranking=["1", "2", "3", "4", "5", "6"])
    repeated = made("b", "answer", [["2"]], "answer", ["1"], ranking=["1", "1", "2"])
    assert value([late], "first_five") == value([late], "mrr") == (0.0, 1)
    assert value([repeated], "mrr") == (0.5, 1)


def test_a_question_without_results_is_a_miss_in_every_rank_measure(made: Made) -> None:
    outcomes = [made("a", "answer", [["1"]], "answer", ["1"]), made("b", "answer", [["1"]], None)]
    for measure in ("first", "first_five", "mrr", "right", "decision"):
        assert value(outcomes, measure) == (0.5, 2)


def test_rank_is_only_measured_where_an_answer_is_due(made: Made) -> None:
    outcomes = [made("a", "clarify", [["1"]], "clarify", ["1"]), made("b", "decline", [], "decline")]
    assert figures(outcomes)["first"] == figures(outcomes)["mrr"] == Figure(None, 0)


def test_two_at_once_are_first_with_either_and_found_with_both(made: Made) -> None:
    both = made("a", "answer", [["1"], ["2"]], "answer", ["2", "1"], ranking=["2", "9", "1"])
    one = made("b", "answer", [["1"], ["2"]], "answer", ["1"], ranking=["1", "9", "8"])
    single = made("c", "answer", [["1"]], "answer", ["1"])
    assert value([both, one, single], "first") == (1.0, 3)
    assert value([both, one, single], "first_five") == (round(2 / 3, 6), 3)
    assert value([both, one, single], "mrr") == (1.0, 3)
    assert value([both, one, single], "two_at_once") == (0.5, 2)
    assert value([both, one, single], "right") == (round(2 / 3, 6), 3)


def test_wrong_among_answered_counts_every_answer_that_should_not_have_been(made: Made) -> None:
    outcomes = [
        made("right", "answer", [["1"]], "answer", ["1"]),
        made("another", "answer", [["1"]], "answer", ["2"]),
        made("vague", "clarify", [["1"]], "answer", ["1"]),
        made("nothing", "decline", [], "answer", ["1"]),
        made("asked back", "answer", [["1"]], "clarify", ["2"]),
        made("declined", "answer", [["1"]], "decline"),
    ]
    assert value(outcomes, "wrong_among_answered") == (0.75, 4)


def test_decisions_declines_and_clarifications_are_counted_by_what_was_due(made: Made) -> None:
    outcomes = [
        made("a", "decline", [], "decline"),
        made("b", "decline", [], "clarify", ["1"]),
        made("c", "clarify", [["1"]], "clarify", ["1"]),
        made("d", "clarify", [["1"]], "clarify", ["2"]),
        made("e", "clarify", [["1"]], "decline"),
        made("f", "answer", [["1"]], "answer", ["2"]),
    ]
    assert value(outcomes, "declined_right") == (0.5, 2)
    assert value(outcomes, "clarify_right") == (round(1 / 3, 6), 3)
    assert value(outcomes, "decision") == (round(4 / 6, 6), 6)
    assert value(outcomes, "right") == (round(2 / 6, 6), 6)


def test_a_dialogue_is_whole_when_every_turn_is_right(made: Made) -> None:
    outcomes = [
        made("d1.1", "dialogue", [], "dialogue", dialogue="d1"),
        made("d1.2", "answer", [["1"]], "answer", ["1"], dialogue="d1"),
        made("d2.1", "answer", [["1"]], "answer", ["1"], dialogue="d2"),
        made("d2.2", "decline", [], None, dialogue="d2"),
    ]
    assert value(outcomes, "whole_dialogues") == (0.5, 2)
    assert value(outcomes, "right") == (0.75, 4)


def test_every_figure_lies_in_its_interval(made: Made) -> None:
    outcomes = [made(str(number), "answer", [["1"]], "answer", [str(number % 2)]) for number in range(20)]
    figure = figures(outcomes)["right"]
    assert figure.low is not None
    assert figure.high is not None
    assert 0 < figure.low < 0.5 < figure.high < 1


def test_figures_are_broken_down_by_form_and_leave_out_what_has_none(made: Made) -> None:
    outcomes = [
        made("a", "answer", [["1"]], "answer", ["1"], form="teencode"),
        made("b", "answer", [["1"]], "answer", ["2"], form="teencode"),
        made("c", "answer", [["1"]], "answer", ["1"], form="dialect"),
        made("d", "answer", [["1"]], "answer", ["1"]),
    ]
    found = broken_down(outcomes, "form")
    assert [(form, measured["right"].value, measured["right"].n) for form, measured in found.items()] == [
        ("dialect", 1.0, 1),
        ("teencode", 0.5, 2),
    ]
    assert broken_down(outcomes, "level") == {}


def test_confusion_counts_what_was_due_against_what_was_done(made: Made) -> None:
    counted = confusion(
        [
            made("a", "answer", [["1"]], "answer", ["1"]),
            made("b", "answer", [["1"]], "clarify", ["1"]),
            made("c", "answer", [["1"]], "dialogue", ["1"]),
            made("d", "decline", [], None),
        ]
    )
    assert counted["answer"] == {"answer": 2, "clarify": 1, "decline": 0, "dialogue": 0, "none": 0}
    assert counted["decline"] == {"answer": 0, "clarify": 0, "decline": 0, "dialogue": 0, "none": 1}
    assert sum(sum(row.values()) for row in counted.values()) == 4


def test_latency_is_taken_over_what_was_answered(made: Made) -> None:
    outcomes = [made(str(ms), "decline", [], "decline", milliseconds=ms) for ms in range(1, 102)]
    times = latency([*outcomes, made("lost", "decline", [], None, milliseconds=30_000)])
    assert times.median == pytest.approx(51)
    assert times.percentile_95 == pytest.approx(96)
    assert latency([]).median is None


def test_ids_with_blanks_and_vietnamese_are_kept_apart(made: Made) -> None:
    outcomes = [made("câu 1", "answer", [["1"]], "answer", ["1"]), made("câu", "answer", [["1"]], "answer", ["2"])]
    assert value(outcomes, "first") == (0.5, 2)
