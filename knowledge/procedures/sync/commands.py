"""Command: `python -m knowledge sync [--only CODE...] [--full] [--dry-run] [--json FILE]`."""

import argparse
import sys
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from knowledge.guides.errors import BadGuideError
from knowledge.guides.loading import Guides, load
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.errors import CatalogueError, PortalError
from knowledge.procedures.parts import Part
from knowledge.procedures.reading import procedure_code
from knowledge.procedures.sources.portal import Manners, Portal
from knowledge.procedures.sync.progress import Progress
from knowledge.procedures.sync.reading import Request, Watch
from knowledge.procedures.sync.report import SyncReport, text, write
from knowledge.procedures.sync.running import synchronise
from knowledge.settings import Settings, settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_commands(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `sync`; it sets `run(options) -> exit status`."""
    sync = subparsers.add_parser("sync", help="bring the catalogue to what the live portal says, with a change report")
    sync.add_argument("--only", nargs="+", default=[], metavar="CODE", help="these procedures alone, read anew")
    sync.add_argument("--full", action="store_true", help="read every record, also where the list says unchanged")
    sync.add_argument("--dry-run", action="store_true", help="report, and leave the catalogue as it is")
    sync.add_argument("--json", type=Path, metavar="FILE", help="write the report there, too")
    sync.set_defaults(run=_sync)


def _sync(options: argparse.Namespace) -> int:
    made = settings()
    request = Request(
        only=frozenset(map(procedure_code, options.only)),
        full=options.full,
        dry_run=options.dry_run,
        withdraw_limit=made.portal_withdraw_limit,
    )
    folder = made.var / "sync"
    progress = Progress(folder, made.portal_url, timedelta(hours=made.portal_keep_hours))
    try:
        report = _run(made, progress, request)
        _tell(report, folder / "reports", options.json)
        if not request.dry_run:
            progress.forget()
    finally:
        progress.close()
    return 0 if report.complete else 1


def _run(made: Settings, progress: Progress, request: Request) -> SyncReport:
    if progress.going_on:
        print(f"going on with the synchronisation of {progress.started:%Y-%m-%d %H:%M} UTC", file=sys.stderr)
    with Portal(made.portal_url, _manners(made)) as portal, tqdm(desc="list", unit=" rows", disable=None) as rows:
        watch = Watch(rows=lambda count: rows.update(count - rows.n), records=_bar)
        try:
            return synchronise(Catalogue(made.catalogue_path), portal, progress, _guides(), request, watch)
        except PortalError as error:
            raise CatalogueError(
                f"{error}. The catalogue is as it was; what was read is kept, start again later to go on"
            ) from error


def _manners(made: Settings) -> Manners:
    return Manners(
        user_agent=made.portal_user_agent,
        pause=made.portal_pause,
        timeout=made.portal_timeout,
        tries=made.portal_tries,
        backoff=made.portal_backoff,
        longest_wait=made.portal_longest_wait,
    )


def _bar(parts: list[Part]) -> Iterable[Part]:
    return tqdm(parts, desc="records", unit="", disable=None)


def _guides() -> Guides:
    try:
        return load()
    except BadGuideError as error:
        raise CatalogueError(f"the guides cannot be read, so the report could not name them: {error}") from error


def _tell(report: SyncReport, folder: Path, also: Path | None) -> None:
    kept = write(report, folder)
    if also:
        also.parent.mkdir(parents=True, exist_ok=True)
        also.write_bytes(kept.read_bytes())
    print(text(report))
    print(f"report: {kept}")
