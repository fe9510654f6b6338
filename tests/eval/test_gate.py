"""The gate holds results against one file of thresholds."""

from pathlib import Path
from typing import Any

import pytest

from eval.errors import BadThresholdsError
from eval.gate import THRESHOLDS, Rule, check, read_rules, without_rule
from eval.tasks import TASKS
from eval.verdicts import Verdict
from knowledge.settings import ROOT

WHY = "because it is a test of the gate"


def rule(figure: str, **limits: Any) -> Rule:
    return Rule.model_validate({"task": "retrieval", "figure": figure, "why": WHY, **limits})


def holds(result: dict[str, Any], figure: str, **limits: Any) -> bool:
    (checked,) = check([rule(figure, **limits)], [result])
    return checked.holds


def test_a_limit_itself_is_within(small: dict[str, Any]) -> None:
    assert holds(small, "first", least=0.4)
    assert not holds(small, "first", least=0.41)
    assert holds(small, "wrong_among_answered", most=0.67)
    assert not holds(small, "wrong_among_answered", most=0.66)


@pytest.mark.parametrize(("by", "kept"), [("low", False), ("value", True), ("high", True)])
def test_the_rule_says_which_end_of_the_interval_counts(small: dict[str, Any], by: str, kept: bool) -> None:
    assert holds(small, "first", least=0.3, by=by) is kept


def test_of_a_sample_the_friendly_end_counts(small: dict[str, Any]) -> None:
    sample = {**small, "questions": {**small["questions"], "asked": 7, "rows": 700}}
    assert not holds(small, "first", least=0.7)
    assert holds(sample, "first", least=0.7)
    assert holds(sample, "wrong_among_answered", most=0.1)


@pytest.mark.parametrize(
    ("figure", "limits"),
    [
        ("verdict.wrong", {"most": 0.15}),
        ("latency.percentile_95", {"most": 31.0}),
        ("latency.median", {"least": 10.0}),
        ("no_answer", {"most": 0.15}),
        ("right", {"least": 0.6, "group": {"form": "plain"}}),
    ],
)
def test_outcomes_times_and_groups_have_rules_too(small: dict[str, Any], figure: str, limits: dict[str, Any]) -> None:
    assert holds(small, figure, **limits)


@pytest.mark.parametrize(
    ("figure", "group"),
    [
        ("two", {}),
        ("verdict.perhaps", {}),
        ("latency.mean", {}),
        ("right", {"form": "verse"}),
        ("declined_right", {"form": "typos"}),
    ],
)
def test_a_figure_that_was_not_measured_breaks_its_rule(
    small: dict[str, Any], figure: str, group: dict[str, str]
) -> None:
    (checked,) = check([rule(figure, most=1.0, group=group)], [small])
    assert not checked.holds
    assert "not measured" in checked.line()


def test_a_rule_is_only_about_its_task_and_file(small: dict[str, Any]) -> None:
    others = [rule("right", least=1.0, questions="dev.jsonl"), Rule(task="acts", figure="act", least=1.0, why=WHY)]
    assert check(others, [small]) == []
    assert list(without_rule(others, [small])) == ["retrieval: questions.jsonl"]
    assert list(without_rule([rule("right", least=0.0)], [small])) == []


def test_a_broken_rule_names_itself_what_was_found_and_why(small: dict[str, Any]) -> None:
    (line,) = [one.line() for one in check([rule("first", least=0.9)], [small])]
    assert line == f"BROKEN retrieval: first at least 0.9: 0.4. Why it is a rule: {WHY}"


def test_a_rule_is_named_with_all_that_it_says() -> None:
    named = rule("first", least=0.9, questions="dev.jsonl", group={"form": "typos"}, by="low").name
    assert named == "retrieval: first of dev.jsonl, form typos at least 0.9 (low end)"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("rules: []", "rules"),
        ("rules: [{task: a, figure: b, why: because it is so}]", "either `least` or `most`"),
        ("rules: [{task: a, figure: b, least: 1, most: 1, why: because it is so}]", "either `least` or `most`"),
        ("rules: [{task: a, figure: b, least: 1}]", "why"),
        ("rules: [{task: a, figure: b, least: 1, why: because it is so, unless: c}]", "unless"),
        ("rules: [{task: a, figure: b, least: 1, why: because it is so, group: {a: b, c: d}}]", "group"),
        ("rules: {", "bad.yml"),
        ("7", "bad.yml"),
    ],
)
def test_bad_thresholds_are_refused_by_file_and_field(tmp_path: Path, content: str, why: str) -> None:
    path = tmp_path / "bad.yml"
    path.write_text(content)
    with pytest.raises(BadThresholdsError, match=why):
        read_rules(path)


def test_missing_thresholds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadThresholdsError, match=r"none\.yml"):
        read_rules(tmp_path / "none.yml")


@pytest.mark.parametrize("present", read_rules(THRESHOLDS), ids=lambda present: present.name)
def test_every_rule_of_the_repository_is_about_a_task_a_figure_and_a_file_that_are_there(present: Rule) -> None:
    task = TASKS[present.task]
    kind, _, name = present.figure.partition(".")
    known = {"verdict": set(Verdict), "latency": {"median", "percentile_95"}, "no_answer": {""}}
    assert name in known[kind] if kind in known else present.figure in task.measures
    assert not present.questions or (ROOT / "eval" / "questions" / present.questions).exists()
