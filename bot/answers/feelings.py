"""What is said first to somebody in danger or in grief, before any papers; the words are in `feelings.yml`."""

from functools import cache
from pathlib import Path

import yaml

from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold

DANGER, CHILD, GRIEF = "danger", "child", "grief"
OF_ANY_KIND = "distress"
"""Key of the sentence said where neither danger nor grief is named."""


@cache
def _words() -> dict[str, tuple[str, ...]]:
    told: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("feelings.yml").read_text(encoding="utf-8"))
    return {kind: tuple(standardise(word) for word in words) for kind, words in told.items()}


def sentences(text: str) -> list[str]:
    """Return the keys of the sentences to say: help in danger, for a child too, or condolences.

    A text that is typed with diacritics is read with them: "mẫu đơn" is no "máu".
    """
    said = standardise(text)
    plain = fold(text) == text.lower()  # before everyday forms ("k", "hong") were written out
    kinds = {kind for kind, words in _words().items() if any(_stands(word, said, plain) for word in words)}
    if DANGER in kinds:
        return ["distress_danger", *(["distress_child"] if CHILD in kinds else [])]
    return ["distress_grief"] if GRIEF in kinds else [OF_ANY_KIND]


def _stands(word: str, said: str, plain: bool) -> bool:
    return f" {fold(word)} " in f" {fold(said)} " if plain else f" {word} " in f" {said} "
