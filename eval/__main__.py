"""Command line: `python -m eval TASK --questions FILE --json OUT` measures the assistant; see docs/eval.md.

`compare`, `gate` and `run-all` work on results. `bench --questions FILE... --out FOLDER` compares ways to find a
procedure, `scale --out FOLDER` measures how the retriever grows, `seeds --questions FILE --out FOLDER` how it varies.
`staff add NAME` makes accounts of the staff console; `learn`, `rollback` and `releases` are in docs/learning.md.
"""

import argparse
import sys

from eval import benchmarks, judging_results, measuring
from eval.console.commands import add_commands as add_staff_commands
from eval.console.judgements.commands import add_commands as add_judgement_commands
from eval.errors import EvalError
from eval.learning.commands import add_commands as add_learning_commands
from retriever.errors import RetrieverError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status: 0 done, 1 a gate is not passed, 2 not done, 130 interrupted."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except (EvalError, RetrieverError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted; a task goes on with --resume", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    measuring.add_commands(commands)
    judging_results.add_commands(commands)
    benchmarks.add_commands(commands)
    add_learning_commands(commands)
    add_staff_commands(commands.add_parser("staff", help="accounts of the staff console"))
    add_judgement_commands(commands.add_parser("judgements", help="replies that staff judged, as test cases"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
