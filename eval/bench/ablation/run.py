"""Learning without each part in turn, and writing what came of it."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tqdm import tqdm

from eval.bench.ablation.measured import Row, row
from eval.bench.ablation.parts import PARTS, WHOLE
from eval.bench.ablation.tables import markdown
from eval.bench.ablation.without import Lessons, asked
from eval.bench.comparison import QuestionSet
from eval.bench.run import Told, origin, read_sets
from eval.bootstrap import RESAMPLES, SEED
from eval.outcomes import Outcome
from knowledge.settings import settings
from retriever import release
from retriever.training import TrainingConfig


def measure(options: argparse.Namespace) -> Told:
    """Ask the files of `options.questions` without each part. Raises `BadQuestionsError` or `BadReleaseError`."""
    sets = [
        QuestionSet(read.path, [question for question in read.questions if len(question.expect) < 2])
        for read in read_sets(options.questions)
    ]
    folder = release.current(settings().releases)
    build = json.loads((folder / "release.json").read_text("utf-8"))
    files = _files(sets, folder, TrainingConfig(**build["training"]))
    told = {
        **origin("ablation", folder),
        "configuration": {"parts": [asdict(part) for part in PARTS], "resamples": RESAMPLES, "seed": SEED},
        "questions": [
            {"file": one.path.name, "sha256": one.sha256, "count": len(one.questions)} for one in sets
        ],
        "files": {name: [found.json() for found in rows] for name, rows in files.items()},
    }  # fmt: skip
    return Told(markdown(files, told), told)


def _files(sets: Sequence[QuestionSet], folder: Path, config: TrainingConfig) -> dict[str, list[Row]]:
    lessons = Lessons.of(release.load(folder), config)
    wholes: dict[str, list[Outcome]] = {}
    files: dict[str, list[Row]] = {one.path.name: [] for one in sets}
    for part in tqdm((WHOLE, *PARTS), desc="ablation", unit="part", disable=None):
        retriever = lessons.without(part)
        for one in sets:
            outcomes = asked(retriever, one.questions)
            whole = wholes.setdefault(one.path.name, outcomes)
            files[one.path.name].append(row(part, outcomes, whole))
    return files
