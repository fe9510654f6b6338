"""QR codes as paths: module for module what segno makes."""

import re

import segno
from hypothesis import given
from hypothesis import strategies as st

from channels.kiosk.qr import QUIET, QrCode, qr_code

RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def dark(code: QrCode) -> set[tuple[int, int]]:
    """Return the dark modules (x, y) that a path draws, without the quiet zone."""
    runs = [tuple(map(int, run)) for run in RUN.findall(code.path)]
    assert all(there == back for _, _, there, back in runs)
    return {(x + step - QUIET, y - QUIET) for x, y, width, _ in runs for step in range(width)}


@given(st.text(min_size=1, max_size=120))
def test_a_path_draws_exactly_the_codes_dark_modules(text: str) -> None:
    code, wanted = qr_code(text), segno.make(text, error="m", micro=False)
    expected = {(x, y) for y, row in enumerate(wanted.matrix) for x, module in enumerate(row) if module}
    assert dark(code) == expected
    assert code.size == len(list(wanted.matrix)) + 2 * QUIET


def test_a_path_holds_nothing_but_lines() -> None:
    assert RUN.sub("", qr_code("https://motcua.example.gov.vn/mang-ve/abc").path) == ""
