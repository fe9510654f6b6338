"""The gate: every rule of the thresholds file that is about a result must hold.

A rule names a figure of a task and the least or most that it may be. Which end of the 95 % interval counts is said by
the rule; where only a sample was asked, the friendly end counts, so that a small sample breaks a rule only surely.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from eval.errors import BadThresholdsError
from knowledge.settings import ROOT

THRESHOLDS = ROOT / "eval" / "thresholds.yml"
Result = Mapping[str, Any]


class Rule(BaseModel):
    """One rule. `questions`: name of a file, empty for all; `group`: of a breakdown, such as `{form: typos}`.

    `figure`: a measure of the task, `verdict.NAME` (a share), `latency.median`, `latency.percentile_95` (milliseconds)
    or `no_answer` (a share). `by`: which value of the figure counts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    task: str
    figure: str
    questions: str = ""
    group: dict[str, str] = Field(default={}, max_length=1)
    least: float | None = None
    most: float | None = None
    by: Literal["value", "low", "high"] = "value"
    why: str = Field(min_length=10)

    @model_validator(mode="after")
    def _one_limit(self) -> "Rule":
        if (self.least is None) == (self.most is None):
            raise ValueError("a rule has either `least` or `most`")
        return self

    @property
    def name(self) -> str:
        """What the rule is about, in one line."""
        of = f" of {self.questions}" if self.questions else ""
        where = "".join(f", {by} {group}" for by, group in self.group.items())
        limit = f"at least {self.least:g}" if self.least is not None else f"at most {self.most:g}"
        return f"{self.task}: {self.figure}{of}{where} {limit}{'' if self.by == 'value' else f' ({self.by} end)'}"

    def is_about(self, result: Result) -> bool:
        """Whether the rule speaks of `result`."""
        return self.task == result["task"] and self.questions in ("", result["questions"]["file"])


class _Thresholds(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rules: list[Rule] = Field(min_length=1)


@dataclass(frozen=True)
class Checked:
    """A rule held against a result; `found` None where the result has no such figure, which breaks the rule."""

    rule: Rule
    result: Result
    found: float | None

    @property
    def holds(self) -> bool:
        """Whether the figure is within the limit."""
        if self.found is None:
            return False
        return self.found >= self.rule.least if self.rule.least is not None else self.found <= (self.rule.most or 0)

    def line(self) -> str:
        """Return the rule, what was found and, where it is broken, why it is a rule."""
        found = "not measured" if self.found is None else f"{self.found:.4g}"
        told = f"{'holds ' if self.holds else 'BROKEN'} {self.rule.name}: {found}"
        return told if self.holds else f"{told}. Why it is a rule: {self.rule.why}"


def read_rules(path: Path) -> list[Rule]:
    """Read the file of thresholds. Raises `BadThresholdsError` by file, rule and field."""
    try:
        return _Thresholds.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).rules
    except ValidationError as error:
        first = error.errors()[0]
        raise BadThresholdsError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise BadThresholdsError(f"{path}: {error}") from error


def check(rules: Sequence[Rule], results: Sequence[Result]) -> list[Checked]:
    """Hold every rule against every result that it is about."""
    return [
        Checked(rule, result, _found(rule, result)) for rule in rules for result in results if rule.is_about(result)
    ]


def without_rule(rules: Sequence[Rule], results: Sequence[Result]) -> Iterator[str]:
    """Yield the task and file of every result that no rule is about."""
    for result in results:
        if not any(rule.is_about(result) for rule in rules):
            yield f"{result['task']}: {result['questions']['file']}"


def _found(rule: Rule, result: Result) -> float | None:
    kind, _, name = rule.figure.partition(".")
    if rule.figure == "no_answer":
        return float(result["no_answer"] / max(result["questions"]["count"], 1))
    if kind == "latency":
        return _number(result["latency_ms"].get(name))
    figure = result["verdicts"].get(name) if kind == "verdict" else _figures(rule, result).get(rule.figure)
    return _number(figure[_end(rule, result)]) if figure else None


def _figures(rule: Rule, result: Result) -> Mapping[str, Any]:
    figures: Mapping[str, Any] = result["figures"]
    for by, group in rule.group.items():
        figures = result["breakdowns"].get(by, {}).get(group, {})
    return figures


def _end(rule: Rule, result: Result) -> str:
    if result["questions"]["asked"] < result["questions"]["rows"]:
        return "high" if rule.least is not None else "low"
    return rule.by


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
