"""Asking every question of a file, in this process or over HTTP."""

import argparse
from collections.abc import Callable, Sequence

from tqdm import tqdm

from eval.outcomes import Outcome, Reply, Run
from eval.questions import Question, read_questions
from eval.retrieval.over_http import OverHttp

Ask = Callable[[Question], Reply]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this task's options."""
    parser.add_argument("--url", metavar="URL", help="ask the search API of this server instead of this process")


def run(options: argparse.Namespace) -> Run:
    """Ask the questions of `options.questions`.

    Raises `BadQuestionsError`, `UnreachableServerError`, or `BadReleaseError` where there is no release.
    """
    questions = read_questions(options.questions)
    if options.url:
        with OverHttp(options.url) as server:
            return Run("retrieval", asked(questions, server.ask), server.release, {"url": options.url})
    # A server needs none of torch and faiss, which take seconds to import.
    from eval.retrieval.in_process import InProcess

    local = InProcess.current()
    return Run("retrieval", asked(questions, local.ask), local.release, {"build": local.build})


def asked(questions: Sequence[Question], ask: Ask) -> tuple[Outcome, ...]:
    """Ask `questions` one after the other."""
    shown = tqdm(questions, desc="retrieval", unit="question", disable=None)
    return tuple(Outcome(question.id, question, ask(question)) for question in shown)
