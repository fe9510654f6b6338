"""Commands `bench`, `scale`, `seeds` and `ablation`: comparing ways to find a procedure; how ours grows, varies and is made up."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from eval import bench
from eval.bench import ablation, scale, seeds
from eval.bench.systems import SYSTEMS
from eval.writing import write_json, write_text

_RECORDS = (10_000, 50_000, 200_000)
_FEWEST_RECORDS = 100
_SEEDS = 5


def add_commands(commands: Any) -> None:
    """Add the four to `commands`, what `ArgumentParser.add_subparsers` returns."""
    for name, about, add in (
        ("bench", bench.__doc__, _add_bench),
        ("scale", scale.__doc__, _add_scale),
        ("seeds", seeds.__doc__, _add_seeds),
        ("ablation", ablation.__doc__, _add_ablation),
    ):
        options = commands.add_parser(name, help=about)
        options.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where figures and tables go")
        add(options)


def _add_bench(options: argparse.ArgumentParser) -> None:
    options.add_argument("--questions", type=Path, nargs="+", required=True, metavar="FILE", help="JSON Lines to ask")
    names = ", ".join(SYSTEMS)
    options.add_argument(
        "--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS), metavar="NAME", help=f"of: {names}; all"
    )
    options.set_defaults(command=_bench)


def _add_scale(options: argparse.ArgumentParser) -> None:
    told = f"sizes, each at least {_FEWEST_RECORDS}; {' '.join(map(str, _RECORDS))}"
    options.add_argument("--records", type=_records, nargs="+", default=_RECORDS, metavar="N", help=told)
    options.set_defaults(command=_scale)


def _add_seeds(options: argparse.ArgumentParser) -> None:
    options.add_argument("--questions", type=Path, required=True, metavar="FILE", help="JSON Lines to ask")
    options.add_argument("--seeds", type=count, default=_SEEDS, metavar="N", help=f"how many; {_SEEDS}")
    options.add_argument("--steps", type=count, metavar="N", help="of training; the release's own number")
    options.set_defaults(command=_seeds)


def _add_ablation(options: argparse.ArgumentParser) -> None:
    options.add_argument("--questions", type=Path, nargs="+", required=True, metavar="FILE", help="JSON Lines to ask")
    options.set_defaults(command=_ablation)


def _records(text: str) -> int:
    if (records := int(text)) < _FEWEST_RECORDS:
        raise argparse.ArgumentTypeError(f"{records} records are too few: at least {_FEWEST_RECORDS}")
    return records


def count(text: str) -> int:
    """Read a number of things, at least one. Raises `argparse.ArgumentTypeError`."""
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"{number} is too few: at least 1")
    return number


def _bench(options: argparse.Namespace) -> int:
    from eval.bench.run import measure  # torch and faiss take seconds to import

    return _told(options, "bench", measure)


def _scale(options: argparse.Namespace) -> int:
    from eval.bench.scale.run import measure  # torch and faiss take seconds to import

    return _told(options, "scale", measure)


def _seeds(options: argparse.Namespace) -> int:
    from eval.bench.seeds.run import measure  # torch and faiss take seconds to import

    return _told(options, "seeds", measure)


def _ablation(options: argparse.Namespace) -> int:
    from eval.bench.ablation.run import measure  # torch and faiss take seconds to import

    return _told(options, "ablation", measure)


def _told(options: argparse.Namespace, name: str, measure: Callable[[argparse.Namespace], Any]) -> int:
    options.out.mkdir(parents=True, exist_ok=True)
    told = measure(options)
    print(told.tables)
    write_json(options.out / f"{name}.json", told.json)
    write_text(options.out / f"{name}.md", told.tables)
    return 0
