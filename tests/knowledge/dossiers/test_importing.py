"""Imports are idempotent, refuse by row, never go back in time, and keep nobody's name or number."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select

from knowledge.database import DatabaseUnavailableError, Sessions, engine, reading, sessions, writing
from knowledge.dossiers.errors import UnreadableFileError
from knowledge.dossiers.importing import DossierImportReport, import_file
from knowledge.dossiers.statuses import UNCLEAR
from knowledge.dossiers.storing import one_at_a_time
from knowledge.dossiers.tables import DossierRow

Write = Callable[..., Path]
Item = dict[str, object]
NOON = datetime(2025, 7, 2, 5, tzinfo=UTC)
HEADER = "dossier_code;status;as_of"


def counts(report: DossierImportReport) -> tuple[int, ...]:
    return report.added, report.changed, report.unchanged, report.older, len(report.refusals)


def statuses_of(database: Sessions) -> dict[str, str]:
    with reading(database) as session:
        return {row.dossier_code: row.status for row in session.scalars(select(DossierRow))}


def timeline(database: Sessions) -> list[str]:
    with reading(database) as session:
        return [event.status for event in session.scalars(select(DossierRow)).one().events]


def test_importing_a_file_again_changes_nothing(
    database: Sessions, secret: bytes, json_file: Write, item: Item
) -> None:
    path = json_file(item)
    assert counts(import_file(database, path, secret)) == (1, 0, 0, 0, 0)
    assert counts(import_file(database, path, secret)) == (0, 0, 1, 0, 0)
    assert timeline(database) == ["received", "in_progress"]


def test_good_rows_stay_where_others_are_refused(database: Sessions, secret: bytes, csv_file: Write) -> None:
    path = csv_file(HEADER, "H13.12-250701-0001;4;", "không mã;4;", "H13.12-250701-0003;Lạ;", "H13.12-250701-0004;9;")
    report = import_file(database, path, secret)
    assert [(refusal.row, refusal.field) for refusal in report.refusals] == [(3, "dossier_code"), (4, "status")]
    assert all(str(refusal).startswith(f"{path}: row ") for refusal in report.refusals)
    assert statuses_of(database) == {"H13.12-250701-0001": "in_progress", "H13.12-250701-0004": "finished"}


def test_a_refused_status_is_not_repeated_but_the_choices_are(
    database: Sessions, secret: bytes, csv_file: Write
) -> None:
    (refusal,) = import_file(database, csv_file(HEADER, "H13.12-250701-0001;Nguyễn Thị Bịa;"), secret).refusals
    assert "Bịa" not in str(refusal)
    assert "10 Đã trả kết quả" in refusal.reason


def test_a_row_of_the_future_is_refused(database: Sessions, secret: bytes, csv_file: Write) -> None:
    (refusal,) = import_file(database, csv_file(HEADER, "H13.12-250701-0001;4;2090-01-01"), secret).refusals
    assert (refusal.field, refusal.reason) == ("as_of", "lies in the future")


def test_many_rows_about_few_dossiers_end_as_the_newest_says(
    database: Sessions, secret: bytes, csv_file: Write
) -> None:
    rows = [f"H13.12-250701-000{number % 3};{4 + number % 2};2025-07-{2 + number // 3:02}" for number in range(60)]
    report = import_file(database, csv_file(HEADER, *rows), secret)
    assert (report.added, report.changed + report.unchanged + report.older) == (3, 57)
    newest = {f"H13.12-250701-000{number % 3}": number for number in range(60)}
    names = ("in_progress", "supplement_requested")
    assert statuses_of(database) == {code: names[number % 2] for code, number in newest.items()}


def test_an_import_says_how_far_it_came(database: Sessions, secret: bytes, csv_file: Write) -> None:
    path = csv_file(HEADER, *(f"H13.12-250701-{number:05};4;2025-07-02" for number in range(2500)))
    told: list[tuple[int, int, int]] = []
    import_file(database, path, secret, on_rows=lambda report, place, size: told.append((report.added, place, size)))
    assert [added for added, _, _ in told] == [1000, 2000, 2500]
    assert told[-1][1] == told[-1][2] == path.stat().st_size


def test_names_that_look_like_sql_stay_names(database: Sessions, secret: bytes, json_file: Write, item: Item) -> None:
    name = "x'); DROP TABLE dossiers; --"
    import_file(database, json_file(item | {"TenTTHC": name, "TenLinhVuc": name}), secret, source=name * 20)
    with reading(database) as session:
        row = session.scalars(select(DossierRow)).one()
    assert (row.procedure_name, row.field_name, len(row.source)) == (name, name, 100)


def test_the_same_row_twice_is_harmless(database: Sessions, secret: bytes, csv_file: Write) -> None:
    report = import_file(database, csv_file(HEADER, *["H13.12-250701-0001;4;"] * 2), secret)
    assert counts(report) == (1, 0, 1, 0, 0)


def test_two_rows_that_contradict_each_other_leave_the_first(
    database: Sessions, secret: bytes, csv_file: Write
) -> None:
    report = import_file(database, csv_file(HEADER, "H13.12-250701-0001;4;", "h13.12-250701-0001;9;"), secret)
    assert [(refusal.row, refusal.field) for refusal in report.refusals] == [(3, "dossier_code")]
    assert statuses_of(database) == {"H13.12-250701-0001": "in_progress"}


def test_of_two_dated_rows_the_newer_one_wins_in_any_order(database: Sessions, secret: bytes, csv_file: Write) -> None:
    path = csv_file(HEADER, "H13.12-250701-0001;9;2025-07-03", "H13.12-250701-0001;4;2025-07-02")
    assert counts(import_file(database, path, secret)) == (1, 0, 0, 1, 0)
    assert statuses_of(database) == {"H13.12-250701-0001": "finished"}


def test_an_older_file_does_not_take_a_dossier_back_in_time(
    database: Sessions, secret: bytes, json_file: Write, item: Item
) -> None:
    new, old = json_file(item | {"TrangThaiHoSo": "9"}, name="new.json"), json_file(item, name="old.json")
    import_file(database, new, secret, as_of=NOON)
    assert counts(import_file(database, old, secret, as_of=NOON - timedelta(hours=1))) == (0, 0, 0, 1, 0)
    assert set(statuses_of(database).values()) == {"finished"}


def test_a_timeline_grows_from_import_to_import(
    database: Sessions, secret: bytes, json_file: Write, item: Item
) -> None:
    asked = {"NoiDungBoSung": "Nộp thêm tờ khai", "NgayBoSung": "20250702100000"}
    told = [
        item,
        item | {"TrangThaiHoSo": "5", "DanhSachHoSoBoSung": [asked]},
        item | {"TrangThaiHoSo": "8", "DanhSachHoSoBoSung": [asked]},
    ]
    for day, content in enumerate(told):
        import_file(database, json_file(content), secret, as_of=NOON + timedelta(days=day))
    assert timeline(database) == ["received", "supplement_requested", "in_progress", "stopped"]


def test_a_nine_means_finished_only_where_the_source_means_it(
    database: Sessions, secret: bytes, json_file: Write, item: Item
) -> None:
    path = json_file(item | {"TrangThaiHoSo": "9"})
    import_file(database, path, secret, source="dvcqg")
    assert set(statuses_of(database).values()) == {UNCLEAR}
    import_file(database, path, secret, source="igate")
    assert set(statuses_of(database).values()) == {"finished"}


def test_finished_without_a_date_while_a_paper_is_awaited_is_unclear(
    database: Sessions, secret: bytes, json_file: Write, item: Item
) -> None:
    awaited = {"NoiDungBoSung": "Nộp thêm tờ khai", "NgayBoSung": "20250702100000"}
    import_file(database, json_file(item | {"TrangThaiHoSo": "9", "DanhSachHoSoBoSung": [awaited]}), secret)
    assert set(statuses_of(database).values()) == {UNCLEAR}


def test_nobodys_name_or_number_is_anywhere_in_the_database(
    database: Sessions, secret: bytes, json_file: Write, item: Item
) -> None:
    import_file(database, json_file(item), secret)
    with reading(database) as session:
        connection = session.connection()
        reflected = MetaData()
        reflected.reflect(connection)
        kept = "\n".join(str(row) for table in reflected.tables.values() for row in connection.execute(select(table)))
    assert "H13.12-250701-0001" in kept
    assert not [told for told in ("Bịa", "Không Có", "example.org", "099200001234", "0100555678") if told in kept]


def test_a_dossier_that_nobody_can_prove_is_counted(database: Sessions, secret: bytes, csv_file: Write) -> None:
    assert import_file(database, csv_file(HEADER, "H13.12-250701-0001;4;"), secret).unprovable == 1


def test_a_file_cut_in_half_keeps_its_good_part_and_says_where_it_ends(
    database: Sessions, secret: bytes, json_file: Write, item: Item
) -> None:
    path = json_file(item, item | {"MaHoSo": "H13.12-250701-0002"})
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    report = import_file(database, path, secret)
    assert (report.read, counts(report)) == (1, (1, 0, 0, 0, 1))
    assert "row 2: file: breaks off here" in str(report.refusals[0])
    assert set(statuses_of(database)) == {"H13.12-250701-0001"}


def test_a_file_without_one_whole_item_imports_nothing(
    database: Sessions, secret: bytes, json_file: Write, item: Item
) -> None:
    path = json_file(item)
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"dong-bo\.json"):
        import_file(database, path, secret)
    assert statuses_of(database) == {}


def test_a_database_locked_by_somebody_else_is_said_to_be_and_the_import_can_be_repeated(
    url: str, database: Sessions, secret: bytes, json_file: Write, item: Item
) -> None:
    hasty = sessions(engine(url, busy_seconds=0.1))
    with (
        writing(database) as other,
        pytest.raises(DatabaseUnavailableError, match="lock"),
    ):
        one_at_a_time(other)
        import_file(hasty, json_file(item), secret)
    assert counts(import_file(hasty, json_file(item), secret)) == (1, 0, 0, 0, 0)


def test_thousands_of_rows_are_imported_in_seconds(database: Sessions, secret: bytes, csv_file: Write) -> None:
    path = csv_file(HEADER, *(f"H13.12-250701-{number:05};4;2025-07-02" for number in range(3000)))
    started = datetime.now(UTC)
    assert counts(import_file(database, path, secret)) == (3000, 0, 0, 0, 0)
    assert datetime.now(UTC) - started < timedelta(seconds=20)


def test_a_renamed_file_tells_nothing_new(database: Sessions, secret: bytes, json_file: Write, item: Item) -> None:
    path = json_file(item)
    import_file(database, path, secret)
    renamed = Path(shutil.copy2(path, path.with_name("again.json")))
    assert counts(import_file(database, renamed, secret)) == (0, 0, 1, 0, 0)
