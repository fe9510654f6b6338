"""The portal's text layout: every fact of a file is kept, and a file that is cut short is refused by field."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures import portal_text
from knowledge.procedures.errors import BadRecordError
from knowledge.procedures.models import Fee, Level, Method, SubmissionMethod
from knowledge.procedures.parts import Part
from tests.knowledge.procedures.samples import method, text_record

DAY = date(2026, 7, 18)


def fields(text: str) -> dict[str, Any]:
    return portal_text.read(text, DAY).fields


def only_method(methods: str) -> SubmissionMethod:
    (found,) = fields(text_record(methods=methods))["methods"]
    assert isinstance(found, SubmissionMethod)
    return found


def test_a_file_becomes_a_part_with_its_code_and_day() -> None:
    part = portal_text.read(text_record("2.000635"), DAY)
    assert (part.procedure_code, part.kind, part.as_of, part.fields["name"]) == (
        "2.000635",
        "text",
        DAY,
        "Cấp giấy thử",
    )
    assert part.fields["level"] is Level.COMMUNE


def test_notes_stand_apart_from_papers() -> None:
    (group,) = fields(text_record())["component_groups"]
    assert [(item.text, item.originals, item.is_note) for item in group.components] == [
        ("Đơn đề nghị theo mẫu;", 1, False),
        ("Người đã có mã số thì không phải nộp đơn.", 0, True),
    ]


def test_a_component_without_a_portal_code_is_keyed_by_its_line() -> None:
    (group,) = fields(text_record())["component_groups"]
    assert all(item.component_code == item.line for item in group.components)


def test_a_paper_of_several_printed_lines_is_one_paper() -> None:
    text = "\n    - Giấy thứ nhất,\n      trang hai\n      Số lượng: Bản chính: 1, Bản sao: 2\n"
    (group,) = fields(text_record(components=text))["component_groups"]
    assert [(item.text, item.originals, item.copies) for item in group.components] == [
        ("Giấy thứ nhất, trang hai", 1, 2)
    ]


def test_alternative_groups_are_kept_with_their_titles_even_where_two_share_one() -> None:
    paper = "    - Giấy {}\n      Số lượng: Bản chính: 1, Bản sao: 0\n"
    text = "\n" + "".join(f"  [ {title} ]\n" + paper.format(n) for n, title in enumerate(["Thuê", "Ở nhờ", "Thuê"]))
    groups = fields(text_record(components=text))["component_groups"]
    assert [(group.title, group.components[0].text) for group in groups] == [
        ("Thuê", "Giấy 0"),
        ("Ở nhờ", "Giấy 1"),
        ("Thuê", "Giấy 2"),
    ]


def test_a_group_without_papers_is_kept_as_a_heading() -> None:
    (group,) = fields(text_record(components="\n  [ * Lưu ý ]\n"))["component_groups"]
    assert (group.title, group.components) == ("Lưu ý", ())


def test_no_papers_are_no_components() -> None:
    assert fields(text_record(components="\n  Không có thông tin thành phần hồ sơ\n"))["component_groups"] == ()


def test_a_fee_keeps_its_note() -> None:
    assert only_method(method("50000 VNĐ (mỗi lần cấp)")).fees == (Fee(amount=50000, text="mỗi lần cấp"),)


def test_an_amount_with_thousands_separators_is_read() -> None:
    assert only_method(method("1,500,000 VNĐ (một lần)")).fees[0].amount == 1_500_000


def test_zero_with_empty_parentheses_is_unknown() -> None:
    assert only_method(method("0 VNĐ ()")).fees == (Fee(amount=None, text=""),)


def test_several_fees_of_one_line_are_kept_each_with_its_own_note() -> None:
    fees = only_method(method("10000 VNĐ (Đăng ký cá nhân) | 15000 VNĐ (Đăng ký theo danh sách)")).fees
    assert fees == (Fee(amount=10000, text="Đăng ký cá nhân"), Fee(amount=15000, text="Đăng ký theo danh sách"))


def test_a_fee_in_words_is_kept_as_unknown_with_its_words() -> None:
    (read,) = only_method(method("Hội đồng nhân dân cấp tỉnh quy định.")).fees
    assert read.amount is None
    assert "Hội đồng nhân dân" in read.text


def test_a_fee_with_points_between_the_thousands_is_read_or_unknown_but_never_breaks_an_import() -> None:
    (read,) = only_method(method("1.000.000 VNĐ (một lần)")).fees
    assert read.amount in (1_000_000, None)


def test_no_fee_line_is_no_fee() -> None:
    assert only_method("\n  * Hình thức nộp: DIRECT\n    Thời hạn giải quyết: 3 DAY\n").fees == ()


def test_the_unit_other_is_unknown_and_keeps_what_the_record_tells() -> None:
    time = only_method(method(time="1 OTHER", told="Trong ngày; sau 15 giờ thì ngày hôm sau")).time
    assert (time.known, time.quantity, time.text) == (False, None, "Trong ngày; sau 15 giờ thì ngày hôm sau")


def test_a_time_in_words_is_read_and_keeps_its_words() -> None:
    time = only_method(method(time="Không quá 10 ngày làm việc OTHER")).time
    assert (time.quantity, time.unit) == (10, "working_day")
    assert "Không quá 10 ngày làm việc" in time.text


def test_an_office_with_commas_in_its_name_is_one_office() -> None:
    told = fields(text_record(Cơ_quan_thực_hiện="Sở Văn hóa, Thể thao và Du lịch, Ủy ban nhân dân cấp xã"))
    assert told["handled_by"] == ("Sở Văn hóa, Thể thao và Du lịch", "Ủy ban nhân dân cấp xã")


def test_steps_out_of_place_are_put_in_order() -> None:
    text = text_record().replace("    - Bước 1: Nộp đơn tại quầy.", "    - Bước 2: Nhận.\n    - Bước 1: Nộp.")
    assert [item.text for item in fields(text)["passages"]] == ["Bước 1: Nộp.", "Bước 2: Nhận."]


def test_the_methods_of_submission_are_kept_apart() -> None:
    text = method("3000 VNĐ (a)") + method("2000 VNĐ (b)").replace("DIRECT", "ONLINE").lstrip("\n")
    found = fields(text_record(methods=text))["methods"]
    assert [(item.method, item.fees[0].amount) for item in found] == [(Method.DIRECT, 3000), (Method.ONLINE, 2000)]


def test_prose_of_several_lines_belongs_to_its_field() -> None:
    assert only_method(method(told="Dòng một\nDòng hai")).time.text == "Dòng một Dòng hai"


def test_laws_are_read_with_their_numbers() -> None:
    laws = fields(
        text_record(Căn_cứ_pháp_lý="\n  * Luật Hộ tịch (hợp nhất) (60/2014/QH13)\n  * Nghị định (123/2015/NĐ-CP)")
    )
    assert [(law.title, law.number) for law in laws["legal_bases"]] == [
        ("Luật Hộ tịch (hợp nhất)", "60/2014/QH13"),
        ("Nghị định", "123/2015/NĐ-CP"),
    ]


def test_a_description_that_repeats_the_conditions_is_told_once() -> None:
    text = text_record(**{"Yêu cầu, điều kiện thực hiện": "Đủ 18 tuổi."}).replace(
        "Mô tả: Không có thông tin", "Mô tả: Đủ 18 tuổi."
    )
    assert [item.kind for item in fields(text)["passages"]] == ["step", "condition"]


def test_district_level_wording_is_kept_as_it_stands_so_that_it_can_be_flagged() -> None:
    passages = fields(text_record(**{"Yêu cầu, điều kiện thực hiện": "Nộp tại cấp huyện."}))["passages"]
    assert "cấp huyện" in passages[-1].text


@pytest.mark.parametrize(
    ("kept_until", "field"),
    [("Tên thủ tục", "Tên thủ tục"), ("Thành phần hồ sơ", "Thành phần hồ sơ"), ("Mô tả", "Mô tả")],
)
def test_half_a_file_is_refused_by_the_field_where_it_ends(kept_until: str, field: str) -> None:
    text = text_record()
    with pytest.raises(BadRecordError) as refused:
        portal_text.read(text[: text.index(f"\n{kept_until}:")], DAY)
    assert refused.value.field == field


def test_a_record_without_a_name_is_refused_by_field() -> None:
    with pytest.raises(BadRecordError, match="Tên thủ tục: is empty"):
        portal_text.read(text_record().replace("Cấp giấy thử", "Không có thông tin"), DAY)


def test_another_layout_is_told_apart() -> None:
    assert portal_text.looks_like(text_record())
    assert not portal_text.looks_like('{"code": "1.000001"}')


@given(st.data())
def test_a_damaged_file_is_read_or_refused_but_nothing_else_is_raised(data: st.DataObject) -> None:
    text = text_record(methods=method("12000 VNĐ (a) | 5000 VNĐ (b)"), Căn_cứ_pháp_lý="\n  * Luật (60/2014/QH13)")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    junk = data.draw(st.text(alphabet="0123456789.,|()[]*-: \nVNĐSố lượng", max_size=20))
    with suppress(BadRecordError):
        assert isinstance(portal_text.read(text[:start] + junk + text[end:], DAY), Part)


def test_a_row_with_a_plus_sign_is_kept_as_standing_under_the_row_above() -> None:
    rows = "\n    - - Đối với dự án, phải bổ sung:\n      Số lượng: Bản chính: 0, Bản sao: 1"
    below = "\n    - + Bản sao quyết định\n      Số lượng: Bản chính: 0, Bản sao: 1\n"
    (group,) = portal_text.read(text_record(components=rows + below), DAY).fields["component_groups"]
    assert [(item.text, item.under) for item in group.components] == [
        ("Đối với dự án, phải bổ sung:", False),
        ("Bản sao quyết định", True),
    ]


def test_no_in_place_of_a_time_is_no_word_of_it() -> None:
    assert only_method(method(time="Không OTHER", told="Tại quầy")).time.text == "Tại quầy"
