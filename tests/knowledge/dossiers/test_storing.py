"""What is kept of a dossier's past: appointed days, results, steps; the same on both stores."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from knowledge.database import Sessions, reading, writing
from knowledge.dossiers.progress import ToldProgress, store_progress
from knowledge.dossiers.records import DossierRecord, ProgressRecord
from knowledge.dossiers.storing import Change, store, told
from knowledge.dossiers.tables import AppointmentRow, DossierRow, ResultRow, StatusEventRow, SupplementRow
from knowledge.dossiers.times import VIET_NAM

Put = Callable[..., Change]
NOON = datetime(2025, 7, 10, 5, tzinfo=UTC)
CODE = "H13.12-250701-0001"
KNOWN: dict[str, object] = {"dossier_code": CODE, "status": "4", "received_at": "20250701083000"}


def day(number: int) -> datetime:
    return datetime(2025, 7, number, 17, tzinfo=VIET_NAM)


@pytest.fixture
def put(database: Sessions, secret: bytes) -> Put:
    """Store one record, an hour later than the last one."""
    hours = iter(range(1000))

    def put(**values: object) -> Change:
        record = DossierRecord.model_validate(KNOWN | values)
        one = told(secret, record, "igate", NOON + timedelta(hours=next(hours)))
        with writing(database) as session:
            (change,) = store(session, secret, [one])
        return change

    return put


def kept(database: Sessions) -> DossierRow:
    with reading(database) as session:
        row = session.scalars(select(DossierRow)).one()
        # Read now, while the session is open.
        assert (row.events, row.supplements, row.appointments, row.results) is not None
        return row


def asked(**values: object) -> list[dict[str, object]]:
    return [{"asked": "Nộp thêm tờ khai", "asked_at": day(3)} | values]


def test_a_new_appointment_takes_the_old_ones_place_which_is_remembered(database: Sessions, put: Put) -> None:
    put(due_at=day(4), supplements=asked(received_at=day(7), due_before=day(4), due_after=day(9)))
    row = kept(database)
    assert row.due_at == day(9)
    assert [(one.due_at, one.replaced_at) for one in row.appointments] == [(day(4), day(7))]


def test_a_day_that_moved_from_one_file_to_the_next_is_remembered_too(database: Sessions, put: Put) -> None:
    for due in (4, 9, 9, 11):
        put(due_at=day(due))
    row = kept(database)
    assert row.due_at == day(11)
    assert [one.due_at for one in row.appointments] == [day(4), day(9)]


def test_where_the_record_already_says_the_new_day_it_stands(database: Sessions, put: Put) -> None:
    put(due_at=day(11), supplements=asked(due_before=day(4), due_after=day(9)))
    assert kept(database).due_at == day(11)


def test_what_is_handed_out_is_kept_with_its_day(database: Sessions, put: Put) -> None:
    put(status="10", returned_at=day(5), results=[{"name": "Giấy khai sinh"}, {"name": "Trích lục"}])
    assert [(one.name, one.returned_at) for one in kept(database).results] == [
        ("Giấy khai sinh", day(5)),
        ("Trích lục", day(5)),
    ]


def test_a_day_of_handing_out_without_names_is_a_result_without_a_name(database: Sessions, put: Put) -> None:
    put(status="10", returned_at=day(5))
    assert [one.name for one in kept(database).results] == [""]


def test_a_dossier_told_anew_doubles_nothing(database: Sessions, put: Put) -> None:
    told_first = {"supplements": asked(), "status": "5", "due_at": day(4)}
    assert put(**told_first) is Change.ADDED
    assert put(**told_first) is Change.UNCHANGED
    assert put(**told_first | {"status": "4"}) is Change.CHANGED
    with reading(database) as session:
        sizes = [session.scalar(select(func.count()).select_from(table)) for table in (DossierRow, SupplementRow)]
    assert sizes == [1, 1]
    assert [event.status for event in kept(database).events] == ["received", "supplement_requested", "in_progress"]


@pytest.mark.parametrize(
    ("values", "ended"),
    [
        ({"status": "4"}, None),
        ({"status": "9", "finished_at": day(5)}, day(5)),
        ({"status": "10", "finished_at": day(5), "returned_at": day(8)}, day(8)),
        ({"status": "8"}, NOON),
    ],
)
def test_an_end_is_dated_by_the_source_or_by_the_first_sight_of_it(
    database: Sessions, put: Put, values: dict[str, object], ended: datetime | None
) -> None:
    put(**values)
    put(**values)
    assert kept(database).ended_at == ended


def test_a_dossier_that_goes_on_after_all_has_not_ended(database: Sessions, put: Put) -> None:
    put(status="8")
    put(status="4")
    assert kept(database).ended_at is None


def test_deleting_a_dossier_leaves_nothing_of_it(database: Sessions, put: Put) -> None:
    put(due_at=day(4))
    put(status="10", due_at=day(5), returned_at=day(5), supplements=asked())
    with writing(database) as session:
        session.delete(session.get_one(DossierRow, CODE))
    with reading(database) as session:
        for table in (StatusEventRow, SupplementRow, AppointmentRow, ResultRow):
            assert session.scalars(select(table)).all() == []


RECORDS = st.fixed_dictionaries(
    {
        "dossier_code": st.sampled_from([f"H13.12-250701-{number:04}" for number in range(4)]),
        "status": st.sampled_from(["2", "4", "5", "8", "9", "10"]),
        "due_at": st.sampled_from([None, day(4), day(9)]),
        "returned_at": st.sampled_from([None, day(8)]),
        "supplements": st.sampled_from([[], asked(), asked(received_at=day(6), due_before=day(4), due_after=day(9))]),
        "phone": st.sampled_from([None, "0100555678"]),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(RECORDS, max_size=4, unique_by=lambda one: str(one["dossier_code"])), max_size=4))
def test_a_batch_leaves_what_its_records_one_by_one_would(
    database: Sessions, secret: bytes, batches: list[list[dict[str, object]]]
) -> None:
    left = []
    for together in (True, False):
        with writing(database) as session:
            session.execute(delete(DossierRow))
        for hour, batch in enumerate(batches):
            ready = [
                told(secret, DossierRecord.model_validate(one), "x", NOON + timedelta(hours=hour)) for one in batch
            ]
            for part in [ready] if together else [[one] for one in ready]:
                with writing(database) as session:
                    store(session, secret, part)
        left.append(everything(database))
    assert left[0] == left[1]


def everything(database: Sessions) -> dict[str, list[tuple[str, ...]]]:
    """Return all that is stored, without the numbers that the store gives its rows."""
    found = {}
    with reading(database) as session:
        for mapped in (DossierRow, StatusEventRow, SupplementRow, AppointmentRow, ResultRow):
            columns = [column for column in mapped.__table__.c if column.name != "id"]
            found[mapped.__tablename__] = sorted(tuple(map(repr, row)) for row in session.execute(select(*columns)))
    return found


def test_progress_of_a_dossier_outlives_its_next_record(database: Sessions, secret: bytes, put: Put) -> None:
    put(status="4")
    message = ProgressRecord.model_validate({"dossier_code": CODE, "status": "5", "at": day(12)})
    with writing(database) as session:
        assert store_progress(session, [ToldProgress(message, "supplement_requested")]) == [Change.CHANGED]
    with writing(database) as session:
        record = DossierRecord.model_validate(KNOWN | {"status": "4", "due_at": day(20)})
        assert store(session, secret, [told(secret, record, "igate", day(13))]) == [Change.CHANGED]
    assert [event.status for event in kept(database).events if event.from_progress] == ["supplement_requested"]
