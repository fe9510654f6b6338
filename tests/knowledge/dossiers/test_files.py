"""Files are read row by row; what a look-up does not need is not read at all."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from knowledge.dossiers.errors import BadRowError, UnreadableFileError
from knowledge.dossiers.files import read_file
from knowledge.dossiers.records import DossierRecord
from knowledge.dossiers.times import VIET_NAM

HEADER = "dossier_code;status;received_at;due_at;identity_number;phone"
GOOD = "H13.12-250701-0001;Đang xử lý;01/07/2025 08:30;04/07/2025;099200001234;0100555678"
Write = Callable[..., Path]


def only(path: Path) -> DossierRecord | BadRowError:
    (row,) = read_file(path).rows
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


def test_a_spreadsheet_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ho-so.xlsx").write_bytes(b"PK\x03\x04\xff\xfe")
    for name in ("ho-so.xlsx", "missing.csv"):
        with pytest.raises(UnreadableFileError, match=name):
            read_file(tmp_path / name)
