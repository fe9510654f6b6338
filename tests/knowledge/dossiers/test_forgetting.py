"""Dossiers that ended long ago are forgotten with all that hangs on them; others stay."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from knowledge.database import Sessions, reading
from knowledge.dossiers import forgetting
from knowledge.dossiers.forgetting import forget_finished
from knowledge.dossiers.importing import import_file
from knowledge.dossiers.tables import DossierRow, ResultRow, StatusEventRow

NOW = datetime(2026, 1, 10, 5, tzinfo=UTC)
HEADER = "dossier_code;status;received_at;finished_at;returned_at"
LINES = {
    "going on": "H13.12-250701-0001;4;20250701080000;;",
    "done long ago": "H13.12-250701-0002;9;20250701080000;20250703090000;",
    "handed out long ago": "H13.12-250701-0003;10;20250701080000;20250703090000;20250705090000",
    "done lately": "H13.12-250701-0004;9;20250701080000;20251220090000;",
    "closed, first seen long ago": "H13.12-250701-0005;8;20250701080000;;",
}


@pytest.fixture
def filled(database: Sessions, secret: bytes, csv_file: Callable[..., Path]) -> Sessions:
    path = csv_file(HEADER, *LINES.values())
    import_file(database, path, secret, as_of=datetime(2025, 8, 1, tzinfo=UTC))
    import_file(database, path, secret, as_of=NOW)
    return database


def left(database: Sessions) -> list[str]:
    with reading(database) as session:
        codes = session.scalars(select(DossierRow.dossier_code)).all()
    return [name for name, line in LINES.items() if line.partition(";")[0] in codes]


def test_what_ended_long_ago_is_forgotten_and_nothing_else(filled: Sessions) -> None:
    assert forget_finished(filled, 90, NOW) == 3
    assert left(filled) == ["going on", "done lately"]
    assert forget_finished(filled, 90, NOW) == 0


def test_nothing_that_hangs_on_it_stays(filled: Sessions) -> None:
    forget_finished(filled, 90, NOW)
    with reading(filled) as session:
        for table in (StatusEventRow, ResultRow):
            assert {row.dossier_code[-1] for row in session.scalars(select(table))} <= {"1", "4"}


def test_the_days_are_counted_to_the_hour(filled: Sessions) -> None:
    ended = datetime(2025, 12, 20, 2, tzinfo=UTC)
    assert "done lately" in _after(filled, ended + timedelta(days=90))
    assert "done lately" not in _after(filled, ended + timedelta(days=90, hours=1))


def test_more_than_a_batch_is_forgotten_too(filled: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "_BATCH", 2)
    assert forget_finished(filled, 90, NOW) == 3


def _after(database: Sessions, now: datetime) -> list[str]:
    forget_finished(database, 90, now)
    return left(database)
