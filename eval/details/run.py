"""Reading every question of a file against the lines of its procedure, in this process."""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from tqdm import tqdm

from bot.answers.details import quoted
from eval.bootstrap import interval
from eval.errors import BadQuestionsError
from eval.measures import Figure
from eval.questions import sha256
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import settings
from retriever import release
from retriever.passages import Read

MEASURES = {
    "first": "line that answers comes first",
    "in_three": "... among the first three",
    "answered": "a line that answers is quoted",
    "quoted_right": "right among the questions with a quote",
    "declined": "nothing quoted where no line answers",
}


class DetailAsked(BaseModel):
    """One question of the file; `lines`: every official line that answers it, none where none does."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str = Field(min_length=1)
    procedure: str
    lines: tuple[str, ...]
    behaviour: Literal["answer", "decline"]

    @model_validator(mode="after")
    def _agrees(self) -> "DetailAsked":
        if bool(self.lines) != (self.behaviour == "answer"):
            raise ValueError("only a question to answer has lines")
        return self


@dataclass(frozen=True)
class DetailOutcome:
    """What came of one question: ids of the ranked lines, and of those quoted."""

    asked: DetailAsked
    ranked: tuple[str, ...]
    quoted: tuple[str, ...]
    milliseconds: float


@dataclass(frozen=True)
class DetailReport:
    """Everything there is to say of one run."""

    questions: Path
    release: str
    outcomes: tuple[DetailOutcome, ...]
    figures: dict[str, Figure]

    def json(self) -> dict[str, Any]:
        """Return what goes into the JSON file; questions are named by id only."""
        return {
            "task": "details",
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "questions": {"file": self.questions.name, "sha256": sha256(self.questions), "count": len(self.outcomes)},
            "release": self.release,
            "figures": {name: asdict(figure) for name, figure in self.figures.items()},
            "latency_ms": self._latency(),
            "outcomes": [
                {"id": one.asked.id, "ranked": one.ranked, "quoted": one.quoted, "ms": round(one.milliseconds, 1)}
                for one in self.outcomes
            ],
        }

    def markdown(self) -> str:
        """Return the figures as a table."""
        rows = [
            f"| {MEASURES[name]} | {figure.value:.1%} | {figure.low:.1%} to {figure.high:.1%} | {figure.n} |"
            for name, figure in self.figures.items()
            if figure.value is not None
        ]
        middle, most = self._latency().values()
        return (
            f"# details: {self.questions.name}\n\nrelease {self.release}; {len(self.outcomes)} questions; sha256 "
            f"{sha256(self.questions)};\nmedian {middle} ms, 95th percentile {most} ms.\n\n"
            "| measure | value | 95 % interval | of |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
        )

    def _latency(self) -> dict[str, float]:
        times = [one.milliseconds for one in self.outcomes]
        return {"median": round(float(np.median(times)), 1), "p95": round(float(np.percentile(times, 95)), 1)}


def measure(options: argparse.Namespace) -> DetailReport:
    """Read the questions of `options.questions`. Raises `BadQuestionsError`, or `BadReleaseError` without a release."""
    questions = read_questions(options.questions)
    folder = release.current(settings().releases)
    retriever, catalogue = release.load(folder), Catalogue(folder / "catalogue.sqlite")
    shown = tqdm(questions, desc="details", unit="question", disable=None)
    outcomes = tuple(
        _asked(question, lambda text, code: retriever.read_detail(text, catalogue.get(code))) for question in shown
    )
    return DetailReport(options.questions, folder.name, outcomes, figures(outcomes))


def read_questions(path: Path) -> list[DetailAsked]:
    """Read a file of detail questions. Raises `BadQuestionsError` by file and line."""
    asked = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionsError(f"{path}: {error}") from error
    for number, line in enumerate(lines, 1):
        try:
            asked.append(DetailAsked.model_validate(json.loads(line)))
        except (ValueError, ValidationError) as error:
            raise BadQuestionsError(f"{path}:{number}: {error}") from error
    if not asked:
        raise BadQuestionsError(f"{path}: holds no question")
    return asked


def figures(outcomes: Sequence[DetailOutcome]) -> dict[str, Figure]:
    """Return every measure with its interval."""
    said = [one for one in outcomes if one.asked.lines]
    told = [one for one in outcomes if one.quoted]
    silent = [one for one in outcomes if not one.asked.lines]
    return {
        "first": _figure(said, lambda one: _right(one, one.ranked[:1])),
        "in_three": _figure(said, lambda one: _right(one, one.ranked[:3])),
        "answered": _figure(said, lambda one: _right(one, one.quoted)),
        "quoted_right": _figure(told, lambda one: _right(one, one.quoted)),
        "declined": _figure(silent, lambda one: not one.quoted),
    }


def _asked(question: DetailAsked, read: Callable[[str, str], Read]) -> DetailOutcome:
    started = time.perf_counter()
    found = read(question.question, question.procedure)
    milliseconds = (time.perf_counter() - started) * 1000
    return DetailOutcome(question, _lines(found.passages), _lines(quoted(found)), milliseconds)


def _lines(passages: Iterable[Any]) -> tuple[str, ...]:
    return tuple(passage.reference.partition("#")[2] for passage in passages)


def _right(one: DetailOutcome, lines: Iterable[str]) -> bool:
    return any(line in one.asked.lines for line in lines)


def _figure(outcomes: Sequence[DetailOutcome], right: Callable[[DetailOutcome], bool]) -> Figure:
    values = [(one.asked.id, float(right(one))) for one in outcomes]
    if not values:
        return Figure(None, 0)
    low, high = interval(values)
    return Figure(sum(value for _, value in values) / len(values), len(values), low, high)
