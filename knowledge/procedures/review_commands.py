"""Commands `python -m knowledge sample` and `verdicts`: drawing records for a review of the cleaning, and counting it."""

import argparse
from pathlib import Path
from typing import Any

from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.sampling import draw, official_texts, sheet, skeleton
from knowledge.procedures.verdicts import Rate, is_mended, rates, read_review
from knowledge.settings import ROOT, settings

VERDICTS = ROOT / "docs" / "results" / "cleaning"


def add_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add both commands to the command line."""
    sample = commands.add_parser("sample", help="draw records for a review of the cleaning")
    sample.add_argument("--seed", type=int, required=True)
    sample.add_argument("--size", type=int, default=60)
    sample.add_argument("--texts", type=Path, help="folder or tar archive with the official texts CODE.txt")
    sample.add_argument("--sheet", type=Path, help="where the review sheet goes; default: reviews/ under MOTCUA_VAR")
    sample.add_argument("--verdicts", type=Path, default=VERDICTS, metavar="FOLDER")
    sample.set_defaults(run=_sample)
    verdicts = commands.add_parser("verdicts", help="count the verdicts of a review of the cleaning")
    verdicts.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verdicts.set_defaults(run=_verdicts)


def _sample(options: argparse.Namespace) -> int:
    catalogue = Catalogue(settings().catalogue_path)
    records = draw(catalogue, options.seed, options.size)
    codes = {record.procedure_code for record in records}
    texts = official_texts(options.texts, codes) if options.texts else {}
    _write(
        options.sheet or settings().var / "reviews" / f"cleaning-seed-{options.seed}.md",
        sheet(options.seed, records, texts),
    )
    verdicts = options.verdicts / f"seed-{options.seed}.yml"
    if verdicts.exists():
        print(f"{verdicts} exists and is left as it is: it may hold verdicts")
    else:
        _write(verdicts, skeleton(options.seed, catalogue.digest(), records))
    return 0


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"wrote {path}")


def _print(found: dict[str, Rate]) -> None:
    for name, rate in found.items():
        print(f"{name:<11} {rate}")


def _verdicts(options: argparse.Namespace) -> int:
    records = [record for path in options.files for record in read_review(path).records]
    print("first judged:")
    _print(rates(records))
    if is_mended(records):
        print("with the rules mended:")
        _print(rates(records, mended=True))
    return 0
