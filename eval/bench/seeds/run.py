"""Every seed in a process of its own, as many at once as there are cores, and writing what came of it."""

import argparse
import json
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from eval.bench.alone import run_alone
from eval.bench.run import Told, origin
from eval.bench.seeds.spread import spreads
from eval.bench.seeds.tables import markdown
from eval.bench.seeds.trial import Trial
from eval.bootstrap import RESAMPLES, SEED
from eval.figures import Figure
from eval.questions import read_questions, sha256
from knowledge.settings import settings
from retriever import release
from retriever.training import TrainingConfig


def measure(options: argparse.Namespace) -> Told:
    """Train with `options.seeds` seeds, the release's own first, and ask `options.questions` of each.

    Raises `BadQuestionsError`, `BadReleaseError` or `SystemFailedError`.
    """
    count = len(read_questions(options.questions))
    folder = release.current(settings().releases)
    build = json.loads((folder / "release.json").read_text("utf-8"))
    config = TrainingConfig(**build["training"])
    config = replace(config, steps=options.steps or config.steps)
    configs = [replace(config, seed=config.seed + number) for number in range(options.seeds)]
    released, *trials = _trials(folder, options.questions, configs)
    told = {
        **origin("seeds", folder),
        "questions": {"file": options.questions.name, "sha256": sha256(options.questions), "count": count},
        "configuration": {"training": asdict(config), "resamples": RESAMPLES, "seed": SEED},
        "as_released": asdict(released)["figures"],
        "trials": [asdict(trial) for trial in trials],
        "spreads": {name: {**asdict(spread), "range": spread.range} for name, spread in spreads(trials).items()},
    }
    return Told(markdown(released, trials, told), told)


def _trials(folder: Path, questions: Path, configs: Sequence[TrainingConfig]) -> list[Trial]:
    """Return the release as it is, then a trial a config."""
    wanted = [None, *map(asdict, configs)]
    with (
        tempfile.TemporaryDirectory() as work,
        tqdm(total=len(wanted), desc="seeds", unit="seed", disable=None) as shown,
        ThreadPoolExecutor(os.cpu_count()) as pool,  # each thread waits for a process
    ):

        def tried(number: int) -> Trial:
            done = _trial(folder, questions, wanted[number], Path(work) / f"{number}.json")
            shown.update()
            return done

        return list(pool.map(tried, range(len(wanted))))


def _trial(folder: Path, questions: Path, config: dict[str, Any] | None, out: Path) -> Trial:
    name = f"seed {config['seed']}" if config else "the release as it is"
    arguments = (str(out), str(folder.resolve()), str(questions.resolve()), json.dumps(config))
    run_alone(name, "eval.bench.seeds.worker", *arguments)
    content = json.loads(out.read_text("utf-8"))
    return Trial(**{**content, "figures": {key: Figure(**fields) for key, fields in content["figures"].items()}})
