"""Commands on results: `compare` two, hold some against the `gate`, and `run-all` to make them."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.comparing import compare, markdown
from eval.gate import THRESHOLDS, Checked, check, read_rules, without_rule
from eval.stored import read_result
from eval.tasks import RUNS
from eval.writing import write_json, write_text


def add_commands(commands: Any) -> None:
    """Add the three to `commands`, what `ArgumentParser.add_subparsers` returns."""
    _add_compare(commands.add_parser("compare", help="what differs between two results on the same questions"))
    _add_gate(
        commands.add_parser("gate", help="hold results against the thresholds; exit status 1 where one is broken")
    )
    told = "run every task on the development sets against the current release, and then the gate"
    _add_run_all(commands.add_parser("run-all", help=told))


def _add_compare(options: argparse.ArgumentParser) -> None:
    options.add_argument("first", type=Path, metavar="A.json", help="the result before")
    options.add_argument("second", type=Path, metavar="B.json", help="the result after")
    options.add_argument("--json", type=Path, metavar="OUT", help="where all differences go")
    options.add_argument("--html", type=Path, metavar="FILE", help="where the comparison goes as one page")
    options.set_defaults(command=_compare)


def _add_gate(options: argparse.ArgumentParser) -> None:
    options.add_argument("results", type=Path, nargs="+", metavar="RESULT.json", help="what a task wrote with --json")
    _add_thresholds(options)
    options.set_defaults(command=_gate)


def _add_run_all(options: argparse.ArgumentParser) -> None:
    names = list(dict.fromkeys(run.task for run in RUNS))
    options.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where results and progress go")
    told = f"of: {', '.join(names)}; all"
    options.add_argument("--tasks", nargs="+", choices=names, default=names, metavar="NAME", help=told)
    options.add_argument("--quick", action="store_true", help="ask a small sample of every file")
    _add_thresholds(options)
    options.set_defaults(command=_run_all)


def _add_thresholds(options: argparse.ArgumentParser) -> None:
    told = "the rules; those of the repository"
    options.add_argument("--thresholds", type=Path, default=THRESHOLDS, metavar="FILE", help=told)


def _compare(options: argparse.Namespace) -> int:
    found = compare(read_result(options.first), read_result(options.second))
    print(markdown(found))
    if options.json:
        write_json(options.json, found.json())
    if options.html:
        from eval.report.comparison import page

        write_text(options.html, page(found))
    return 0


def _gate(options: argparse.Namespace) -> int:
    rules = read_rules(options.thresholds)
    results = [read_result(path) for path in options.results]
    for left in without_rule(rules, results):
        print(f"no rule is about {left}")
    return _told(check(rules, results))


def _run_all(options: argparse.Namespace) -> int:
    from eval.running_all import QUICK, planned, run_all  # torch and faiss take seconds to import

    rules = read_rules(options.thresholds)
    options.out.mkdir(parents=True, exist_ok=True)
    results = run_all(planned(options.tasks), options.out, QUICK if options.quick else None)
    checked = check(rules, results)
    told = [{"rule": one.rule.model_dump(), "found": one.found, "holds": one.holds} for one in checked]
    write_json(options.out / "gate.json", {"passed": all(one.holds for one in checked), "rules": told})
    return _told(checked)


def _told(checked: Sequence[Checked]) -> int:
    """Print the rules, broken ones last; return the exit status."""
    for one in sorted(checked, key=lambda one: not one.holds):
        print(one.line())
    broken = sum(not one.holds for one in checked)
    print(f"the gate {'is not passed' if broken else 'is passed'}: {broken} of {len(checked)} rules broken")
    return 1 if broken or not checked else 0
