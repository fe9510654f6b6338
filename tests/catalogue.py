"""Where the tests find the real catalogue: its archives beside the repository, and the imported file under `var/`."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
JSON_ARCHIVE = SHARED / "portal-json-2026-07.tar.xz"
TEXT_ARCHIVE = SHARED / "portal-text-2026-07.tar.xz"
IMPORTED = ROOT / "var" / "catalogue.sqlite"


def need(*paths: Path) -> None:
    """Skip the running test, by name of what is missing, where one of `paths` is absent."""
    for path in paths:
        if not path.exists():
            pytest.skip(f"{path} is absent: the national catalogue is not part of the repository")
