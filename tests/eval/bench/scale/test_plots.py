"""The figure."""

from pathlib import Path

import pytest

from eval.bench.plots import can_draw
from eval.bench.scale.measured import Measured
from eval.bench.scale.plots import FILE, draw

pytestmark = pytest.mark.skipif(
    not can_draw(), reason="matplotlib is not installed: `make bench-retrieval` installs it"
)


def test_one_small_picture_is_drawn(measured: Measured, tmp_path: Path) -> None:
    assert list(draw(measured, tmp_path).values()) == [FILE]
    drawn = (tmp_path / FILE).read_bytes()
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) < 150_000


def test_one_size_alone_is_drawn_too(measured: Measured, tmp_path: Path) -> None:
    assert draw(Measured(measured.sizes[:1]), tmp_path)
