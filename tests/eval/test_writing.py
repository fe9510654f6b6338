"""A reader never sees half of a result."""

import json
from pathlib import Path

import pytest

from eval.writing import write_json, write_text


def test_what_is_written_is_read_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", {"tên": "Đăng ký khai sinh"})
    write_text(tmp_path / "a.md", "bảng\n")
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == {"tên": "Đăng ký khai sinh"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "a.md"]


def test_what_cannot_be_written_leaves_the_old(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", {"old": 1})
    with pytest.raises(TypeError):
        write_json(tmp_path / "a.json", {"new": object()})
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == {"old": 1}
