"""Importing sources into the catalogue: idempotent; bad records are reported, good ones stay."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from knowledge.procedures import sources
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.parts import Part


@dataclass
class ImportReport:
    """What an import did: parts read per kind, codes changed, refusals, and the catalogue's size after it."""

    read: dict[str, int] = field(default_factory=dict)
    changed: int = 0
    refusals: list[sources.Refusal] = field(default_factory=list)
    procedures: int = 0
    offered: int = 0
    listed_only: int = 0


def import_sources(catalogue: Catalogue, paths: Iterable[Path], as_of: date | None = None) -> ImportReport:
    """Import `paths` in any order. Raises `CatalogueError` where a source cannot be opened at all."""
    report = ImportReport()

    def accepted() -> Iterator[Part]:
        for path in paths:
            for found in sources.read(path, as_of):
                if isinstance(found, sources.Refusal):
                    report.refusals.append(found)
                else:
                    report.read[found.kind] = report.read.get(found.kind, 0) + 1
                    yield found

    report.changed = len(catalogue.add(accepted()))
    report.procedures, report.offered = len(catalogue), catalogue.offered_count()
    report.listed_only = len(catalogue.listed_only())
    return report
