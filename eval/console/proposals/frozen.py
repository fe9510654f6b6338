"""What measures the assistant: nothing that stands in a frozen set of questions, or nearly does, may be taught."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from eval.console.errors import ConsoleError
from eval.console.proposals.nearness import Texts
from knowledge.settings import ROOT
from knowledge.vietnamese.folding import syllables

FOLDER = ROOT / "eval" / "questions"
_SAID = frozenset({"question", "text", "say", "turns", "messages"})
"""Keys of a line under which something stands that a citizen says."""
_SET_PHRASE = 3
"""Up to this many syllables a message is a set phrase that everybody says, and nobody's own."""


class FrozenQuestionsError(ConsoleError):
    """The sets of questions that measure the assistant are not there, so that nothing can be compared with them."""

    key = "proposals.no_tests"


def stands_in_a_test(text: str) -> bool:
    """Return whether `text` is, or nearly is, a question that measures the assistant. Raises `FrozenQuestionsError`."""
    return measuring(FOLDER).has_nearly(text)


@cache
def measuring(folder: Path) -> Texts:
    """Return every question of the sets in `folder`, read once. Raises `FrozenQuestionsError`."""
    try:
        lines = [
            line for path in folder.glob("*.jsonl") for line in path.read_text("utf-8").splitlines() if line.strip()
        ]
        texts = [text for line in lines for text in _said(json.loads(line)) if len(syllables(text)) > _SET_PHRASE]
    except (OSError, ValueError) as error:
        raise FrozenQuestionsError(f"{folder}: {error}") from error
    if not texts:
        raise FrozenQuestionsError(f"{folder}: holds no questions")
    return Texts.among(texts)


def _said(value: Any) -> Iterator[str]:
    """Yield what is said in a line: strings under the keys of `_SAID`, and in lists and turns below them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _said(inner)
    elif isinstance(value, dict):
        for key in _SAID & value.keys():
            yield from _said(value[key])
