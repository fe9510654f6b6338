"""Command line: `python -m knowledge import SOURCE...`, `lines CODE`, `dossiers import FILE` and more."""

import argparse
import sys
from datetime import date
from pathlib import Path

from knowledge.checking.commands import add_commands as add_checking_commands
from knowledge.dossiers.commands import add_commands as add_dossier_commands
from knowledge.offices.commands import add_commands as add_office_commands
from knowledge.open_data.commands import add_commands as add_open_data_commands
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.errors import CatalogueError
from knowledge.procedures.importing import ImportReport, import_sources
from knowledge.procedures.lines import official_lines
from knowledge.procedures.review_commands import add_commands as add_review_commands
from knowledge.procedures.sync.commands import add_commands as add_sync_commands
from knowledge.settings import settings


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 done with refusals, 2 not done."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CatalogueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    importing = commands.add_parser(
        "import", help="import catalogue sources: folders, tar archives, .json, .jsonl, .txt, .xlsx"
    )
    importing.add_argument("sources", nargs="+", type=Path, metavar="SOURCE")
    importing.add_argument("--as-of", type=date.fromisoformat, help="the day when the sources were true, YYYY-MM-DD")
    importing.set_defaults(run=_import)
    lines = commands.add_parser("lines", help="print a record's official lines with the ids that `seen_in` points at")
    lines.add_argument("procedure_code")
    lines.set_defaults(run=_lines)
    add_sync_commands(commands)
    add_review_commands(commands)
    add_checking_commands(commands)
    add_open_data_commands(commands)
    add_dossier_commands(commands)
    add_office_commands(commands)
    return parser


def _import(options: argparse.Namespace) -> int:
    report = import_sources(Catalogue(settings().catalogue_path), options.sources, options.as_of)
    _print_report(report)
    return 1 if report.refusals else 0


def _print_report(report: ImportReport) -> None:
    for refusal in report.refusals:
        print(f"refused {refusal}", file=sys.stderr)
    read = ", ".join(f"{count} {kind}" for kind, count in sorted(report.read.items())) or "nothing"
    print(f"read {read}; {report.changed} procedures new or changed; {len(report.refusals)} records refused")
    print(f"catalogue: {report.procedures} procedures, {report.offered} offered in Cần Thơ", end="")
    print(f"; {report.listed_only} only listed, without a record" if report.listed_only else "")


def _lines(options: argparse.Namespace) -> int:
    procedure = Catalogue(settings().catalogue_path).get(options.procedure_code)
    for section, line, text in official_lines(procedure):
        print(f"{section:<17} {line:<12} {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
