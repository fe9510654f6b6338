"""One run of a task: read the rows, open whom to ask, ask each, and say what came of it."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from eval.journal import Journal
from eval.known import known
from eval.questions import Row, sha256
from eval.results import Asked, result
from eval.task import Assistant, Task

Tell = Callable[[int, int], None]
"""Told how many of how many rows are asked."""


def run(task: Task[Any, Any], options: argparse.Namespace, tell: Tell = lambda _done, _rows: None) -> dict[str, Any]:
    """Return the JSON of one run of `task` as `options` say.

    Raises `BadQuestionsError`, `JournalInUseError`, or what the task raises where nobody can be asked.
    """
    everything = task.read(options.questions)
    rows = sample(everything, options.sample)
    with task.opened(options) as assistant:
        bound = _bound(task, options.questions, assistant, rows)
        with Journal[Any](journal(options.json), bound, task.said, resume=options.resume) as kept:
            answered = _ask(task, rows, assistant, kept, tell)
            asked = Asked(options.questions, len(everything), len(rows))
            return result(task, asked, assistant, answered, known(assistant.release))


def journal(out: Path) -> Path:
    """Return where the journal of the run lies whose JSON is `out`."""
    return out.with_suffix(".journal.jsonl")


def sample(rows: Sequence[Any], size: int | None) -> list[Any]:
    """Return `size` rows spread evenly over all, always the same ones; all where there are no more, or for None."""
    if size is None or size >= len(rows):
        return list(rows)
    return [rows[place * len(rows) // size] for place in range(size)]


def _bound(
    task: Task[Any, Any], questions: Path, assistant: Assistant[Any, Any], rows: Sequence[Row]
) -> dict[str, Any]:
    return {
        "task": task.name,
        "release": assistant.release,
        "dialogue model": assistant.rasa_model,
        "file of questions": sha256(questions),
        "sample": len(rows),
        "configuration": assistant.configuration,
    }


def _ask(
    task: Task[Any, Any], rows: Sequence[Row], assistant: Assistant[Any, Any], kept: Journal[Any], tell: Tell
) -> list[tuple[Row, Any]]:
    if kept.message:
        print(kept.message, file=sys.stderr)
    said = dict(kept.known)
    left = [row for row in rows if row.id not in said]
    tell(len(said), len(rows))
    # A bar is for a terminal: a log would hold one line for every question.
    for row in tqdm(left, total=len(rows), initial=len(said), desc=task.name, unit="row", disable=None):
        said[row.id] = assistant.ask(row)
        kept.add(row.id, said[row.id])
        tell(len(said), len(rows))
    return [(row, said[row.id]) for row in rows]
