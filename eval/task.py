"""The one shape of a task: what is asked, who is asked, what came of it, and what there is to say of that.

A task is a package `eval/NAME/` with a class of this shape in `eval/NAME/task.py`, named in `eval.tasks.TASKS`.
Everything else (progress, resuming, intervals, JSON, Markdown, HTML, comparing, the gate) is done for it.
"""

import argparse
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from eval.figures import Figure, mean
from eval.questions import Row, read_rows
from eval.verdicts import Judged

R = TypeVar("R", bound=Row)
Said = TypeVar("Said")


@dataclass(frozen=True)
class Assistant(Generic[R, Said]):
    """Who is asked. `ask` must not raise for one failed row: it says so in what it returns.

    `release`: name of the release that answers, None where a server does not say. `rasa_model`: its file and id where
    the dialogue takes part and says so. `configuration`: what else changes answers; a run is resumed only with the
    same. `place`: where it was asked, such as a URL; told, but no reason to start anew.
    """

    ask: Callable[[R], Said]
    release: str | None
    rasa_model: Mapping[str, str] | None = None
    configuration: Mapping[str, Any] = field(default_factory=dict)
    place: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table of the task's own; the first column is of words, the others of numbers already written out."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Task(ABC, Generic[R, Said]):
    """A way to measure the assistant.

    `rows`: pydantic model of one line of the file of questions. `said`: type of what asking one row brings back, such
    as a frozen dataclass or a tuple of them: pydantic writes it into the journal and reads it back. `unit`: what is
    counted, in the plural. `measures`: name and label of every measure; `headline`: those that breakdowns show;
    `lower_is_better` and `differences`: names of measures that are so.
    """

    name: ClassVar[str]
    about: ClassVar[str]
    rows: Any
    said: Any
    unit: ClassVar[str] = "questions"
    measures: ClassVar[Mapping[str, str]] = {}
    headline: ClassVar[tuple[str, ...]] = ()
    lower_is_better: ClassVar[frozenset[str]] = frozenset()
    differences: ClassVar[frozenset[str]] = frozenset()

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the task's own options to the command line; none unless overridden."""

    def read(self, path: Path) -> list[R]:
        """Read the file of questions. Raises `BadQuestionsError` by file, line and field, never by text."""
        return read_rows(path, self.rows)

    @abstractmethod
    def opened(self, options: argparse.Namespace) -> AbstractContextManager[Assistant[R, Said]]:
        """Open whom `options` name. Raises an `EvalError` or `RetrieverError` where nobody can be asked."""

    @abstractmethod
    def judged(self, answered: Sequence[tuple[R, Said]]) -> list[Judged]:
        """Judge what was said to each row, in order; one or more for each. Pure: a journal is judged the same way."""

    def figures(self, judged: Sequence[Judged]) -> dict[str, Figure]:
        """Return every measure over `judged`, all of a run or one group of a breakdown."""
        return {
            name: mean([(one.independent, one.values[name]) for one in judged if name in one.values])
            for name in self.measures
        }

    def more(self, answered: Sequence[tuple[R, Said]]) -> dict[str, Any]:
        """Return what else stands in the JSON of the run; nothing unless overridden."""
        return {}

    def tables(self, answered: Sequence[tuple[R, Said]]) -> list[Table]:
        """Return the task's own tables; none unless overridden."""
        return []
