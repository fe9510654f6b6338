"""`make prove`: measure the present release through HTTP on the dev and blind sets, and write docs/results.

Takes some minutes; run it on a machine that does nothing else. Misses are named by id only.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from bot.training import train
from knowledge.settings import ROOT, Settings
from retriever.build import build
from tests.catalogue import IMPORTED, TEST_VAR, need
from tests.conftest import running

RESULTS = ROOT / "docs" / "results"
QUESTIONS = ROOT / "eval" / "questions"
RUNS = {
    "retrieval": ("dev.jsonl", "dev_wide.jsonl", "dev_unclear.jsonl", "blind.jsonl", "blind_wide.jsonl"),
    "dialogue": (
        "dev_dialogues.jsonl",
        "dev_followups.jsonl",
        "dev_dialogues_wide.jsonl",
        "blind_dialogues.jsonl",
        "blind_dialogues_wide.jsonl",
    ),
}
DETAILS = ("dev_details.jsonl", "blind_details.jsonl")
ACTS = ("dev_acts.jsonl", "blind_acts.jsonl")
REPORTED = ("dev_wide.jsonl", "blind_wide.jsonl", "blind_dialogues_wide.jsonl", "blind_acts.jsonl", "redteam.jsonl")


def main() -> int:
    """Run every measurement; return 0 where all ran."""
    need(IMPORTED)
    settings = Settings(var=TEST_VAR / "full")
    build(settings, say=print)
    train(settings, say=print)
    RESULTS.mkdir(parents=True, exist_ok=True)
    _run("knowledge", "check", "--json", str(RESULTS / "check.json"))
    _run("knowledge", "open-data", str(TEST_VAR / "open-data.jsonl.gz"), "--validate")
    measured: list[Path] = []
    for server in running(settings):
        for task, files in RUNS.items():
            for name in files:
                measured.append(_measure(task, QUESTIONS / name, "--url", server.url))
        measured.append(_measure("checklists", QUESTIONS / "dev_checklists.jsonl", "--url", server.url))
        measured.append(_measure("safety", QUESTIONS / "redteam.jsonl", "--url", server.url, out=RESULTS / "safety"))
        for name in DETAILS:
            measured.append(_measure("details", QUESTIONS / name))
        (RESULTS / "memory.json").write_text(json.dumps(_memory(server.process.pid), indent=1) + "\n")
    for name in ACTS:
        measured.append(_measure("acts", QUESTIONS / name))
    _run("eval", "gate", *map(str, sorted(measured)))
    return 0


def _measure(task: str, questions: Path, *more: str, out: Path | None = None) -> Path:
    """Measure one file into docs/results; return where the JSON lies. The widest sets get a report with plots."""
    out = out or RESULTS / f"{task}-{questions.stem}"
    arguments = [task, "--questions", str(questions), *more, "--json", f"{out}.json", "--markdown", f"{out}.md"]
    if questions.name in REPORTED:
        arguments += ["--html", f"{out}.html"]
    _run("eval", *arguments)
    return Path(f"{out}.json")


def _run(package: str, *arguments: str) -> None:
    environment = os.environ | {"MOTCUA_VAR": str(TEST_VAR / "full")}
    subprocess.run([sys.executable, "-m", package, *arguments], cwd=ROOT, check=True, env=environment)


def _memory(pid: int) -> dict[str, float]:
    """Return the resident memory in MiB of the application and of the Rasa server below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    sizes = {"application": _resident(pid), "rasa": sum(_resident(int(child)) for child in children)}
    return sizes | {"together": round(sum(sizes.values()), 1)}


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return round(kilobytes / 1024, 1)


if __name__ == "__main__":
    sys.exit(main())
