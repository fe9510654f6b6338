"""An answer shows nobody's numbers, and has the fields that a look-up reads from a stored dossier."""

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from knowledge.dossiers.sources.answers import (
    AskedFor,
    Found,
    MovedAppointment,
    Provable,
    SourceEvent,
    SourceRecord,
    SourceResult,
    Unreadable,
)
from knowledge.dossiers.tables import AppointmentRow, DossierRow, ResultRow, StatusEventRow, SupplementRow

CODE = "H13.12-250701-0001"


def day(number: int) -> datetime:
    return datetime(2025, 7, number, tzinfo=UTC)


def record(status: str, **changes: object) -> SourceRecord:
    told: dict[str, object] = {"dossier_code": CODE, "status": status, "source": "soc-trang", "as_of": day(20)}
    return SourceRecord(**{**told, **changes})  # type: ignore[arg-type]


def steps(told: SourceRecord) -> list[tuple[int, str, bool]]:
    return [(event.at.day, event.status, event.observed) for event in told.events]


def test_no_representation_shows_a_number() -> None:
    provable = Provable("099200001234", "0100555678")
    for answer in (Found(record("in_progress"), provable), Unreadable("status", provable)):
        assert "1234" not in repr(answer)
        assert "5678" not in repr(answer)


@pytest.mark.parametrize("name", ["dossier_code", "procedure_code", "procedure_name", "status", "received_at"])
def test_a_record_names_its_fields_as_a_stored_dossier_does(name: str) -> None:
    assert hasattr(record("in_progress"), name)
    assert name in DossierRow.__table__.columns


def test_its_parts_have_the_fields_of_stored_ones() -> None:
    parts = {
        AskedFor: SupplementRow,
        SourceEvent: StatusEventRow,
        MovedAppointment: AppointmentRow,
        SourceResult: ResultRow,
    }
    for part, row in parts.items():
        assert {field.name for field in fields(part)} <= {*row.__table__.columns.keys()}


def test_a_record_has_the_lists_of_a_stored_dossier() -> None:
    assert [one.key for one in DossierRow.__mapper__.relationships if not hasattr(SourceRecord, one.key)] == []
