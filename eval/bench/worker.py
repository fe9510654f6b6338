"""The process of one system, started by `eval.bench.asking`: build, warm up, ask, tell."""

import gc
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from eval.bench.asking import FOUND, Answered, Asked, Job, read_job
from eval.bench.machine import resident_mib
from eval.bench.systems import make
from eval.bench.systems.system import System, choose


def main(arguments: list[str]) -> int:
    """Do the job in the file `arguments[0]`, write what came of it into `arguments[1]`."""
    before = resident_mib()
    answered = work(read_job(Path(arguments[0])), before)
    Path(arguments[1]).write_text(json.dumps(asdict(answered)), encoding="utf-8")
    return 0


def work(job: Job, before: float | None) -> Answered:
    """Build the system and ask everything; `before`: resident MiB at the start."""
    started = time.perf_counter()
    system = make(job.system, Path(job.release))
    system.build(job.documents)
    seconds = time.perf_counter() - started
    for question in job.warm_up:
        choose(system, question, FOUND)
    pairs = zip(job.questions, job.folded, strict=True)
    asked = [_asked(system, question, folded) for question, folded in pairs]
    del job
    gc.collect()
    after = resident_mib()
    growth = after - before if after is not None and before is not None else None
    return Answered(system.configuration, seconds, growth, asked)


def _asked(system: System, question: str, folded: str | None) -> Asked:
    started = time.perf_counter()
    choice = choose(system, question, FOUND)
    milliseconds = (time.perf_counter() - started) * 1000
    return Asked(choice, milliseconds, None if folded is None else choose(system, folded, FOUND))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
