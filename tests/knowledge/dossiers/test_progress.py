"""Progress messages move known dossiers on, once each, and never back in time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from knowledge.database import Sessions, reading
from knowledge.dossiers.importing import DossierImportReport, import_file
from knowledge.dossiers.tables import DossierRow
from knowledge.dossiers.times import VIET_NAM

CODE = "H13.12-250701-0001"
TOLD_AT = datetime(2025, 7, 2, 5, tzinfo=UTC)
Import = Callable[..., DossierImportReport]
Write = Callable[..., Path]


def message(status: str, hour: int, code: str = CODE) -> dict[str, object]:
    return {
        "MaHoSo": code,
        "NguoiXuLy": "Trần Văn Bịa",
        "NoiDungXuLy": "Gọi 0100555678",
        "TrangThai": status,
        "ThoiDiemXuLy": f"20250703{hour:02}0000",
    }


@pytest.fixture
def told(database: Sessions, secret: bytes, json_file: Write, item: dict[str, object]) -> Import:
    """Import messages, after the dossier that they are about."""
    import_file(database, json_file(item), secret, source="igate", as_of=TOLD_AT)

    def told(*items: object, source: str = "igate") -> DossierImportReport:
        return import_file(database, json_file(*items, name="tien-do.json"), secret, source=source)

    return told


def kept(database: Sessions) -> DossierRow:
    with reading(database) as session:
        row = session.scalars(select(DossierRow)).one()
        assert row.events is not None
        return row


def counts(report: DossierImportReport) -> tuple[int, ...]:
    return report.changed, report.unchanged, len(report.refusals)


def test_the_newest_message_is_the_status_in_whatever_order_they_come(told: Import, database: Sessions) -> None:
    assert counts(told(message("4", 9), message("9", 15), message("5", 11))) == (3, 0, 0)
    row = kept(database)
    assert row.status == "finished"
    assert row.finished_at == row.ended_at == datetime(2025, 7, 3, 15, tzinfo=VIET_NAM)
    assert [event.status for event in row.events][-3:] == ["in_progress", "supplement_requested", "finished"]


def test_the_same_messages_again_change_nothing(told: Import, database: Sessions) -> None:
    messages = [message("4", 9), message("9", 15), message("4", 9)]
    assert counts(told(*messages)) == (2, 1, 0)
    steps = len(kept(database).events)
    assert counts(told(*messages)) == (0, 3, 0)
    assert len(kept(database).events) == steps


def test_a_message_older_than_the_dossier_is_a_step_but_not_the_status(told: Import, database: Sessions) -> None:
    old = message("5", 9) | {"ThoiDiemXuLy": "20250701100000"}
    told(old)
    row = kept(database)
    assert row.status == "in_progress"
    assert "supplement_requested" in {event.status for event in row.events}


def test_messages_of_unknown_dossiers_and_without_a_known_status_are_refused_alone(told: Import) -> None:
    report = told(message("4", 9, "H13.12-250701-0002"), message("Lạ", 10), message("4", 11))
    assert [(refusal.row, refusal.field) for refusal in report.refusals] == [(1, "MaHoSo"), (2, "status")]
    assert report.changed == 1


def test_a_message_of_the_future_is_refused(told: Import) -> None:
    tomorrow = datetime.now(VIET_NAM) + timedelta(days=3)
    (refusal,) = told(message("4", 9) | {"ThoiDiemXuLy": f"{tomorrow:%Y%m%d%H%M%S}"}).refusals
    assert (refusal.field, refusal.reason) == ("ThoiDiemXuLy", "lies in the future")


def test_an_older_file_of_dossiers_does_not_take_the_message_back(
    told: Import, database: Sessions, secret: bytes, json_file: Write, item: dict[str, object]
) -> None:
    told(message("9", 15))
    again = import_file(database, json_file(item), secret, source="igate", as_of=TOLD_AT)
    assert (again.older, kept(database).status) == (1, "finished")


def test_a_newer_file_that_repeats_an_old_status_is_believed_and_the_steps_stay(
    told: Import, database: Sessions, secret: bytes, json_file: Write, item: dict[str, object]
) -> None:
    told(message("9", 15))
    later = import_file(database, json_file(item), secret, source="igate", as_of=TOLD_AT + timedelta(days=5))
    row = kept(database)
    assert (later.changed, row.status, row.ended_at) == (1, "in_progress", None)
    assert "finished" in {event.status for event in row.events}


def test_numbers_are_read_as_the_source_means_them(told: Import, database: Sessions) -> None:
    told(message("9", 15), source="dvcqg")
    row = kept(database)
    assert (row.status, row.finished_at) == ("unclear", None)
