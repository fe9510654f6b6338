"""Commands `python -m eval TASK`: one task on one file of questions."""

import argparse
from pathlib import Path
from typing import Any

from eval.benchmarks import count
from eval.running import run
from eval.tables import markdown
from eval.task import Task
from eval.tasks import TASKS
from eval.writing import write_json, write_text

ALIASES = {"details": ["passages"]}


def add_commands(commands: Any) -> None:
    """Add a command for every task to `commands`, what `ArgumentParser.add_subparsers` returns."""
    for name, task in TASKS.items():
        options = commands.add_parser(name, aliases=ALIASES.get(name, []), help=f"Task {name}: {task.about}")
        options.add_argument("--questions", type=Path, required=True, metavar="FILE", help="JSON Lines to ask")
        options.add_argument("--json", type=Path, required=True, metavar="OUT", help="where all figures go")
        options.add_argument("--markdown", type=Path, metavar="FILE", help="where the tables go, for docs/results")
        options.add_argument("--html", type=Path, metavar="FILE", help="where the report goes: one page with plots")
        options.add_argument("--resume", action="store_true", help="go on where an interrupted run stopped")
        options.add_argument("--sample", type=count, metavar="N", help="ask N rows, spread evenly; all")
        task.add_options(options)
        options.set_defaults(command=measure, task=task)


def measure(options: argparse.Namespace) -> int:
    """Run the task of `options`; print and write what they ask for."""
    task: Task[Any, Any] = options.task
    for path in filter(None, (options.json, options.markdown, options.html)):
        path.parent.mkdir(parents=True, exist_ok=True)
    found = run(task, options)
    tables = markdown(found)
    print(tables)
    write_json(options.json, found)
    if options.markdown:
        write_text(options.markdown, tables)
    if options.html:
        from eval.report.page import page

        write_text(options.html, page(found))
    return 0
