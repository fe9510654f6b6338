"""All tasks on the development sets against the current release, one after the other, and then the gate.

For a background process: `progress.json` in the folder says how far it is, every result is written as it is done,
and an interrupted run goes on where it stopped. Blind sets are no part of it: nothing may be chosen on them.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.configuration import answering_settings, version
from eval.errors import BadResultError
from eval.questions import sha256
from eval.running import Tell, run
from eval.serving import application
from eval.stored import read_result
from eval.tables import markdown
from eval.tasks import RUNS, TASKS, Planned
from eval.writing import write_json, write_text
from knowledge.settings import ROOT, settings
from retriever import release

QUESTIONS = ROOT / "eval" / "questions"
QUICK = 60
"""Rows of each file that a quick run asks."""
_PAUSE = 0.5
"""Seconds between two writings of the progress."""


@dataclass
class Progress:
    """Writes into `path` which of `runs` is under way and how far."""

    path: Path
    runs: Sequence[Planned]
    _written: float = 0.0

    def tell(self, number: int, done: int, rows: int) -> None:
        """Say that of run `number` (from 0) `done` of `rows` rows are asked; not oftener than is of use."""
        if done not in (0, rows) and time.monotonic() - self._written < _PAUSE:
            return
        self._written = time.monotonic()
        told = {"runs_done": number, "runs": len(self.runs), "rows_done": done, "rows": rows}
        running = self.runs[number].name if number < len(self.runs) else None
        write_json(self.path, {**told, "running": running})


def run_all(runs: Sequence[Planned], out: Path, sample: int | None) -> list[dict[str, Any]]:
    """Run `runs` and write each result as JSON, Markdown and HTML into `out`; return the results.

    A result that is there already, of the same release, questions and settings, is kept. Raises what tasks raise.
    """
    from eval.report.page import page

    progress, results = Progress(out / "progress.json", runs), []
    with ExitStack() as stack:
        url = ""
        for number, planned in enumerate(runs):
            path = out / f"{planned.name}.json"
            found = _kept(path, planned, sample)
            if found is None:
                progress.tell(number, 0, 0)
                if planned.needs_server and not url:
                    url = stack.enter_context(application(settings()))
                found = _run(planned, path, url, sample, _telling(progress, number))
                write_json(path, found)
                write_text(path.with_suffix(".md"), markdown(found))
                write_text(path.with_suffix(".html"), page(found))
            results.append(found)
            print(f"{planned.name}: done", file=sys.stderr)
    progress.tell(len(runs), 0, 0)
    return results


def planned(tasks: Iterable[str]) -> list[Planned]:
    """Return the runs of `tasks`."""
    wanted = set(tasks)
    return [run for run in RUNS if run.task in wanted]


def _telling(progress: Progress, number: int) -> Tell:
    return lambda done, rows: progress.tell(number, done, rows)


def _run(planned: Planned, path: Path, url: str, sample: int | None, tell: Tell) -> dict[str, Any]:
    task = TASKS[planned.task]
    parser = argparse.ArgumentParser()
    task.add_options(parser)
    options = parser.parse_args(["--url", url] if planned.needs_server else [])
    options.questions, options.json, options.sample, options.resume = QUESTIONS / planned.questions, path, sample, True
    return run(task, options, tell)


def _kept(path: Path, planned: Planned, sample: int | None) -> dict[str, Any] | None:
    """Return the result at `path` where it is what would be measured again."""
    try:
        found = read_result(path)
    except BadResultError:
        return None
    questions, asked = QUESTIONS / planned.questions, found["questions"]
    same = (
        found["release"] == release.current(settings().releases).name
        and found["version"] == version()
        and asked["sha256"] == sha256(questions)
        and asked["asked"] == (asked["rows"] if sample is None else min(sample, asked["rows"]))
        and found["configuration"].get("settings", answering_settings()) == answering_settings()
    )
    return found if same else None
