"""Asking every question of a file, in this process or over HTTP."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eval.configuration import answering_settings
from eval.judging import HEADLINE, decisions, judge
from eval.measures import LOWER_IS_BETTER, MEASURES, confusion
from eval.outcomes import Outcome, Reply
from eval.questions import Question, read_questions
from eval.retrieval.over_http import OverHttp
from eval.task import Assistant, Table, Task
from eval.verdicts import Judged


class Retrieval(Task[Question, Reply]):
    """Task retrieval."""

    name = "retrieval"
    about = "does a question that stands alone find its procedure?"
    rows, said = Question, Reply
    measures = MEASURES
    headline = HEADLINE
    lower_is_better = LOWER_IS_BETTER

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add whom to ask."""
        parser.add_argument("--url", metavar="URL", help="ask the search API of this server instead of this process")

    def read(self, path: Path) -> list[Question]:
        """Read questions; refuse dialogues. Raises `BadQuestionsError`."""
        return read_questions(path)

    @contextmanager
    def opened(self, options: argparse.Namespace) -> Iterator[Assistant[Question, Reply]]:
        """Open the current release, or the server at `options.url`.

        Raises `UnreachableServerError`, or `BadReleaseError` where there is no release.
        """
        if options.url:
            with OverHttp(options.url) as server:
                yield Assistant(server.ask, server.release, place={"url": options.url})
            return
        # A server needs none of torch and faiss, which take seconds to import.
        from eval.retrieval.in_process import InProcess

        local = InProcess.current()
        configuration = {"build": local.build, "settings": answering_settings()}
        yield Assistant(local.ask, local.release, configuration=configuration)

    def judged(self, answered: Sequence[tuple[Question, Reply]]) -> list[Judged]:
        """Judge every reply by decision and procedures."""
        return judge(_outcomes(answered))

    def more(self, answered: Sequence[tuple[Question, Reply]]) -> dict[str, Any]:
        """Return counts by decision expected and taken."""
        return {"confusion": confusion(_outcomes(answered))}

    def tables(self, answered: Sequence[tuple[Question, Reply]]) -> list[Table]:
        """Return the same as a table."""
        return [decisions(_outcomes(answered))]


def _outcomes(answered: Sequence[tuple[Question, Reply]]) -> list[Outcome]:
    return [Outcome(question.id, question, reply) for question, reply in answered]
