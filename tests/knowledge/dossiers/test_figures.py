"""Figures add up, fall into the right group, and hold no code."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from knowledge.database import Sessions
from knowledge.dossiers.figures import GROUPINGS, STANDINGS, Grouping, figures, write_csv
from knowledge.dossiers.importing import import_file
from knowledge.dossiers.times import VIET_NAM

NOW = datetime(2025, 7, 16, 9, tzinfo=VIET_NAM)
HEADER = "dossier_code;status;received_at;due_at;finished_at;field_name"
LINES = [
    "H13.12-250701-0001;9;20250701080000;20250704170000;20250703090000;Hộ tịch",
    "H13.12-250701-0002;9;20250701080000;20250704170000;20250704090000;Hộ tịch",
    "H13.12-250701-0003;10;20250701080000;20250704170000;20250709090000;Hộ tịch",
    "H13.12-250701-0004;5;20250701080000;20250704170000;;Hộ tịch",
    "H13.12-250701-0005;6;20250701080000;;;Đất đai",
    "H13.12-250701-0006;4;20250701080000;20250718170000;;Đất đai",
    "H13.12-250701-0007;4;20250701080000;20250714170000;;Đất đai",
    "H13.13-250801-0001;8;20250801080000;20250814170000;;Đất đai",
    "000.00.04.H51-200221-0001;4;20250701030000;;;=HYPERLINK(1)",
    "H13.13-250801-0002;9;;;;",
]


@pytest.fixture
def filled(database: Sessions, secret: bytes, csv_file: Callable[..., Path]) -> Sessions:
    import_file(database, csv_file(HEADER, *LINES), secret)
    return database


def counted(database: Sessions, *by: Grouping) -> dict[tuple[str, ...], dict[str, int]]:
    return {
        line.group: {"received": line.received} | {name: count for name, count in line.standings.items() if count}
        for line in figures(database, by, NOW)
    }


def test_every_dossier_stands_one_way(filled: Sessions) -> None:
    assert counted(filled, "ward")["H13.12",] == {
        "received": 7,
        "early": 1,
        "on_time": 1,
        "late": 1,
        "waiting_for_citizen": 2,
        "running": 1,
        "running_late": 1,
    }
    assert counted(filled, "ward")["H13.13",] == {"received": 2, "closed": 1, "unclear": 1}


def test_they_are_grouped_by_field_and_by_month_of_receipt_in_viet_nam(filled: Sessions) -> None:
    assert {group: line["received"] for group, line in counted(filled, "field", "month").items()} == {
        ("", ""): 1,
        ("=HYPERLINK(1)", "2025-07"): 1,
        ("Hộ tịch", "2025-07"): 4,
        ("Đất đai", "2025-07"): 3,
        ("Đất đai", "2025-08"): 1,
    }


@pytest.mark.parametrize("by", [(), ("ward",), ("field", "month"), GROUPINGS])
def test_they_add_up_whatever_they_are_grouped_by(filled: Sessions, by: tuple[Grouping, ...]) -> None:
    lines = figures(filled, by, NOW)
    assert sum(line.received for line in lines) == len(LINES)
    assert all(sum(line.standings.values()) == line.received for line in lines)


def test_an_empty_store_has_no_lines(database: Sessions) -> None:
    assert figures(database, GROUPINGS, NOW) == []


def test_the_csv_holds_no_code_and_runs_no_formula(filled: Sessions) -> None:
    out = io.StringIO()
    write_csv(out, GROUPINGS, figures(filled, GROUPINGS, NOW))
    header, *rows = csv.reader(io.StringIO(out.getvalue()))
    assert header == ["ward", "field", "month", "received", *STANDINGS]
    assert not [line for line in LINES if line.partition(";")[0] in out.getvalue()]
    assert ["000.00.04.H51", "'=HYPERLINK(1)", "2025-07", "1"] in [row[:4] for row in rows]
