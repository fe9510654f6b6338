"""`python -m knowledge check`: 0 nothing wrong, 1 errors, 2 there is no catalogue to check against."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from knowledge.checking import changes
from knowledge.checking.checks import Report, check
from knowledge.checking.official import Official
from knowledge.guides.loading import FOLDER
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import settings


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `check` to the command line."""
    parser = commands.add_parser("check", help="check every guide: logic, sources, against the record, dates, changes")
    parser.add_argument("--guides", type=Path, default=FOLDER, help="folder of guides, the repository's by default")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON too")
    parser.add_argument("--errors-only", action="store_true", help="print no warnings")
    parser.add_argument("--without-catalogue", action="store_true", help="only what needs no imported catalogue")
    parser.add_argument(
        "--accept", nargs="+", metavar="CODE", help="note that a person has read the present record of these guides"
    )
    parser.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    catalogue = Catalogue(settings().catalogue_path)
    official = None if options.without_catalogue else Official(catalogue)
    if official and not len(catalogue):
        print(
            "error: no catalogue is imported: run `python -m knowledge import`, or check --without-catalogue",
            file=sys.stderr,
        )
        return 2
    if options.accept and official:
        changes.accept(options.accept, official, options.guides / changes.FILE.name)
    report = check(official, _today(), options.guides)
    _print(report, options.errors_only)
    if options.json:
        options.json.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 1 if report.errors else 0


def _today() -> date:
    told = settings().today
    return date.fromisoformat(told) if told else date.today()


def _print(report: Report, errors_only: bool) -> None:
    for finding in report.findings:
        if finding.severity == "error" or not errors_only:
            print(finding)
    told = report.coverage
    print(f"{told.guides} guides: {told.facts} facts, {told.components} papers, {told.references} references")
    if report.with_record:
        print(
            f"official component lines: {told.official_lines}, covered {told.covered_lines}, waived {told.waived_lines}"
        )
    else:
        print("not checked against the record: --without-catalogue")
    print(f"{told.for_review} notes for a human's eye; {told.phrased_procedures} procedures have phrasings")
    print(f"{report.errors} errors, {report.warnings} warnings")
