"""Files are read row by row; what a look-up does not need is not read at all."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.errors import BadRowError, UnreadableFileError
from knowledge.dossiers.files import read_file
from knowledge.dossiers.records import DossierRecord, ProgressRecord
from knowledge.dossiers.times import VIET_NAM

HEADER = "dossier_code;status;received_at;due_at;identity_number;phone"
GOOD = "H13.12-250701-0001;Đang xử lý;01/07/2025 08:30;04/07/2025;099200001234;0100555678"
Write = Callable[..., Path]


def only(path: Path) -> DossierRecord | BadRowError:
    (row,) = read_file(path).rows
    assert not isinstance(row.content, ProgressRecord)
    return row.content


def record(path: Path) -> DossierRecord:
    content = only(path)
    assert isinstance(content, DossierRecord), content
    return content


def refusal(path: Path) -> BadRowError:
    content = only(path)
    assert isinstance(content, BadRowError)
    return content


def test_times_of_the_synchronisation_are_vietnamese(json_file: Write, item: dict[str, object]) -> None:
    assert record(json_file(item)).received_at == datetime(2025, 7, 1, 8, 30, tzinfo=VIET_NAM)


def test_names_addresses_and_the_rest_are_not_read(json_file: Write, item: dict[str, object]) -> None:
    read = record(json_file(item)).model_dump_json()
    assert not [word for word in ("Bịa", "Không Có", "example") if word in read]


def test_a_bare_list_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text('[{"MaHoSo": "h13.12-250701-0001", "TrangThaiHoSo": 4}]', encoding="utf-8")
    assert record(path).dossier_code == "H13.12-250701-0001"


def test_the_identity_number_may_stand_in_its_own_list(json_file: Write, item: dict[str, object]) -> None:
    owner = {"SoGiayToChuHoSo": None, "DinhDanhCHS": [{"LoaiDinhDanh": 1, "SoDinhDanh": "099200009999"}]}
    assert record(json_file(item | owner)).identity_number == "099200009999"


def test_what_was_asked_is_read_without_anybodys_number(json_file: Write, item: dict[str, object]) -> None:
    asked = {"NoiDungBoSung": "Nộp bản sao CCCD 099200001234,\n gọi 0100 555 678", "NgayBoSung": "20250702090000"}
    (supplement,) = record(json_file(item | {"DanhSachHoSoBoSung": [asked]})).supplements
    assert supplement.asked == "Nộp bản sao CCCD •••, gọi •••"


@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_csv_comes_with_either_separator_with_or_without_bom(csv_file: Write, separator: str, encoding: str) -> None:
    lines = (line.replace(";", separator) for line in (HEADER, GOOD))
    read = record(csv_file(*lines, encoding=encoding))
    assert (read.dossier_code, read.status) == ("H13.12-250701-0001", "Đang xử lý")
    assert read.due_at == datetime(2025, 7, 4, tzinfo=VIET_NAM)


def test_a_csv_may_use_the_names_of_the_synchronisation(csv_file: Write) -> None:
    assert record(csv_file("MaHoSo,TrangThaiHoSo", "H13.12-250701-0001,4")).status == "4"


def test_a_csv_tells_what_was_asked(csv_file: Write) -> None:
    read = record(csv_file(f"{HEADER};supplement;supplement_asked_at", f"{GOOD};Nộp thêm tờ khai;2025-07-02 09:00"))
    assert [supplement.asked for supplement in read.supplements] == ["Nộp thêm tờ khai"]


def test_columns_that_nothing_is_read_from_are_named(csv_file: Write) -> None:
    assert read_file(csv_file(f"{HEADER};ho_ten;due_dat", f"{GOOD};Bịa;x")).ignored == ("ho_ten", "due_dat")


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ("không có mã;4;;;;", "dossier_code"),
        ("H13.12-250701-01;4;;;;", "dossier_code"),
        ("H13.12-250701-0001;;;;;", "status"),
        ("H13.12-250701-0001;4;hôm qua;;;", "received_at"),
        ("H13.12-250701-0001;4;20250732000000;;;", "received_at"),
        ("H13.12-250701-0001;4;;;99200001234;", "identity_number"),
        ("H13.12-250701-0001;4;;;;12", "phone"),
        ("H13.12-250701-0001;4;05/07/2025;04/07/2025;;", "row"),
        ("H13.12-250701-0001;4", "row"),
    ],
)
def test_a_bad_row_is_refused_by_its_field(csv_file: Write, cells: str, field: str) -> None:
    assert refusal(csv_file(HEADER, cells)).field == field


def test_a_refusal_repeats_nobodys_number(csv_file: Write) -> None:
    told = str(refusal(csv_file(HEADER, "099200001234;4;;;;")))
    assert "099200001234" not in told


def test_a_quote_that_never_ends_costs_no_row_before_it(csv_file: Write) -> None:
    first, second = read_file(csv_file(HEADER, GOOD, f'"{GOOD}')).rows
    assert isinstance(first.content, DossierRecord)
    assert isinstance(second.content, BadRowError)


@pytest.mark.parametrize("none", ["0000000000", "", "C1234567", "1801234567"])
def test_a_passport_a_tax_number_or_zeros_are_no_proof_and_no_fault(csv_file: Write, none: str) -> None:
    assert record(csv_file(HEADER, f"H13.12-250701-0001;4;;;{none};")).identity_number is None


def test_a_mobile_number_without_its_zero_is_understood(csv_file: Write) -> None:
    assert record(csv_file(HEADER, "H13.12-250701-0001;4;;;;912000111")).phone == "0912000111"


@pytest.mark.parametrize("wrong", [{"MaHoSo": ["x"]}, {"DanhSachHoSoBoSung": "x"}, {"TenTTHC": {"a": 1}}])
def test_an_item_of_the_wrong_shape_is_refused_by_its_field(
    json_file: Write, item: dict[str, object], wrong: dict[str, object]
) -> None:
    assert refusal(json_file(item | wrong)).field == next(iter(wrong))


def test_an_item_that_is_no_object_is_refused(json_file: Write) -> None:
    assert refusal(json_file("x")).field == "data"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"data": [{"MaHoSo": "H13.12-250701-0001", "Trang', "no complete JSON"),
        ('{"result": []}', "list of dossiers"),
        ("", "lacks dossier_code"),
        ("ma;ten\n1;2\n", "lacks dossier_code .* and status"),
        ("dossier_code;MaHoSo;status\n", "say the same"),
        ('"dossier_code;status\nH13.12-250701-0001;4\n', "header: is no CSV"),
    ],
)
def test_half_a_file_or_none_of_the_formats_is_refused_as_a_whole(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "file"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=reason):
        read_file(path)


def test_half_a_spreadsheet_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ho-so.xlsx").write_bytes(b"PK\x03\x04\xff\xfe")
    for name in ("ho-so.xlsx", "missing.csv"):
        with pytest.raises(UnreadableFileError, match=name):
            read_file(tmp_path / name)


def test_a_sheet_says_the_same_as_a_csv(csv_file: Write, xlsx_file: Write) -> None:
    received, due = datetime(2025, 7, 1, 8, 30), date(2025, 7, 4)
    cells = ["H13.12-250701-0001", "Đang xử lý", received, due, "099200001234", 100555678]
    header = HEADER.split(";")
    assert record(xlsx_file(header, [*cells[:5], "0100555678"])) == record(csv_file(HEADER, GOOD))
    assert refusal(xlsx_file(header, cells)).field == "phone"


def test_a_sheets_rows_are_counted_as_excel_does_and_may_lack_their_last_cells(xlsx_file: Write) -> None:
    path = xlsx_file([], HEADER.split(";"), ["H13.12-250701-0001", 4.0, 20250701083000], [], ["H13.12-250701-0002", 4])
    assert [row.number for row in read_file(path).rows] == [3, 5]
    first = next(read_file(path).rows).content
    assert isinstance(first, DossierRecord)
    assert (first.status, first.received_at) == ("4", datetime(2025, 7, 1, 8, 30, tzinfo=VIET_NAM))


def test_a_row_wider_than_its_header_is_refused_alone(xlsx_file: Write) -> None:
    path = xlsx_file(["MaHoSo", "TrangThaiHoSo"], ["H13.12-250701-0001", 4, "x"], ["H13.12-250701-0002", 4])
    wide, good = (row.content for row in read_file(path).rows)
    assert isinstance(wide, BadRowError)
    assert isinstance(good, DossierRecord)


def test_half_a_workbook_cannot_be_opened_and_is_refused_as_a_whole(xlsx_file: Write) -> None:
    path = xlsx_file(HEADER.split(";"), ["H13.12-250701-0001", 4])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnreadableFileError, match=r"ho-so\.xlsx: is no whole XLSX"):
        read_file(path)


def test_progress_messages_are_known_by_their_names(json_file: Write) -> None:
    message = {"MaHoSo": "h13.12-250701-0001", "NguoiXuLy": "Bịa", "ThoiDiemXuLy": "20250702090000", "TrangThai": "4"}
    (row,) = read_file(json_file(message)).rows
    assert isinstance(row.content, ProgressRecord)
    assert row.content.at == datetime(2025, 7, 2, 9, tzinfo=VIET_NAM)
    assert "Bịa" not in row.content.model_dump_json()


@pytest.mark.parametrize(
    ("missing", "field"), [("MaHoSo", "MaHoSo"), ("TrangThai", "TrangThai"), ("ThoiDiemXuLy",) * 2]
)
def test_a_progress_message_that_lacks_something_is_refused_by_its_field(
    json_file: Write, missing: str, field: str
) -> None:
    message = {"MaHoSo": "H13.12-250701-0001", "ThoiDiemXuLy": "20250702090000", "TrangThai": "4"}
    assert refusal(json_file({name: told for name, told in message.items() if name != missing})).field == field


def test_new_appointments_and_results_are_read(json_file: Write, item: dict[str, object]) -> None:
    moved = {"NgayHenTraTruoc": "20250704170000", "NgayHenTraMoi": "20250708170000"}
    more = {"DanhSachHoSoBoSung": [moved], "DanhSachGiayToKetQua": [{"TenGiayTo": "Giấy khai sinh số 123456789"}]}
    read = record(json_file(item | more))
    assert read.supplements[0].due_after == datetime(2025, 7, 8, 17, tzinfo=VIET_NAM)
    assert [result.name for result in read.results] == ["Giấy khai sinh số •••"]


def test_a_row_that_is_no_utf_8_is_refused_and_the_others_stay(csv_file: Write) -> None:
    path = csv_file("MaHoSo;TrangThaiHoSo;TenTTHC", "H13.12-250701-0001;4;x", "H13.12-250701-0002;4;y")
    path.write_bytes(path.read_bytes().replace(b"x", "Đăng ký".encode("utf-16-le")))
    bad, good = (row.content for row in read_file(path).rows)
    assert isinstance(bad, BadRowError)
    assert isinstance(good, DossierRecord)


def test_a_sign_that_no_database_keeps_is_refused_by_its_field(json_file: Write, item: dict[str, object]) -> None:
    assert refusal(json_file(item | {"TenTTHC": "a\0b"})).field == "TenTTHC"


@given(st.data())
def test_a_file_cut_anywhere_gives_whole_rows_and_never_half_ones(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    items = [{"MaHoSo": f"H13.12-250701-{number:04}", "TrangThaiHoSo": "Đang xử lý"} for number in range(20)]
    whole = json.dumps({"data": items}, ensure_ascii=False).encode()
    path = tmp_path_factory.mktemp("cut") / "cut.json"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    try:
        contents = [row.content for row in read_file(path).rows]
    except UnreadableFileError:
        return
    *good, last = contents
    good = good if isinstance(last, BadRowError) else contents
    assert [one.dossier_code for one in good if isinstance(one, DossierRecord)] == [
        one["MaHoSo"] for one in items[: len(good)]
    ]


@given(st.binary(max_size=200) | st.text(st.sampled_from("{}[]\"',;:MaHoSo4\n "), max_size=80).map(str.encode))
def test_any_bytes_are_rows_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "any"
    path.write_bytes(content)
    rows = []
    with suppress(UnreadableFileError):
        rows = list(read_file(path).rows)
    assert all(isinstance(row.content, DossierRecord | ProgressRecord | BadRowError) for row in rows)


def test_a_file_says_how_far_it_was_read(csv_file: Write) -> None:
    path = csv_file(HEADER, *[GOOD] * 2000)
    file = read_file(path)
    places = [file.place() for _ in file.rows]
    assert places == sorted(places)
    assert file.place() == file.size == path.stat().st_size
