"""The whole national catalogue, imported by today's code from the two real archives, and a portal on this machine."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.importing import ImportReport, import_sources
from knowledge.procedures.kinds import Kind
from knowledge.procedures.models import Component, Procedure
from knowledge.procedures.papers import kinds
from knowledge.procedures.parts import Part
from tests.catalogue import IMPORTED, JSON_ARCHIVE, TEXT_ARCHIVE, import_archives, need
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
    if done := import_archives():
        shutil.copyfile(IMPORTED, catalogue.path)
        return Imported(catalogue, *done)
    start = time.process_time()
    report = import_sources(catalogue, [JSON_ARCHIVE, TEXT_ARCHIVE])
    return Imported(catalogue, report, time.process_time() - start)


@pytest.fixture(scope="session")
def offered(national: Imported) -> list[Procedure]:
    return list(national.catalogue.offered())


@pytest.fixture(scope="session")
def offered_kinds(offered: list[Procedure]) -> list[list[tuple[Component, Kind]]]:
    """What every line of the papers of each offered record is."""
    return [kinds(record) for record in offered]


@pytest.fixture(scope="session")
def national_parts(national: Imported) -> list[Part]:
    """Every part as the import stored it, so that the archives are read once: by code, then kind."""
    return [part for parts in national.catalogue.parts().values() for part in parts]


def as_read(part: Part) -> Part:
    """Return a stored part with the values of a record's fields instead of their JSON."""
    said = {name: value for name, value in part.fields.items() if value is not None}
    told = Procedure.model_validate({**said, "procedure_code": part.procedure_code, "as_of": part.as_of})
    return replace(part, fields={name: getattr(told, name) for name in said})


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite")


@pytest.fixture
def portal() -> Iterator[PortalServer]:
    """A server that behaves like the live portal and lists nothing yet."""
    with serving() as server:
        yield server
