"""Reading every question of a file against the lines of its procedure, and judging what is quoted."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from eval.configuration import answering_settings
from eval.details.questions import DetailAsked, Quoted
from eval.task import Assistant, Task
from eval.verdicts import Judged, Verdict
from knowledge.settings import settings


class Details(Task[DetailAsked, Quoted]):
    """Task details."""

    name = "details"
    about = "is a question about a detail answered with the official line that says it, or declined?"
    rows, said = DetailAsked, Quoted
    measures = {
        "first": "line that answers comes first",
        "in_three": "... among the first three",
        "answered": "a line that answers is quoted",
        "quoted_right": "right among the questions with a quote",
        "declined": "nothing quoted where no line answers",
    }
    headline = ("answered", "quoted_right", "declined")

    @contextmanager
    def opened(self, options: argparse.Namespace) -> Iterator[Assistant[DetailAsked, Quoted]]:
        """Open the current release. Raises `BadReleaseError` where there is none."""
        # torch and faiss take seconds to import.
        from eval.details.reading import Reader
        from retriever import release

        folder = release.current(settings().releases)
        yield Assistant(Reader(folder).ask, folder.name, configuration={"settings": answering_settings()})

    def judged(self, answered: Sequence[tuple[DetailAsked, Quoted]]) -> list[Judged]:
        """Judge every question by the lines quoted for it."""
        return [_judged(asked, said) for asked, said in answered]


def _judged(asked: DetailAsked, said: Quoted) -> Judged:
    right = not said.error and (_right(asked, said.quoted) if asked.lines else not said.quoted)
    return Judged(
        id=asked.id,
        verdict=_verdict(asked, said),
        right=right,
        milliseconds=said.milliseconds,
        values=dict(_values(asked, said)),
        procedure=asked.procedure,
        confidence=said.says,
        answer_right=_right(asked, said.ranked[:1]),
        error=said.error,
        told={"ranked": said.ranked, "quoted": said.quoted, "behaviour": asked.behaviour},
    )


def _verdict(asked: DetailAsked, said: Quoted) -> Verdict:
    if said.error:
        return Verdict.NONE
    if not said.quoted:
        return Verdict.DECLINED
    return Verdict.RIGHT if _right(asked, said.quoted) else Verdict.WRONG


def _values(asked: DetailAsked, said: Quoted) -> Iterator[tuple[str, float]]:
    if asked.lines:
        yield "first", float(_right(asked, said.ranked[:1]))
        yield "in_three", float(_right(asked, said.ranked[:3]))
        yield "answered", float(_right(asked, said.quoted))
    if said.quoted:
        yield "quoted_right", float(_right(asked, said.quoted))
    if not asked.lines:
        yield "declined", float(not said.quoted and not said.error)


def _right(asked: DetailAsked, lines: Iterable[str]) -> bool:
    return any(line in asked.lines for line in lines)
