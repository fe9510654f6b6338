"""A store, and dossier files to import into it."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from knowledge.database import Sessions, engine, sessions

CODE = "H13.12-250701-0001"


@pytest.fixture
def secret() -> bytes:
    return b"a secret of the tests, 32 bytes!"


@pytest.fixture
def database(url: str) -> Iterator[Sessions]:
    """A store with all tables: each test that uses it runs on SQLite and on PostgreSQL."""
    made = engine(url)
    yield sessions(made)
    made.dispose()


@pytest.fixture
def item() -> dict[str, object]:
    """A dossier as `DongBoHoSoMC` sends it, with everything that must not be kept."""
    return {
        "MaHoSo": CODE,
        "MaTTHC": "1.001193",
        "TenTTHC": "Đăng ký khai sinh",
        "ChuHoSo": "Nguyễn Thị Bịa",
        "ThongTinKhac": "Ấp Không Có",
        "Email": "bia@example.org",
        "SoGiayToChuHoSo": "099200001234",
        "SoDienThoai": "0100555678",
        "TrangThaiHoSo": "4",
        "NgayTiepNhan": "20250701083000",
        "NgayHenTra": "20250704170000",
    }


@pytest.fixture
def json_file(tmp_path: Path) -> Callable[..., Path]:
    """Write items as a `DongBoHoSoMC` body."""

    def write(*items: object, name: str = "dong-bo.json") -> Path:
        path = tmp_path / name
        body = {"session": "x", "service": "DongBoHoSoMC", "isUpdating": False, "data": items}
        path.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
        return path

    return write


@pytest.fixture
def xlsx_file(tmp_path: Path) -> Callable[..., Path]:
    """Write rows of cells as the first sheet of a workbook."""

    def write(*rows: Sequence[object], name: str = "ho-so.xlsx") -> Path:
        workbook = Workbook()
        for row in rows:
            workbook.worksheets[0].append(list(row))
        path = tmp_path / name
        workbook.save(path)
        return path

    return write


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    """Write lines as a CSV file."""

    def write(*lines: str, encoding: str = "utf-8-sig") -> Path:
        path = tmp_path / "ho-so.csv"
        path.write_text("\r\n".join(lines) + "\r\n", encoding=encoding)
        return path

    return write
