"""Learning: collect, build, measure, switch. Killed anywhere, nothing is lost, and the next run goes on from there.

Each step leaves something whole: a release is put in its place finished, a result is kept when it is measured, and
the release in use changes in one step at the very end.
"""

import re

from eval.console.proposals.approved import approved_phrasings
from eval.learning import lessons
from eval.learning.children import run_module
from eval.learning.environment import environment
from eval.learning.errors import ChildFailedError, GateError, NothingToLearnError, WeakReleaseError
from eval.learning.lessons import Lesson
from eval.learning.measuring import measure
from eval.learning.releases import go_over, name_in_use
from eval.learning.work import Work
from eval.learning.workplace import candidate, clear_left_over
from eval.writing import write_text
from retriever import release
from retriever.errors import BelowGateError

_MADE = re.compile(r"^release ([0-9a-f]{16}):", re.MULTILINE)
_WEAK = (BelowGateError.__doc__ or "").partition(";")[0]
_BUILD_STEPS = 4
"""Lines that a build prints on its way."""


def learn(work: Work) -> None:
    """Do all of it. Raises `RefusedError` where the new release is not used, and `LearningError` for what failed."""
    clear_left_over(work.settings, work.number)
    work.step("collect")
    current = release.current(work.settings.releases)
    found = lessons.lesson(approved_phrasings(work.sessions), lessons.known_procedures(current))
    work.told.taught, work.told.refused = [*found.taught], [*found.refused]
    work.keep()
    if found.yaml == (lessons.learned(current) or lessons.NOTHING):
        raise NothingToLearnError
    work.runs.about(work.number, current.name, "")
    name = _build(work, found)
    work.runs.about(work.number, current.name, name)
    work.told.rules = measure(work, name)
    work.keep()
    if not work.told.rules or not all(rule.holds for rule in work.told.rules):
        raise GateError
    work.step("switch")
    work.still_wanted()
    go_over(work.settings, name)


def evaluate(work: Work) -> None:
    """Measure the release in use. Raises `LearningError` for what failed; a broken rule is told, no failure."""
    clear_left_over(work.settings, work.number)
    name = name_in_use(work.settings)
    work.runs.about(work.number, name, name)
    work.told.rules = measure(work, name)
    work.keep()


def _build(work: Work, found: Lesson) -> str:
    """Build with the lesson apart from the release in use; return the new one's name."""
    file, lines = candidate(work.settings, work.number), 0
    file.parent.mkdir(parents=True, exist_ok=True)
    write_text(file, found.yaml)

    def heard(_: str) -> None:
        nonlocal lines
        lines = min(lines + 1, _BUILD_STEPS)

    work.step("build", 0, _BUILD_STEPS)
    arguments = ["retriever", "build", "--approved", str(file), "--apart"]
    try:
        said = run_module(
            arguments, environment(work.settings), work.stop, heard, look=lambda: _tell_building(work, lines)
        )
    except ChildFailedError as error:
        if _WEAK in str(error):
            raise WeakReleaseError(str(error)) from error
        raise
    finally:
        file.unlink(missing_ok=True)
    if not (made := _MADE.search(said)):
        raise ChildFailedError(said)
    return made[1]


def _tell_building(work: Work, lines: int) -> None:
    if (shown := ("build", lines, _BUILD_STEPS)) != work.shown:
        work.shown = shown
        work.runs.progress(work.number, *shown)
