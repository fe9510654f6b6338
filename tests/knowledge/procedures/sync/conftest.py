"""A synchronisation with the portal on this machine, in a folder of the test."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from knowledge.guides.loading import Guides
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.sources.portal import Manners, Portal
from knowledge.procedures.sync.progress import Progress
from knowledge.procedures.sync.reading import Request, Watch
from knowledge.procedures.sync.report import SyncReport
from knowledge.procedures.sync.running import synchronise
from tests.knowledge.procedures.portal_server import PortalServer

MANNERS = Manners(
    "Mozilla/5.0 (a name long enough for the portal to talk to)", pause=0, timeout=0.5, tries=2, backoff=0.01
)
Sync = Callable[..., SyncReport]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sync"


@pytest.fixture
def progress(folder: Path) -> Iterator[Progress]:
    with closing(Progress(folder, "https://portal", timedelta(hours=1))) as made:
        yield made


@pytest.fixture
def sync(portal: PortalServer, catalogue: Catalogue, folder: Path) -> Sync:
    """Run one synchronisation as the command does: forget it once it is finished."""

    def run(guides: Guides | None = None, **asked: object) -> SyncReport:
        request = Request(**{"withdraw_limit": 1.0, **asked})  # type: ignore[arg-type]
        with (
            closing(Progress(folder, portal.url, timedelta(hours=1))) as progress,
            Portal(portal.url, MANNERS) as client,
        ):
            report = synchronise(catalogue, client, progress, guides or Guides(), request, Watch())
            if not request.dry_run:
                progress.forget()
            return report

    return run
