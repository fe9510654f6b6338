"""Measure what the retriever costs over the whole catalogue: python -m tests.prove_retriever_cost [--seconds 20].

How long a release takes to load, the memory that it adds to the libraries, the median and 95th percentile of one call on
one thread, and calls a second of one process and of one for each core, over the dev questions, in
docs/results/retriever-cost.json. Run it where nothing else runs.
"""

import argparse
import json
import multiprocessing
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from eval.bench.machine import machine, resident_mib
from knowledge.settings import ROOT, Settings
from retriever import release
from tests.catalogue import IMPORTED, need

OUT = ROOT / "docs/results/retriever-cost.json"
QUESTIONS = ROOT / "eval/questions/dev_wide.jsonl"
WARM_UP = 100
WANTED = {"load_s": 3.0, "memory_mib": 400.0, "median_ms": 3.0, "p95_ms": 8.0}
WANTED_A_SECOND = 250.0


@dataclass(frozen=True)
class Cost:
    """One process: seconds to load, MiB added by that, milliseconds of each call."""

    load_s: float
    memory_mib: float
    calls: list[float]


def main(argv: list[str]) -> int:
    """Measure one process, then one for each core at once; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long each process is kept busy")
    parser.add_argument("--var", type=Path, default=IMPORTED.parent, help="where the releases lie")
    options = parser.parse_args(argv)
    need(IMPORTED)
    folder = release.current(Settings(var=options.var).releases)
    alone, *_ = side_by_side(1, folder, options.seconds)
    crowd = side_by_side(os.cpu_count() or 1, folder, options.seconds)
    told = told_of(alone, crowd, options.seconds)
    missed = [name for name, most in WANTED.items() if told["alone"][name] > most]
    if told["a_second"]["every_core"] < WANTED_A_SECOND:
        missed.append("a_second")
    about = {"date": datetime.now(UTC).date().isoformat(), "release": folder.name, "machine": machine()}
    result = {
        **about,
        "questions": QUESTIONS.name,
        **told,
        "wanted": {**WANTED, "a_second": WANTED_A_SECOND},
        "missed": missed,
    }
    OUT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))
    return 1 if missed else 0


def told_of(alone: Cost, crowd: list[Cost], seconds: float) -> dict[str, Any]:
    """Return the figures of one process, and calls a second of one and of all."""
    median, high = np.percentile(alone.calls, [50, 95])
    of_one = {"load_s": alone.load_s, "memory_mib": alone.memory_mib, "median_ms": float(median), "p95_ms": float(high)}
    speed = {"one_core": len(alone.calls) / seconds, "every_core": sum(len(one.calls) for one in crowd) / seconds}
    return {"alone": _rounded(of_one), "a_second": {**_rounded(speed), "processes": len(crowd)}}


def side_by_side(processes: int, folder: Path, seconds: float) -> list[Cost]:
    """Return what each of `processes` fresh ones measured, busy at the same time."""
    fresh = multiprocessing.get_context("spawn")
    with fresh.Pool(processes) as pool:
        return pool.starmap(measured, [(folder, seconds)] * processes, chunksize=1)


def measured(folder: Path, seconds: float) -> Cost:
    """Load the release, and ask it question after question."""
    before, started = resident_mib() or 0.0, perf_counter()
    retriever = release.load(folder)
    loaded = perf_counter() - started
    questions = [json.loads(line)["question"] for line in QUESTIONS.read_text("utf-8").splitlines()]
    for question in questions[:WARM_UP]:
        retriever.search(question)
    added = (resident_mib() or 0.0) - before
    return Cost(loaded, added, _timed(retriever.search, questions, seconds))


def _timed(search: Callable[[str], Any], questions: list[str], seconds: float) -> list[float]:
    calls: list[float] = []
    end = perf_counter() + seconds
    while (started := perf_counter()) < end:
        search(questions[len(calls) % len(questions)])
        calls.append((perf_counter() - started) * 1000)
    return calls


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 2) for name, value in figures.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
