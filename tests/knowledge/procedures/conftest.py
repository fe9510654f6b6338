"""The whole national catalogue, imported once a session from the two real archives, and a portal on this machine."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.importing import ImportReport, import_sources
from knowledge.procedures.models import Procedure
from tests.catalogue import JSON_ARCHIVE, TEXT_ARCHIVE, need
from tests.knowledge.procedures.portal_server import PortalServer, serving


@dataclass(frozen=True)
class Imported:
    """A catalogue with what its import reported and how many seconds it took."""

    catalogue: Catalogue
    report: ImportReport
    seconds: float


@pytest.fixture(scope="session")
def national(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    need(JSON_ARCHIVE, TEXT_ARCHIVE)
    catalogue = Catalogue(tmp_path_factory.mktemp("national") / "catalogue.sqlite")
    start = time.process_time()
    report = import_sources(catalogue, [JSON_ARCHIVE, TEXT_ARCHIVE])
    return Imported(catalogue, report, time.process_time() - start)


@pytest.fixture(scope="session")
def offered(national: Imported) -> list[Procedure]:
    return list(national.catalogue.offered())


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite")


@pytest.fixture
def portal() -> Iterator[PortalServer]:
    """A server that behaves like the live portal and lists nothing yet."""
    with serving() as server:
        yield server
