"""The retriever of the current release, asked in this process."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

from bot.answers.messages import Decision
from eval.outcomes import Reply
from eval.questions import Question
from knowledge.settings import settings
from retriever import release
from retriever.engine import Retriever


@dataclass(frozen=True)
class InProcess:
    """A loaded retriever, its release's name and what that was built from."""

    retriever: Retriever
    release: str
    build: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def current(cls) -> "InProcess":
        """Load the current release. Raises `BadReleaseError`."""
        folder = release.current(settings().releases)
        return cls(release.load(folder), folder.name, json.loads((folder / "release.json").read_text("utf-8")))

    def ask(self, question: Question) -> Reply:
        """Search without context."""
        started = time.perf_counter()
        found = self.retriever.search(question.question)
        milliseconds = (time.perf_counter() - started) * 1000
        ranking = tuple(result.procedure_code for result in found.results)
        return Reply(Decision(found.decision), found.about, ranking, milliseconds, confidence=found.confidence)
