"""The national service's answer for one procedure: what is read, both packings, and what is refused."""

import json
from datetime import date
from typing import Any

import pytest

from knowledge.procedures import lay_thu_tuc, portal_json
from knowledge.procedures.errors import BadRecordError
from knowledge.procedures.models import Method, SubmissionMethod, TimeUnit
from knowledge.procedures.parts import merge
from tests.knowledge.procedures.samples import detail
from tests.knowledge.procedures.samples import lay_thu_tuc as answer

DAY = date(2026, 7, 18)


def fields(**changes: Any) -> dict[str, Any]:
    return lay_thu_tuc.read(answer(**changes), DAY).fields


def method(**changes: Any) -> SubmissionMethod:
    (found,) = fields(CACHTHUCTHUCHIEN=[{"KENH": "1", "THOIGIAN": [changes]}])["methods"]
    assert isinstance(found, SubmissionMethod)
    return found


def test_an_answer_becomes_a_record() -> None:
    record = merge([lay_thu_tuc.read(answer(), DAY)])
    assert record is not None
    assert (record.procedure_code, record.name, record.field) == ("1.000001", "Cấp giấy thử", "Hộ tịch")
    assert record.handled_by == ("Ủy ban nhân dân cấp xã",)
    assert (record.targets, record.results) == (("Công dân Việt Nam",), ("Giấy thử",))
    assert [(item.kind, item.text) for item in record.passages] == [("step", "Bước 1: Nộp đơn tại quầy.")]
    assert [law.number for law in record.legal_bases] == ["01/2026/NĐ-CP"]


def test_its_lines_have_the_ids_of_the_portals_own_answer() -> None:
    (ours,) = fields()["component_groups"]
    (theirs,) = portal_json.read_detail(detail(), DAY).fields["component_groups"]
    assert (ours.title, ours.components[0].line) == (theirs.title, theirs.components[0].line)
    assert ours.components[0].component_code == "G01-KQ1"
    assert [form.name for form in ours.components[0].forms] == ["Mau 01.docx"]


def test_quantities_that_it_does_not_tell_do_not_make_a_paper_a_note() -> None:
    (group,) = fields()["component_groups"]
    assert [(item.originals, item.copies, item.is_note) for item in group.components] == [(0, 0, False)]


def test_its_scope_is_unknown_so_that_it_is_not_offered_alone() -> None:
    record = merge([lay_thu_tuc.read(answer(), DAY)])
    assert record is not None
    assert not record.offered


def test_the_portals_own_answer_wins_over_it() -> None:
    record = merge([lay_thu_tuc.read(answer(TENTTHC="Tên cũ"), DAY), portal_json.read_detail(detail(), DAY)])
    assert record is not None
    assert (record.name, record.components[0].originals) == ("Cấp giấy thử", 1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("1", Method.DIRECT),
        (2, Method.ONLINE),
        ("3", Method.POSTAL),
        ("Trực tiếp", Method.DIRECT),
        ("Trực tuyến", Method.ONLINE),
        ("Dịch vụ bưu chính", Method.POSTAL),
    ],
)
def test_a_way_to_submit_is_known_by_number_or_name(told: object, expected: Method) -> None:
    (found,) = fields(CACHTHUCTHUCHIEN=[{"KENH": told}])["methods"]
    assert (found.method, found.time.known, found.fees) == (expected, False, ())


def test_an_unknown_way_to_submit_is_left_out() -> None:
    assert fields(CACHTHUCTHUCHIEN=[{"KENH": "9"}])["methods"] == ()


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("Ngày làm việc", TimeUnit.WORKING_DAY), ("Ngày", TimeUnit.DAY), ("Giờ", TimeUnit.HOUR), ("Khác", None)],
)
def test_a_time_has_its_unit_or_is_unknown(unit: str, expected: TimeUnit | None) -> None:
    assert method(THOIGIANGIAIQUYET="3", DONVITINH=unit).time.unit is expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"SOTIEN": 20000, "DONVI": "Đồng"}, 20000),
        ({"SOTIEN": "20000", "DONVI": ""}, 20000),
        ({"SOTIEN": 0, "DONVI": "Đồng"}, None),
        ({"SOTIEN": 0, "DONVI": "Đồng", "MOTA": "Không thu lệ phí"}, 0),
        ({"SOTIEN": 20000, "DONVI": "USD"}, None),
    ],
)
def test_a_fee_in_another_currency_or_of_zero_is_unknown(told: dict[str, Any], expected: int | None) -> None:
    (fee,) = method(PHILEPHI=[told]).fees
    assert fee.amount == expected


def test_the_whole_answer_may_stand_as_text_under_message() -> None:
    packed = {"message": json.dumps(answer())}
    assert lay_thu_tuc.looks_like(packed)
    assert lay_thu_tuc.read(packed, DAY) == lay_thu_tuc.read(answer(), DAY)


def test_the_record_may_stand_alone() -> None:
    (record,) = answer()["result"]
    assert lay_thu_tuc.looks_like(record)
    assert lay_thu_tuc.read(record, DAY) == lay_thu_tuc.read(answer(), DAY)


def test_the_portals_own_answers_are_not_taken_for_it() -> None:
    assert not lay_thu_tuc.looks_like(detail())
    assert not lay_thu_tuc.looks_like({"message": "{ broken", "data": {}})


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"error_code": "12", "message": "hết phiên"}, "error_code"),
        ({"error_code": 0, "result": []}, "result"),
        ({"error_code": 0, "result": answer()["result"] * 2}, "result"),
        ({"error_code": 0, "result": ["no record"]}, "result"),
        (answer(MATTHC="không mã"), "procedure_code"),
        (answer(TENTTHC=""), "TENTTHC"),
        (answer(THANHPHANHOSO=None), "THANHPHANHOSO"),
        (answer(THANHPHANHOSO=[{"GIAYTO": [{"TENGIAYTO": ""}]}]), "THANHPHANHOSO.0.GIAYTO.0.TENGIAYTO"),
    ],
)
def test_what_holds_no_readable_record_is_refused_by_field(given: dict[str, Any], field: str) -> None:
    with pytest.raises(BadRecordError) as refused:
        lay_thu_tuc.read(given, DAY)
    assert refused.value.field == field


def test_an_error_of_the_service_keeps_its_words() -> None:
    with pytest.raises(BadRecordError, match="the service reports 12: hết phiên"):
        lay_thu_tuc.read({"error_code": 12, "message": "hết phiên"}, DAY)
