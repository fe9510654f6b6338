"""`python -m knowledge open-data FILE`: 0 written, 1 written but not valid, 2 nothing to write."""

import argparse
import sys
from pathlib import Path

from knowledge.open_data.dumping import dump
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import settings


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `open-data` to the command line."""
    parser = commands.add_parser("open-data", help="dump the catalogue as JSON-LD in CPSV-AP terms, gzip, a line each")
    parser.add_argument("file", type=Path, metavar="FILE", help="such as catalogue.jsonl.gz")
    parser.add_argument("--validate", action="store_true", help="validate every procedure with SHACL")
    parser.set_defaults(run=_dump)


def _dump(options: argparse.Namespace) -> int:
    catalogue = Catalogue(settings().catalogue_path)
    if not catalogue.offered_count():
        print("error: no catalogue is imported: run `python -m knowledge import`", file=sys.stderr)
        return 2
    try:
        made = dump(catalogue.offered(), options.file, options.validate)
    except OSError as error:
        print(f"error: {options.file}: {error.strerror or error}", file=sys.stderr)
        return 2
    for violation in made.violations:
        print(violation, file=sys.stderr)
    told = f", {len(made.violations)} violations" if options.validate else ""
    print(f"{options.file}: {made.procedures} procedures{told}")
    return 1 if made.violations else 0
