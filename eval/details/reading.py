"""Reading a question against the lines of its procedure, in this process."""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.answers.details import quoted
from eval.details.questions import DetailAsked, Quoted
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.errors import ProcedureNotFoundError
from retriever import release


class Reader:
    """The release in `folder` with its records. Raises `BadReleaseError`."""

    def __init__(self, folder: Path) -> None:
        self._retriever = release.load(folder)
        self._catalogue = Catalogue(folder / "catalogue.sqlite")

    def ask(self, asked: DetailAsked) -> Quoted:
        """Read one question; a procedure that the release does not hold is no answer."""
        started = time.perf_counter()
        try:
            record = self._catalogue.get(asked.procedure)
        except ProcedureNotFoundError as error:
            return Quoted((), (), 0.0, error=str(error))
        found = self._retriever.read_detail(asked.question, record)
        milliseconds = (time.perf_counter() - started) * 1000
        return Quoted(_lines(found.passages), _lines(quoted(found)), milliseconds, found.said)


def _lines(passages: Iterable[Any]) -> tuple[str, ...]:
    return tuple(passage.reference.partition("#")[2] for passage in passages)
