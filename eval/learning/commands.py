"""Commands `python -m eval learn`, `rollback`, `releases`, and `work`, with which the console starts a run's process."""

import argparse
import getpass
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any

from eval.console.errors import ConsoleError
from eval.learning.runs import Runs
from eval.learning.work import Gauge
from eval.tasks import RUNS
from knowledge.database import DatabaseError, Sessions, engine, sessions, upgrade
from knowledge.settings import settings

_NICE = 10
_TASKS = list(dict.fromkeys(run.task for run in RUNS))


def add_commands(commands: Any) -> None:
    """Add them to `commands`, what `ArgumentParser.add_subparsers` returns."""
    learning = commands.add_parser("learn", help="learn what staff approved: build, measure, and switch if it is good")
    learning.add_argument("--full", action="store_true", help="ask every question; a sample if not given")
    learning.add_argument(
        "--tasks", nargs="+", choices=_TASKS, default=[], metavar="NAME", help="measure by these; all"
    )
    told = "the rules; those of MOTCUA_GATE_FILE"
    learning.add_argument("--thresholds", type=Path, metavar="FILE", help=told)
    learning.set_defaults(command=lambda options: _done(_learn, options))
    going_back = commands.add_parser("rollback", help="go back to an earlier release, at once")
    going_back.add_argument("release", nargs="?", default="", help="its name; the one before if not given")
    going_back.set_defaults(command=lambda options: _done(_roll_back, options))
    listing = commands.add_parser("releases", help="show the releases, what was learned, and how they did")
    listing.set_defaults(command=lambda options: _done(_list, options))
    working = commands.add_parser("work", help="work on a run that the console began")
    working.add_argument("number", type=int)
    working.set_defaults(command=lambda options: _done(_work, options))


def _done(run: Callable[[Sessions, argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run a command on the database; return its exit status: 0 done, 1 refused, 2 not possible."""
    try:
        upgrade(settings().sqlalchemy_url)
        return run(sessions(engine(settings().sqlalchemy_url)), options)
    except ConsoleError as error:
        from eval.learning.words import why

        print(why(error.key, str(error)), file=sys.stderr)
        return 1
    except DatabaseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _learn(store: Sessions, options: argparse.Namespace) -> int:
    from eval.learning.process import gauge_of

    usual = gauge_of(settings(), quick=not options.full)
    thresholds = options.thresholds.resolve() if options.thresholds else usual.thresholds
    gauge = Gauge(usual.quick, tuple(options.tasks), thresholds)
    number = Runs(store).begin("learning", by(), quick=gauge.quick)
    return _carried_out(store, number, gauge)


def _work(store: Sessions, options: argparse.Namespace) -> int:
    return _carried_out(store, options.number, None)


def _carried_out(store: Sessions, number: int, gauge: Gauge | None) -> int:
    from eval.learning.process import carry_out

    os.nice(_NICE)
    stop = Event()

    def stopped(_: int, __: FrameType | None) -> None:
        stop.set()

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, stopped)
    run = carry_out(settings(), store, number, gauge, stop)
    from eval.learning.words import about_run  # torch and faiss take seconds to import

    print("\n".join(about_run(run)))
    return {"done": 0, "refused": 1, "stopped": 130}.get(run.state, 2)


def _roll_back(store: Sessions, options: argparse.Namespace) -> int:
    from eval.learning.releases import roll_back
    from eval.learning.words import why

    print(why("runs.rolled_back", name=roll_back(settings(), store, by(), options.release)))
    return 0


def _list(store: Sessions, _: argparse.Namespace) -> int:
    from eval.learning.releases import listed
    from eval.learning.words import about_release

    for one in listed(settings(), store):
        print("\n".join(about_release(one)))
    return 0


def by() -> str:
    """Return who sits at the command line, as it stands in the list of runs."""
    try:
        return f"{getpass.getuser()} (command line)"[:60]
    except (KeyError, OSError):
        return "command line"
