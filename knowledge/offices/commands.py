"""Commands: `python -m knowledge offices template`, `import FILE`, `import-any-desk FILE`, `competence`."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.offices.any_desk import AnyDeskImport, import_any_desk
from knowledge.offices.competence import competence
from knowledge.offices.dates import read_day
from knowledge.offices.details import imported
from knowledge.offices.errors import OfficeError
from knowledge.offices.importing import OfficeImport, Refusal, import_offices
from knowledge.offices.template import template
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_commands(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `offices` with its own commands; each sets `run(options) -> exit status`."""
    offices = subparsers.add_parser("offices", help="addresses, hours and phones; what any desk accepts")
    commands = offices.add_subparsers(required=True, metavar="COMMAND")
    printing = commands.add_parser("template", help="print the table to fill in (CSV that Excel opens)")
    printing.set_defaults(run=_template)
    importing = commands.add_parser("import", help="import the filled-in table, CSV or XLSX")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.set_defaults(run=_import)
    listing = commands.add_parser(
        "import-any-desk", help="import the city's list of procedures that any desk accepts, CSV or XLSX"
    )
    listing.add_argument("file", type=Path, metavar="FILE")
    listing.add_argument("--document", required=True, type=_told, help="number of the decision that publishes it")
    listing.add_argument("--date", required=True, type=read_day, help="day of that decision, YYYY-MM-DD")
    listing.add_argument("--source", required=True, type=_told, help="where the list was got from")
    listing.set_defaults(run=_import_any_desk)
    measuring = commands.add_parser(
        "competence", help="count the catalogue's records by the kind of office that decides"
    )
    measuring.set_defaults(run=_competence)


def _template(_: argparse.Namespace) -> int:
    try:
        sys.stdout.write(template(imported(settings().office_details)))
    except OfficeError as error:
        return _not_done(error)
    return 0


def _import(options: argparse.Namespace) -> int:
    try:
        report = import_offices(options.file, settings().office_details)
    except (OfficeError, OSError) as error:
        return _not_done(error)
    _print_refusals(report.refusals)
    print(_counts(report))
    return 1 if report.refusals else 0


def _counts(report: OfficeImport) -> str:
    counts = f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged, {report.older} older"
    return f"offices: {counts}, {report.empty} not filled in, {len(report.refusals)} rows refused"


def _import_any_desk(options: argparse.Namespace) -> int:
    here, catalogue = settings(), Catalogue(settings().catalogue_path)
    known = {procedure.procedure_code for procedure in catalogue.offered()}
    try:
        report = import_any_desk(
            options.file, here.any_desk_list, options.document, options.date, options.source, known
        )
    except (OfficeError, OSError) as error:
        return _not_done(error)
    _print_any_desk(report)
    return 1 if report.refusals else 0


def _print_any_desk(report: AnyDeskImport) -> None:
    _print_refusals(report.refusals)
    for code in report.strange:
        print(f"not in the catalogue, kept: {code}", file=sys.stderr)
    told = "list replaced" if report.changed else "nothing new"
    print(f"any desk: {report.codes} procedures, {report.doubled} doubled, {report.headings} headings, ", end="")
    print(f"{len(report.refusals)} rows refused; {told}")


def _competence(_: argparse.Namespace) -> int:
    found = {one.procedure_code: competence(one) for one in Catalogue(settings().catalogue_path).offered()}
    unknown = [code for code, told in found.items() if not told.decided_by]
    counts = Counter(kind.kind for told in found.values() for kind in told.decided_by)
    desks = sum(bool(told.desks) for told in found.values())
    print(f"{len(found)} records: {len(found) - len(unknown)} with a kind of office, {desks} with a desk")
    for kind, count in counts.most_common():
        print(f"{count:>6} {kind}")
    print(f"{len(unknown):>6} unknown: {' '.join(unknown)}")
    return 0


def _print_refusals(refusals: Sequence[Refusal]) -> None:
    for refusal in refusals:
        print(f"refused {refusal}", file=sys.stderr)


def _told(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("must not be empty")
    return text.strip()


def _not_done(error: Exception) -> int:
    print(f"error: {error}", file=sys.stderr)
    return 2
