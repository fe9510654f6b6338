"""Our retriever, as the current release holds it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.bench.known import Known
from eval.bench.systems.system import Choice, Ranking
from retriever import release


class Ours:
    """The release in `folder`; its indexes and weights were made when it was built, so building is loading."""

    name = "ours"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.configuration: dict[str, Any] = {"release": folder.name, "indexes": ["names", "text", "phrasings"]}

    def build(self, documents: Sequence[Known]) -> None:
        """Load the release, which brings its own documents. Raises `BadReleaseError`."""
        self._retriever = release.load(self.folder)

    def rank(self, question: str, k: int) -> Ranking:
        """Return the best procedures with the belief in each."""
        return [(result.procedure_code, result.score) for result in self._retriever.search(question, k=k).results]

    def choose(self, question: str, k: int) -> Choice:
        """Return the decision; the confidence is the belief in an outright answer."""
        found = self._retriever.search(question, k=k)
        ranking = tuple(result.procedure_code for result in found.results)
        return Choice(ranking, found.confidence, str(found.decision), found.about)
