"""Reading what a page prints."""

import shutil
import subprocess
from pathlib import Path

import pytest


def printed_words(sheet: Path) -> str:
    """Return the words of a PDF; without pdftotext on this machine the test is skipped."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return subprocess.run([program, "-layout", sheet, "-"], check=True, capture_output=True, text=True).stdout
