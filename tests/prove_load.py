"""Measure how fast a turn is and how many go in a second: `python -m tests.prove_load`.

    python -m tests.prove_load [--minutes 3] [--rates 10 20 40 60] [--alone 20] [--var FOLDER] [--before FILE]
        [--out docs/results/load.json]

One application and one Rasa server with the whole catalogue, as `make run` starts them, on this machine, which should do
nothing else. First one citizen alone, thirty turns; then for each rate so many people who take a turn a second
(`tests/load/people.py`), for `--minutes` in all; then the processor time of a turn by step. `--minutes 60 --rates 20`
is a soak: memory is told before and after. Writes the figures and, beside them, the tables for people.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import yaml

from bot.training import train
from knowledge.settings import ROOT, Settings
from retriever.build import build
from tests.bot.talking import Citizen
from tests.catalogue import IMPORTED, TEST_VAR, need
from tests.conftest import Server, running
from tests.load.steps import milliseconds_by_step

LOCUST = ROOT / ".venv-load/bin/locust"
PEOPLE = ROOT / "tests/load/people.py"
WARM_UP = 5
MEMORY_EVERY = 60
"""Seconds between two looks at the memory."""
TALK = (
    "lam giay khai sinh cho con can gi",
    "phí bao nhiêu",
    "mấy ngày xong",
    "nộp ở đâu",
    "đăng ký tạm trú cần giấy gì",
)
"""Asked over and over by the citizen who is alone."""
CITY, COUNTRY = 50_000, 1_500_000
"""Conversations a day: the brief's city, and thirty times its three million people and more."""
BUSIEST_HOUR, USED = 0.15, 0.6
"""Assumed: the busiest hour's share of the day, and how much of a core may be in use in it."""


def alone(server: Server, conversations: int) -> dict[str, Any]:
    """Return the milliseconds of turns of one citizen after the other, thirty turns each, by turn."""
    by_turn: dict[int, list[float]] = {number: [] for number in range(1, 31)}
    for _ in range(conversations):
        with Citizen(server.url) as citizen:
            for number, found in by_turn.items():
                started = time.perf_counter()
                citizen.say(TALK[number % len(TALK)])
                found.append(1000 * (time.perf_counter() - started))
    every = [one for found in by_turn.values() for one in found]
    return {
        "turns": len(every),
        "median_ms": round(median(every), 1),
        "p95_ms": round(quantiles(every, n=20)[-1], 1),
        "median_ms_at_turn": {str(number): round(median(by_turn[number]), 1) for number in (1, 2, 5, 10, 20, 30)},
    }


def crowd(server: Server, rate: int, seconds: float) -> dict[str, Any]:
    """Let `rate` people take a turn a second each; return Locust's figures and what each process used."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        told = os.environ | {"LOAD_FIGURES": str(figures), "LOAD_WARM_UP": str(WARM_UP)}
        whole = rate / 10 + WARM_UP + seconds
        command = [LOCUST, "-f", PEOPLE, "--headless", "--users", rate, "--spawn-rate", 10, "--host", server.url]
        command += ["--run-time", f"{whole:.0f}s", "--only-summary", "--stop-timeout", 5]
        process = subprocess.Popen([*map(str, command)], env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not figures.with_name("figures.json.begun").exists() and process.poll() is None:
            time.sleep(0.05)
        before, sampled = processor_seconds(server), [memory(server)]
        while process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(MEMORY_EVERY)
                break
            sampled.append(memory(server))
        after = processor_seconds(server)
        found: dict[str, Any] = json.loads(figures.read_text())
    used = {name: (after[name] - before.get(name, 0.0)) / found["seconds"] for name in after}
    turns = found["turns_a_second"]
    return {
        "asked_turns_a_second": rate,
        **found,
        "memory_mb": sampled,
        "processor_share": {name: round(share, 2) for name, share in used.items()},
        "processor_ms_a_turn": {name: round(1000 * share / turns, 1) for name, share in used.items()} if turns else {},
    }


def processor_seconds(server: Server) -> dict[str, float]:
    """Return the processor seconds used so far by the application and by Rasa."""
    found: Counter[str] = Counter()
    for process in _processes(server.process.pid):
        # proc(5): the fields behind the name, of which the 12th and 13th are user and system time.
        fields = (process / "stat").read_text().rpartition(")")[2].split()
        found[_name(process)] += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # type: ignore[assignment]
    return dict(found)


def memory(server: Server) -> dict[str, int]:
    """Return the resident megabytes of the application and of Rasa."""
    found: Counter[str] = Counter()
    for process in _processes(server.process.pid):
        pages = int((process / "statm").read_text().split()[1])
        found[_name(process)] += pages * os.sysconf("SC_PAGE_SIZE") >> 20
    return dict(found)


def _processes(pid: int) -> list[Path]:
    """Return where the kernel tells of a process and of all that it started."""
    own = Path(f"/proc/{pid}")
    children = [int(child) for task in own.glob("task/*/children") for child in task.read_text().split()]
    return [own, *(process for child in children for process in _processes(child))]


def _name(process: Path) -> str:
    return "rasa" if b"bot.nlu.rasa_cli" in (process / "cmdline").read_bytes() else "application"


def capacity(milliseconds: float, turns: float) -> list[dict[str, Any]]:
    """Reckon how many cores a day's conversations need. `milliseconds`: of processor time a turn, of all processes."""
    found = []
    for name, conversations in (("a city", CITY), ("a country", COUNTRY)):
        busiest = conversations * turns * BUSIEST_HOUR / 3600
        cores = busiest * milliseconds / 1000 / USED
        found.append(
            {
                "for": name,
                "conversations_a_day": conversations,
                "turns_a_second_in_the_busiest_hour": round(busiest, 1),
                "cores": round(cores, 1),
            }
        )
    return found


def measured(settings: Settings, minutes: float, rates: list[int], conversations: int) -> dict[str, Any]:
    """Measure everything over the release of `settings`."""
    found: dict[str, Any] = {"day": f"{datetime.now(UTC):%Y-%m-%d}", "cores": os.cpu_count()}
    for server in running(settings):
        found["load_before"] = os.getloadavg()[0]
        found["memory_mb_before"] = memory(server)
        found["alone"] = alone(server, conversations)
        seconds = max(60 * minutes / len(rates), 10.0)
        found["crowd"] = [crowd(server, rate, seconds) for rate in rates]
        found["memory_mb_after"] = memory(server)
    found["steps_ms"] = milliseconds_by_step(settings, _messages())
    best = max(found["crowd"], key=lambda one: one["turns_a_second"])
    a_turn = sum(best["processor_ms_a_turn"].values())
    turns = _turns_a_conversation()
    found["capacity"] = {
        "processor_ms_a_turn": round(a_turn, 1),
        "turns_a_conversation": turns,
        "busiest_hour": BUSIEST_HOUR,
        "of_a_core_in_use": USED,
        "needed": capacity(a_turn, turns),
    }
    return found


def _conversations() -> list[dict[str, Any]]:
    files = sorted((ROOT / "tests/bot").glob("conversations_*.yml"))
    return [item for file in files for item in yaml.safe_load(file.read_text(encoding="utf-8"))]


def _messages(most: int = 220) -> list[str]:
    """Return first messages and others of the conversations, as they were written."""
    return [turn["say"] for item in _conversations() for turn in item["turns"] if "say" in turn][:most]


def _turns_a_conversation() -> float:
    """Return how many turns a conversation of the tests has, each answer to a question being one."""
    turns = [len(turn["answers"]) if "answers" in turn else 1 for item in _conversations() for turn in item["turns"]]
    return round(sum(turns) / len(_conversations()), 1)


def report(found: dict[str, Any]) -> str:
    """Return the figures for people."""
    one, reckoned = found["alone"], found["capacity"]
    crowd_rows = [
        f"| {step['asked_turns_a_second']} | {step['turns_a_second']} | {step['ms']['50']:.0f} | {step['ms']['95']:.0f} | "
        f"{step['ms']['99']:.0f} | {step['failures']} | {step['limited']} | {step['processor_share'].get('application')} | "
        f"{step['processor_share'].get('rasa')} | {step['locust_processor_share']} |"
        for step in found["crowd"]
    ]
    return "\n".join(
        [
            "# Load",
            "",
            f"Made by `python -m tests.prove_load` on {found['day']}: {found['cores']} cores, load {found['load_before']:.1f} "
            "before it began, one application and one Rasa server, Locust on the same cores.",
            "",
            f"**One citizen alone**, {one['turns']} turns: median {one['median_ms']} ms, 95th percentile {one['p95_ms']} ms; "
            + ", ".join(f"turn {turn}: {ms} ms" for turn, ms in one["median_ms_at_turn"].items())
            + ".",
            "",
            "**Many people**, each a turn a second:",
            "",
            "| people | turns a second | median ms | 95 % | 99 % | errors | limited | cores: application | Rasa | Locust |",
            "|---|---|---|---|---|---|---|---|---|---|",
            *crowd_rows,
            "",
            f"Memory in MB before: {found['memory_mb_before']}, after: {found['memory_mb_after']}.",
            *_soaked(found["crowd"]),
            "",
            "**Processor time of a turn by step**, without Rasa and HTTP:",
            "",
            "| step | ms |",
            "|---|---|",
            *(f"| {step} | {ms} |" for step, ms in found["steps_ms"].items()),
            "",
            "**Capacity.** "
            f"{reckoned['processor_ms_a_turn']} ms of processor time a turn (application and Rasa, at the highest rate above), "
            f"{reckoned['turns_a_conversation']} turns a conversation (those of `tests/bot`). Assumed: the busiest hour has "
            f"{reckoned['busiest_hour']:.0%} of the day, and cores are used to {reckoned['of_a_core_in_use']:.0%} in it.",
            "",
            "| | conversations a day | turns a second in the busiest hour | cores for applications and Rasa |",
            "|---|---|---|---|",
            *(
                f"| {row['for']} | {row['conversations_a_day']:,} | {row['turns_a_second_in_the_busiest_hour']} | {row['cores']} |"
                for row in reckoned["needed"]
            ),
            "",
        ]
    )


def compared(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return what changed since an earlier run."""
    then, now = (_told(found) for found in (before, after))
    return "\n".join(
        [
            "",
            f"**Before and after.** The same on {before['day']}, load {before['load_before']:.1f} before it began, and on "
            f"{after['day']}.",
            "",
            "| | before | after |",
            "|---|---|---|",
            *(f"| {name} | {then[name]} | {told} |" for name, told in now.items() if name in then),
            "",
        ]
    )


def _told(found: dict[str, Any]) -> dict[str, float]:
    """Return the figures that are compared, by name."""
    alone_at = found["alone"]["median_ms_at_turn"]
    told = {"one citizen alone: median ms": found["alone"]["median_ms"], "95th percentile ms": found["alone"]["p95_ms"]}
    told |= {f"median ms at turn {turn}": ms for turn, ms in alone_at.items()}
    for step in found["crowd"]:
        people = step["asked_turns_a_second"]
        told[f"{people} people: 95th percentile ms"] = step["ms"]["95"]
        for name, spent in step["processor_ms_a_turn"].items():
            told[f"{people} people: processor ms a turn, {name}"] = spent
    return told | {f"{step}: processor ms": ms for step, ms in found["steps_ms"].items()}


def _soaked(crowd: list[dict[str, Any]]) -> list[str]:
    """Return how memory went where people talked for five minutes and longer: at the start of each tenth, and at the end."""
    lines = []
    for step in crowd:
        sampled = step["memory_mb"]
        if len(sampled) < 6:
            continue
        told = [sampled[round(tenth * (len(sampled) - 1) / 10)] for tenth in range(11)]
        lines += [
            "",
            f"Memory in MB while {step['asked_turns_a_second']} people talked for {step['seconds'] / 60:.0f} minutes:",
            "",
        ]
        lines += ["| | " + " | ".join(f"{tenth}0 %" for tenth in range(11)) + " |", "|---" * 12 + "|"]
        lines += [f"| {name} | " + " | ".join(str(one[name]) for one in told) + " |" for name in sampled[0]]
    return lines


def main() -> int:
    """Measure, write and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=3.0, help="for all rates together")
    parser.add_argument("--rates", type=int, nargs="+", default=[10, 20, 40, 60], help="people, a turn a second each")
    parser.add_argument("--alone", type=int, default=20, help="conversations of thirty turns, one after the other")
    parser.add_argument(
        "--var", type=Path, help="a folder with a release; one of the whole catalogue is built otherwise"
    )
    parser.add_argument("--before", type=Path, help="the JSON of an earlier run, to tell what changed")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/results/load.json")
    options = parser.parse_args()
    settings = Settings(var=options.var or TEST_VAR / "full")
    if not options.var:
        need(IMPORTED)
        build(settings, say=print)
    train(settings, say=print)
    found = measured(settings, options.minutes, options.rates, options.alone)
    options.out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    told = report(found)
    if options.before:
        told += compared(json.loads(options.before.read_text(encoding="utf-8")), found)
    options.out.with_suffix(".md").write_text(told, encoding="utf-8")
    print(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
