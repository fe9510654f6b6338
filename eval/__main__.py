"""Command line: `python -m eval TASK --questions FILE --json OUT`, TASK being retrieval, dialogue or details."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from eval import details
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
}


def main(arguments: list[str] | None = None) -> int:
    """Measure one task; return the exit status: 0 measured, whatever the figures; 2 not measured."""
    options = _parser().parse_args(arguments)
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
    for name in ("retrieval", "dialogue", "details"):
        options = tasks.add_parser(name, help=_HELP[name])
        options.add_argument("--questions", type=Path, required=True, metavar="FILE", help="JSON Lines to ask")
        options.add_argument("--json", type=Path, required=True, metavar="OUT", help="where all figures go")
        options.add_argument("--markdown", type=Path, metavar="FILE", help="where the tables go, for docs/results")
        options.set_defaults(measure=_measure_details if name == "details" else _measure)
        for task in (retrieval, dialogue):
            if task.__name__ == f"eval.{name}.run":
                task.add_options(options)
                options.set_defaults(run=task.run)
    return parser


def _measure(options: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    told = report(options.run(options), options.questions)
    return markdown(told), told.json()


def _measure_details(options: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    from eval.details.run import measure  # torch and faiss take seconds to import

    told = measure(options)
    return told.markdown(), told.json()


def _tell(tables: str, everything: dict[str, Any], options: argparse.Namespace) -> None:
    print(tables)
    options.json.write_text(json.dumps(everything, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(tables, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
