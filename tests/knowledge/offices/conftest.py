"""Settings of a test's own, and tables as operators hand them in."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from knowledge.settings import Settings, settings

Row = Sequence[object]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """The settings with an empty MOTCUA_VAR of its own."""
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path / "var"))
    settings.cache_clear()
    yield settings()
    settings.cache_clear()


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV as Excel in Viet Nam does, or with another separator or encoding."""

    def write(*lines: str, name: str = "table.csv", encoding: str = "utf-8-sig") -> Path:
        path = tmp_path / name
        path.write_text("\r\n".join(lines) + "\r\n", encoding=encoding)
        return path

    return write


@pytest.fixture
def xlsx_file(tmp_path: Path) -> Callable[..., Path]:
    """Write an XLSX workbook of one sheet."""

    def write(*rows: Row) -> Path:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append([*row])
        book.save(tmp_path / "table.xlsx")
        return tmp_path / "table.xlsx"

    return write
