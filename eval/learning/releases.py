"""Releases that are there: what is in each, which one is in use, going over to one and going back."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from eval.learning import lessons
from eval.learning.errors import NoReleaseError
from eval.learning.runs import Run, Runs
from eval.learning.told import Told
from knowledge.database import Sessions
from knowledge.settings import Settings
from retriever import release
from retriever.errors import BadReleaseError

_RECENT = 500
"""Runs that are looked through for what is known of releases."""


@dataclass(frozen=True)
class Listed:
    """A release. `approved`: how many phrasings of staff are in it; `runs`: that led to it or measured it, newest first."""

    name: str
    built_at: datetime
    procedures: int
    phrasings: int
    approved: int
    in_use: bool
    runs: tuple[Run, ...]


def listed(settings: Settings, sessions: Sessions) -> list[Listed]:
    """Return the finished releases of the folder, newest first."""
    in_use, runs = name_in_use(settings), Runs(sessions).read(0, _RECENT)
    files = sorted(settings.releases.glob("*/release.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [_listed(path, in_use, runs) for path in files]


def name_in_use(settings: Settings) -> str:
    """Return the name of the release that the pointer leads to, "" where it leads nowhere."""
    try:
        return release.current(settings.releases).name
    except (BadReleaseError, OSError):
        return ""


def go_over(settings: Settings, name: str) -> None:
    """Make a release the one in use, with the approved phrasings that it was built with.

    The phrasings come first: killed in between, the next build still finds this release. Raises `NoReleaseError` where
    it is not sound.
    """
    folder = settings.releases / Path(name).name
    try:
        release.verify(folder)
        release.load(folder, settings.embedding_model)
        lessons.put(settings.approved_phrasings, lessons.learned(folder))
        release.switch(settings.releases, folder.name)
    except BadReleaseError as error:
        raise NoReleaseError(str(error)) from error


def roll_back(settings: Settings, sessions: Sessions, by: str, name: str = "") -> str:
    """Go back to release `name`, or to the one before; stop a run that works. Return the name of the release.

    Raises `NoReleaseError`, and what the database raises.
    """
    runs, before = Runs(sessions), name_in_use(settings)
    wanted = name or _before(settings, runs, before)
    if working := runs.working():
        runs.ask_to_stop(working.number)
    go_over(settings, wanted)
    runs.note("rollback", by, before, wanted, Told())
    return wanted


def _before(settings: Settings, runs: Runs, in_use: str) -> str:
    """Return the release that was in use before: by what runs tell, else the newest of the others."""
    there = {path.parent.name: path.stat().st_mtime for path in settings.releases.glob("*/release.json")}
    for run in runs.read(0, _RECENT):
        if run.kind == "learning" and run.state == "done" and run.release == in_use and run.release_before in there:
            return run.release_before
    others = sorted((name for name in there if name != in_use), key=lambda name: there[name])
    if not others:
        raise NoReleaseError("there is no other release to go back to")
    return others[-1]


def _listed(path: Path, in_use: str, runs: list[Run]) -> Listed:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        told = {}
    name = path.parent.name
    return Listed(
        name,
        datetime.fromtimestamp(path.stat().st_mtime, UTC),
        int(told.get("procedures", 0)),
        int(told.get("phrasings", 0)),
        int(told.get("approved", 0)),
        name == in_use,
        tuple(run for run in runs if run.release == name),
    )
