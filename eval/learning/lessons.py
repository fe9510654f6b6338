"""What is to be learned: the approved phrasings that may still be taught, checked once more, as a file for the build."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.console.proposals.approved import as_yaml
from eval.console.proposals.phrasings import digest, known, problem
from eval.learning.told import Taught
from eval.writing import write_text
from knowledge.procedures.catalogue import Catalogue
from retriever import release

Phrasings = Mapping[str, Mapping[str, Sequence[str]]]
NOTHING = as_yaml({})
_IN_FILES = "proposals.known"
"""Why a phrasing needs no teaching: the repository has it by now."""


@dataclass(frozen=True)
class Lesson:
    """`taught`: what goes into the build; `refused`: what does not, each with its reason; `yaml`: the file."""

    taught: tuple[Taught, ...]
    refused: tuple[Taught, ...]
    yaml: str


def lesson(approved: Phrasings, procedures: Collection[str]) -> Lesson:
    """Check every approved phrasing as if it were new: files, tests and other approvals may have changed since.

    `procedures`: codes that the release knows. Raises `FrozenQuestionsError` and `BadPhrasingError`.
    """
    taught_before = known(procedures, {})
    meant = _meant(approved)
    checked = [
        one.model_copy(
            update={
                "why": problem(one.text, one.procedure_code, one.aspect, taught_before)
                or ("proposals.contradicts" if len(meant[digest(one.text)]) > 1 else "")
            }
        )
        for one in _each(approved)
    ]
    good = tuple(one for one in checked if not one.why)
    bad = tuple(one for one in checked if one.why and one.why != _IN_FILES)
    return Lesson(good, bad, as_yaml(_by_code(good)))


def known_procedures(folder: Path) -> set[str]:
    """Return the codes that a release can be asked for. Raises `BadReleaseError`."""
    return {*release.load_guides(folder), *Catalogue(folder / "catalogue.sqlite").offered_codes()}


def learned(folder: Path) -> str | None:
    """Return the file of approved phrasings that a release was built with, None where it had none."""
    file = folder / release.APPROVED
    return file.read_text(encoding="utf-8") if file.exists() else None


def put(file: Path, yaml: str | None) -> None:
    """Make `yaml` the approved phrasings that every further build reads, in one step; None for none."""
    if yaml is None:
        file.unlink(missing_ok=True)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_text(file, yaml)


def _each(approved: Phrasings) -> list[Taught]:
    return [
        Taught(procedure_code=code, aspect=aspect, text=text)
        for code, aspects in approved.items()
        for aspect, texts in aspects.items()
        for text in texts
    ]


def _meant(approved: Phrasings) -> dict[str, set[str]]:
    """Return the procedures that each phrasing was approved for, whatever its spelling."""
    meant = defaultdict[str, set[str]](set)
    for one in _each(approved):
        meant[digest(one.text)].add(one.procedure_code)
    return meant


def _by_code(taught: Sequence[Taught]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for one in taught:
        found.setdefault(one.procedure_code, {}).setdefault(one.aspect, []).append(one.text)
    return found
