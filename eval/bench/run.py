"""Asking every system every question of every file, one system at a time, and writing what came of it."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bot.answers.messages import Decision
from eval.bench import plots
from eval.bench.asking import FOUND, WARM_UP, Answered, Job, ask
from eval.bench.comparison import Comparison, QuestionSet, compare
from eval.bench.errors import NoSystemError
from eval.bench.known import Known, from_release
from eval.bench.machine import machine
from eval.bench.pairing import folded
from eval.bench.results import outcomes_csv, systems
from eval.bench.systems import OURS, SYSTEMS
from eval.bench.tables import markdown
from eval.bootstrap import RESAMPLES, SEED
from eval.errors import BadQuestionsError
from eval.questions import Question, read_questions
from knowledge.settings import settings
from retriever import release

_INSTALL = "`make bench-retrieval` installs it"


@dataclass(frozen=True)
class Told:
    """The tables and the JSON of one run; the figures and the outcomes are written already."""

    tables: str
    json: dict[str, Any]


def measure(options: argparse.Namespace) -> Told:
    """Compare `options.systems` on `options.questions`, write figures and outcomes into the folder `options.out`.

    Raises `BadQuestionsError`, `BadReleaseError`, `SystemFailedError`, or `NoSystemError`.
    """
    sets = read_sets(options.questions)
    left_out = missing(options.systems)
    names = [name for name in options.systems if name not in left_out]
    for name, why in left_out.items():
        tqdm.write(f"{name} is left out: {why}", file=sys.stderr)
    if not names:
        raise NoSystemError
    folder = release.current(settings().releases)
    compared = compare(sets, _answered(names, folder, sets), left_out)
    return _written(compared, folder, options.out)


def read_sets(paths: Iterable[Path]) -> list[QuestionSet]:
    """Read the files. Raises `BadQuestionsError`, also where two have the same name."""
    sets = [QuestionSet(path, read_questions(path)) for path in paths]
    names = [questions.name for questions in sets]
    if twice := {name for name in names if names.count(name) > 1}:
        raise BadQuestionsError(f"two files are named {', '.join(sorted(twice))}: figures are kept by file name")
    return sets


def missing(names: Iterable[str]) -> dict[str, str]:
    """Return which of the systems cannot run here, and why."""
    return {name: f"needs {', '.join(SYSTEMS[name].missing)}: {_INSTALL}" for name in names if SYSTEMS[name].missing}


def _answered(names: Sequence[str], folder: Path, sets: Sequence[QuestionSet]) -> dict[str, Answered]:
    documents = from_release(release.load(folder).documents, folder)
    questions = [question for asked in sets for question in asked.questions]
    shown = tqdm(names, desc="bench", unit="system", disable=None)
    answered = {}
    with tempfile.TemporaryDirectory() as work:
        for name in shown:
            shown.set_postfix_str(name)
            answered[name] = ask(_job(name, folder, documents, questions), Path(work))
    return answered


def _job(name: str, folder: Path, documents: Sequence[Known], questions: Sequence[Question]) -> Job:
    """Ours brings its own documents, so it is given none: its memory is its own."""
    needed = [] if name == OURS else SYSTEMS[name].fields.only(documents)
    warm_up = [document.names[0] for document in documents[:WARM_UP]]
    twins = [folded(asked.question) if asked.behaviour is Decision.ANSWER else None for asked in questions]
    return Job(name, str(folder.resolve()), needed, warm_up, [asked.question for asked in questions], twins)


def _written(compared: Comparison, folder: Path, out: Path) -> Told:
    pictures = drawn(lambda: plots.draw(compared, out))
    (out / "outcomes.csv").write_text(outcomes_csv(compared), encoding="utf-8")
    told = {
        **origin("bench", folder),
        "configuration": {
            "found": FOUND, "warm_up": WARM_UP, "threads": 1, "resamples": RESAMPLES, "seed": SEED,
        },
        "questions": [
            {"file": questions.path.name, "sha256": questions.sha256, "count": len(questions.questions)}
            for questions in compared.sets
        ],
        "left_out": dict(compared.left_out),
        "systems": systems(compared),
    }  # fmt: skip
    return Told(markdown(compared, told, pictures), told)


def origin(task: str, folder: Path) -> dict[str, Any]:
    """Return what every result begins with: when, and of which release on what machine."""
    return {
        "task": task,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "release": folder.name,
        "build": json.loads((folder / "release.json").read_text("utf-8")),
        "machine": machine(),
    }


def drawn(draw: Callable[[], dict[str, str]]) -> dict[str, str]:
    """Return what `draw` returns: title -> file name of each figure; without matplotlib say so and draw nothing."""
    if plots.can_draw():
        return draw()
    tqdm.write(f"no figures are drawn: that needs matplotlib: {_INSTALL}", file=sys.stderr)
    return {}
