"""Commands: `python -m knowledge dossiers import FILE...`, `demo`, `forget`, `figures` and `guesses`."""

import argparse
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tqdm import tqdm

from knowledge.data_key import data_key
from knowledge.database import DatabaseError, Sessions, engine, sessions, upgrade
from knowledge.dossiers import demo, files, guesses
from knowledge.dossiers.errors import DossierError, UnreadableFileError
from knowledge.dossiers.figures import GROUPINGS, Grouping, figures, write_csv
from knowledge.dossiers.forgetting import forget_finished
from knowledge.dossiers.importing import DossierImportReport, import_file
from knowledge.dossiers.times import VIET_NAM
from knowledge.secrets import SecretError, application_secret
from knowledge.settings import settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_commands(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `dossiers` with its own commands; each sets `run(options) -> exit status`."""
    dossiers = subparsers.add_parser("dossiers", help="import submitted dossiers, or make invented ones")
    commands = dossiers.add_subparsers(required=True, metavar="COMMAND")
    importing = commands.add_parser(
        "import",
        help="import files: CSV, XLSX, DongBoHoSoMC and CapNhatTienDoHoSoMC in JSON",
        description=files.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    importing.add_argument("--source", default="", help="the system that the files come from, e.g. dvcqg")
    importing.add_argument("--as-of", type=_moment, help="when the files were true, ISO 8601; else when written")
    importing.set_defaults(run=_import)
    inventing = commands.add_parser("demo", help="replace the demo dossiers by new ones, and print their proofs")
    inventing.add_argument("--count", type=_demo_count, default=12, help="1 to 9999")
    inventing.add_argument("--seed", type=int, default=1)
    inventing.set_defaults(run=_demo)
    forgetting = commands.add_parser("forget", help="delete dossiers that ended long ago")
    forgetting.add_argument("--days", type=_days, help="instead of MOTCUA_DOSSIER_DAYS")
    forgetting.set_defaults(run=_forget)
    counting = commands.add_parser("figures", help="count dossiers: received, early, on time, late, waiting")
    counting.add_argument("--by", type=_groupings, default=GROUPINGS, help=f"of {','.join(GROUPINGS)}; default: all")
    counting.add_argument("--csv", type=Path, metavar="FILE", help="write them there instead of printing them")
    counting.set_defaults(run=_figures)
    reckoning = commands.add_parser(
        "guesses", help="reckon how often a guesser opens a dossier at the present settings"
    )
    reckoning.set_defaults(run=_guesses)


def _import(options: argparse.Namespace) -> int:
    try:
        store, secret = _store()
        return max(_import_one(store, path, secret, options) for path in options.files)
    except _FAILURES as error:
        return _not_done(error)


def _import_one(store: Sessions, path: Path, secret: bytes, options: argparse.Namespace) -> int:
    try:
        with tqdm(unit="B", unit_scale=True, desc=path.name, disable=None) as bar:
            report = import_file(
                store, path, secret, source=options.source, as_of=options.as_of, on_rows=partial(_show, bar)
            )
    except UnreadableFileError as error:
        return _not_done(error)
    _print_report(report)
    return 1 if report.refusals else 0


def _show(bar: "tqdm[NoReturn]", report: DossierImportReport, place: int, size: int) -> None:
    bar.total = size
    bar.set_postfix(rows=report.read, refused=len(report.refusals), refresh=False)
    # Of a workbook the place jumps back and forth.
    bar.update(max(0, place - bar.n))


def _print_report(report: DossierImportReport) -> None:
    for refusal in report.refusals:
        print(f"refused {refusal}", file=sys.stderr)
    if report.ignored:
        print(f"{report.file}: columns not read: {', '.join(report.ignored)}", file=sys.stderr)
    counts = f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged, {report.older} older"
    print(f"{report.file}: read {report.read} rows: {counts}, {len(report.refusals)} refused", end="")
    print(f"; {report.unprovable} without a number to prove them by" if report.unprovable else "")


def _demo(options: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    try:
        store, secret = _store()
        dossiers = demo.invent(options.count, options.seed, now)
        demo.replace(store, secret, dossiers, now)
    except _FAILURES as error:
        return _not_done(error)
    print(f"{'dossier code':<22} {'status':<36} {'identity number':<16} {'phone':<11} last four")
    for dossier in dossiers:
        record, identity, phone = dossier.record, dossier.identity_number, dossier.phone
        print(f"{record.dossier_code:<22} {record.status:<36} {identity:<16} {phone:<11} {identity[-4:]} {phone[-4:]}")
    return 0


def _forget(options: argparse.Namespace) -> int:
    days = options.days or settings().dossier_days
    try:
        print(f"{forget_finished(_store()[0], days)} dossiers forgotten that ended more than {days} days ago")
    except _FAILURES as error:
        return _not_done(error)
    return 0


def _figures(options: argparse.Namespace) -> int:
    try:
        lines = figures(_store()[0], options.by, datetime.now(UTC))
        if options.csv is None:
            write_csv(sys.stdout, options.by, lines)
            return 0
        # With a BOM, or a spreadsheet takes Vietnamese for something else.
        with options.csv.open("w", encoding="utf-8-sig", newline="") as file:
            write_csv(file, options.by, lines)
    except (*_FAILURES, OSError) as error:
        return _not_done(error)
    print(f"{options.csv}: {sum(line.received for line in lines)} dossiers in {len(lines)} lines")
    return 0


def _guesses(_: argparse.Namespace) -> int:
    print("\n".join(guesses.tables(guesses.limits(settings()))))
    return 0


_FAILURES = (DossierError, DatabaseError, SecretError)


def _store() -> tuple[Sessions, bytes]:
    # Before a database is made for a secret that cannot be used.
    application_secret(settings())
    upgrade(settings().sqlalchemy_url)
    store = sessions(engine(settings().sqlalchemy_url))
    return store, data_key(store, settings())


def _not_done(error: Exception) -> int:
    print(f"error: {error}", file=sys.stderr)
    return 2


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIET_NAM)


def _demo_count(text: str) -> int:
    if not 1 <= int(text) <= demo.MOST:
        raise argparse.ArgumentTypeError(f"must be 1 to {demo.MOST}")
    return int(text)


def _days(text: str) -> int:
    if int(text) < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return int(text)


def _groupings(text: str) -> tuple[Grouping, ...]:
    chosen = [name.strip() for name in text.split(",")]
    if unknown := [name for name in chosen if name not in GROUPINGS]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r}: must be of {','.join(GROUPINGS)}")
    return tuple(name for name in GROUPINGS if name in chosen)
