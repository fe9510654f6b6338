"""The one shape of a task: what it leaves to the frame, and what every task there is keeps to."""

import argparse
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import pytest
from pydantic import TypeAdapter

from eval.questions import Row
from eval.task import Assistant, Task
from eval.tasks import RUNS, TASKS
from eval.verdicts import Judged, Verdict
from knowledge.settings import ROOT


@dataclass(frozen=True)
class Word:
    said: str


class Echo(Task[Row, Word]):
    """The least that a task is."""

    name = "echo"
    about = "does it say its id?"
    rows, said = Row, Word
    measures = {"right": "says its id", "never": "about nothing"}

    def opened(self, options: argparse.Namespace) -> AbstractContextManager[Assistant[Row, Word]]:
        return nullcontext(Assistant(lambda row: Word(row.id), "abc"))

    def judged(self, answered: Sequence[tuple[Row, Word]]) -> list[Judged]:
        return [
            Judged(row.id, Verdict.RIGHT if row.id == word.said else Verdict.WRONG, row.id == word.said, 1.0,
                   values={"right": float(row.id == word.said)})
            for row, word in answered
        ]  # fmt: skip


def test_a_small_task_needs_little_and_gets_figures() -> None:
    task = Echo()
    judged = task.judged([(Row(id="a"), Word("a")), (Row(id="b"), Word("a"))])
    assert {name: (found.value, found.n) for name, found in task.figures(judged).items()} == {
        "right": (0.5, 2),
        "never": (None, 0),
    }
    assert (task.more([]), task.tables([]), task.unit) == ({}, [], "questions")


@pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))
def test_a_task_names_its_measures_and_what_is_special_of_them(task: Task[Row, object]) -> None:
    assert set(task.headline) <= set(task.measures)
    assert task.lower_is_better | task.differences <= set(task.measures)
    assert task.about.endswith("?")


@pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))
def test_what_is_said_can_be_written_and_read_back(task: Task[Row, object]) -> None:
    assert TypeAdapter(task.said).json_schema(mode="serialization")


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_what_runs_together_is_there_and_is_no_blind_set(run: object) -> None:
    planned = next(one for one in RUNS if one is run)
    rows = TASKS[planned.task].read(ROOT / "eval" / "questions" / planned.questions)
    assert rows
    assert "blind" not in planned.questions
