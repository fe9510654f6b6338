"""Lines of CSV for a spreadsheet."""

import csv
from collections.abc import Sequence
from io import StringIO

BYTE_ORDER_MARK = "\ufeff"
"""What a file begins with, so that a spreadsheet reads Vietnamese letters right."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def line(cells: Sequence[str]) -> str:
    """Return one line; a cell that a spreadsheet would reckon as a formula stays text."""
    written = StringIO()
    csv.writer(written).writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return written.getvalue()
