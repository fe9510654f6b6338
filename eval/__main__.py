"""Command line: `python -m eval TASK --questions FILE --json OUT`, TASK being retrieval, dialogue, details or acts.

`python -m eval bench --questions FILE... --out FOLDER` compares ways to find a procedure. `python -m eval scale
--out FOLDER` measures how the retriever grows, `python -m eval seeds --questions FILE --out FOLDER` how it varies.
`python -m eval staff add NAME` makes accounts of the staff console.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from eval import acts, bench, details
from eval.bench import scale, seeds
from eval.bench.systems import SYSTEMS
from eval.console.commands import add_commands as add_staff_commands
from eval.dialogue import run as dialogue
from eval.errors import EvalError
from eval.report import report
from eval.retrieval import run as retrieval
from eval.tables import markdown
from retriever.errors import RetrieverError

_HELP = {
    "retrieval": sys.modules["eval.retrieval"].__doc__,
    "dialogue": sys.modules["eval.dialogue"].__doc__,
    "details": details.__doc__,
    "acts": acts.__doc__,
    "bench": bench.__doc__,
    "scale": scale.__doc__,
    "seeds": seeds.__doc__,
}
_RECORDS = (10_000, 50_000, 200_000)
_FEWEST_RECORDS = 100
_SEEDS = 5


def main(arguments: list[str] | None = None) -> int:
    """Measure one task; return the exit status: 0 measured, whatever the figures; 2 not measured."""
    options = _parser().parse_args(arguments)
    if "command" in options:
        return int(options.command(options))
    if "out" in options:
        options.json, options.markdown = (options.out / f"{options.task}.{suffix}" for suffix in ("json", "md"))
    try:
        for path in filter(None, (options.json, options.markdown)):
            path.parent.mkdir(parents=True, exist_ok=True)
        tables, everything = options.measure(options)
        _tell(tables, everything, options)
    except (EvalError, RetrieverError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    tasks = parser.add_subparsers(required=True, metavar="TASK")
    for name in ("retrieval", "dialogue", "details", "acts"):
        options = tasks.add_parser(name, help=_HELP[name])
        options.add_argument("--questions", type=Path, required=True, metavar="FILE", help="JSON Lines to ask")
        options.add_argument("--json", type=Path, required=True, metavar="OUT", help="where all figures go")
        options.add_argument("--markdown", type=Path, metavar="FILE", help="where the tables go, for docs/results")
        options.set_defaults(measure={"details": _measure_details, "acts": _measure_acts}.get(name, _measure))
        if name == "acts":
            told = "a Rasa server run with --enable-api; one is started for the present model"
            options.add_argument("--rasa-url", metavar="URL", help=told)
        for task in (retrieval, dialogue):
            if task.__name__ == f"eval.{name}.run":
                task.add_options(options)
                options.set_defaults(run=task.run)
    for name, add in {"bench": _add_bench, "scale": _add_scale, "seeds": _add_seeds}.items():
        options = tasks.add_parser(name, help=_HELP[name])
        options.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where figures and tables go")
        options.set_defaults(task=name)
        add(options)
    add_staff_commands(tasks.add_parser("staff", help="accounts of the staff console"))
    return parser


def _add_bench(options: argparse.ArgumentParser) -> None:
    options.add_argument("--questions", type=Path, nargs="+", required=True, metavar="FILE", help="JSON Lines to ask")
    names = ", ".join(SYSTEMS)
    options.add_argument(
        "--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS), metavar="NAME", help=f"of: {names}; all"
    )
    options.set_defaults(measure=_measure_bench)


def _add_scale(options: argparse.ArgumentParser) -> None:
    told = f"sizes, each at least {_FEWEST_RECORDS}; {' '.join(map(str, _RECORDS))}"
    options.add_argument("--records", type=_records, nargs="+", default=_RECORDS, metavar="N", help=told)
    options.set_defaults(measure=_measure_scale)


def _add_seeds(options: argparse.ArgumentParser) -> None:
    options.add_argument("--questions", type=Path, required=True, metavar="FILE", help="JSON Lines to ask")
    options.add_argument("--seeds", type=_count, default=_SEEDS, metavar="N", help=f"how many; {_SEEDS}")
    options.add_argument("--steps", type=_count, metavar="N", help="of training; the release's own number")
    options.set_defaults(measure=_measure_seeds)


def _records(text: str) -> int:
    if (records := int(text)) < _FEWEST_RECORDS:
        raise argparse.ArgumentTypeError(f"{records} records are too few: at least {_FEWEST_RECORDS}")
    return records


def _count(text: str) -> int:
    if (count := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"{count} is too few: at least 1")
    return count


def _measure(options: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    told = report(options.run(options), options.questions)
    return markdown(told), told.json()


def _measure_details(options: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    from eval.details.run import measure  # torch and faiss take seconds to import

    told = measure(options)
    return told.markdown(), told.json()


def _measure_acts(options: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    from eval.acts import tables
    from eval.acts.run import measure  # torch and faiss take seconds to import

    told = measure(options)
    return tables.markdown(told), told.json()


def _measure_bench(options: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    from eval.bench.run import measure  # torch and faiss take seconds to import

    told = measure(options)
    return told.tables, told.json


def _measure_scale(options: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    from eval.bench.scale.run import measure  # torch and faiss take seconds to import

    told = measure(options)
    return told.tables, told.json


def _measure_seeds(options: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    from eval.bench.seeds.run import measure  # torch and faiss take seconds to import

    told = measure(options)
    return told.tables, told.json


def _tell(tables: str, everything: dict[str, Any], options: argparse.Namespace) -> None:
    print(tables)
    options.json.write_text(json.dumps(everything, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(tables, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
