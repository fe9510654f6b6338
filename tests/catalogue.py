"""The real national catalogue, which lies outside the repository; tests that need it skip without it."""

import time
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock

from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.importing import ImportReport, import_sources
from knowledge.settings import ROOT

SHARED = ROOT.parent / "shared" / "data"
JSON_ARCHIVE = SHARED / "portal-json-2026-07.tar.xz"
TEXT_ARCHIVE = SHARED / "portal-text-2026-07.tar.xz"
TEST_VAR = ROOT / "var" / "test"
IMPORTED = TEST_VAR / "full" / "catalogue.sqlite"
"""Both archives imported, made by `import_archives()` when first needed."""


def need(*paths: Path) -> None:
    """Skip the test where a file of the national catalogue is missing; import it where that is asked for."""
    wanted = (JSON_ARCHIVE, TEXT_ARCHIVE) if IMPORTED in paths else paths
    missing = [path.name for path in wanted if not path.exists()]
    if missing:
        pytest.skip(f"the national catalogue is not in ../shared/data: {', '.join(missing)}")
    if IMPORTED in paths and not IMPORTED.exists():
        import_archives()


@cache
def import_archives() -> tuple[ImportReport, float] | None:
    """Import both archives once, whatever number of processes run tests.

    Return the report and the seconds of one core that it took; None where it was done before or by another process.
    """
    IMPORTED.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(IMPORTED.with_suffix(".lock")):
        if IMPORTED.exists():
            return None
        waiting = IMPORTED.with_suffix(".importing")
        waiting.unlink(missing_ok=True)
        start = time.process_time()
        report = import_sources(Catalogue(waiting), (JSON_ARCHIVE, TEXT_ARCHIVE))
        seconds = time.process_time() - start
        waiting.rename(IMPORTED)
        return report, seconds
