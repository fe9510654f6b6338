"""QR codes as data: a page draws them itself, for its content security policy allows no image but its own."""

import segno
from pydantic import BaseModel

QUIET = 4
"""Light modules around a code (ISO/IEC 18004)."""


class QrCode(BaseModel):
    """A QR code as an SVG path of its dark modules, in a square of `size` modules, the quiet zone included."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the QR code of a text; level M, which a scratched screen still needs."""
    code = segno.make(text, error="m", micro=False)
    rows = list(code.matrix)
    path = "".join(_row(row, line + QUIET) for line, row in enumerate(rows))
    return QrCode(size=len(rows) + 2 * QUIET, path=path)


def _row(row: bytearray | tuple[int, ...], y: int) -> str:
    drawn, x = "", 0
    while x < len(row):
        run = 1
        while x + run < len(row) and row[x + run] == row[x]:
            run += 1
        if row[x]:
            drawn += f"M{x + QUIET} {y}h{run}v1h-{run}z"
        x += run
    return drawn
