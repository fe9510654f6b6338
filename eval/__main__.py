"""Command line: `python -m eval TASK --questions FILE --json OUT`, TASK being retrieval or dialogue."""

import argparse
import json
import sys
from pathlib import Path

from eval.dialogue import run as dialogue
from eval.errors import EvalError
from eval.report import Report, report
from eval.retrieval import run as retrieval
from eval.tables import markdown
from retriever.errors import RetrieverError


def main(arguments: list[str] | None = None) -> int:
    """Measure one task; return the exit status: 0 measured, whatever the figures; 2 not measured."""
    options = _parser().parse_args(arguments)
    try:
        for path in filter(None, (options.json, options.markdown)):
            path.parent.mkdir(parents=True, exist_ok=True)
        _tell(report(options.run(options), options.questions), options)
    except (EvalError, RetrieverError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    tasks = parser.add_subparsers(required=True, metavar="TASK")
    for name, task in (("retrieval", retrieval), ("dialogue", dialogue)):
        options = tasks.add_parser(name, help=sys.modules[f"eval.{name}"].__doc__)
        options.add_argument("--questions", type=Path, required=True, metavar="FILE", help="JSON Lines to ask")
        options.add_argument("--json", type=Path, required=True, metavar="OUT", help="where all figures go")
        options.add_argument("--markdown", type=Path, metavar="FILE", help="where the tables go, for docs/results")
        task.add_options(options)
        options.set_defaults(run=task.run)
    return parser


def _tell(told: Report, options: argparse.Namespace) -> None:
    print(markdown(told))
    options.json.write_text(json.dumps(told.json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(markdown(told), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
