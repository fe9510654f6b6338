"""Official lines: one id per line, whatever the layout, the bullets and the Unicode form."""

import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures import portal_json, portal_text
from knowledge.procedures.lines import clean_line, line_id, official_lines, stands_under
from knowledge.procedures.parts import merge
from tests.knowledge.procedures.samples import detail, text_record

DAY = date(2026, 7, 18)


def test_bullets_and_surplus_space_are_no_part_of_a_line() -> None:
    assert clean_line("  - - +  Tờ khai   theo mẫu ") == "Tờ khai theo mẫu"


def test_invisible_characters_do_not_change_an_id() -> None:
    assert line_id("đăng k\u200eý hộ\u200b tịch\u200c") == line_id("đăng ký hộ tịch")


@given(st.text(alphabet="aăâđêôơưáàảãạếềểễệ Tờkhi-+*", max_size=60))
def test_an_id_survives_bullets_case_and_unicode_form(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert line_id(text) == line_id(f"- {decomposed}") == line_id(f"  + * {text.upper()}  ")


@given(st.text(max_size=80))
def test_an_id_has_ten_digits_and_belongs_to_the_cleaned_line(text: str) -> None:
    assert len(line_id(text)) == 10
    assert line_id(clean_line(text)) == line_id(text)


def test_both_layouts_give_a_line_the_same_id() -> None:
    from_json = portal_json.read_detail(detail(), DAY).fields["component_groups"]
    from_text = portal_text.read(text_record(), DAY).fields["component_groups"]
    assert [item.line for item in from_json[0].components] == [item.line for item in from_text[0].components]
    assert from_json[0].title == from_text[0].title == "Giấy tờ phải nộp:"


def test_everything_that_a_guide_may_point_at_is_listed_with_its_section() -> None:
    procedure = merge([portal_text.read(text_record(Căn_cứ_pháp_lý="\n  * Luật thử (60/2014/QH13)"), DAY)])
    assert procedure is not None
    found = {(section, line) for section, line, _ in official_lines(procedure)}
    assert {
        ("component_groups", line_id("Đơn đề nghị theo mẫu;")),
        ("step", line_id("Bước 1: Nộp đơn tại quầy.")),
    } <= found
    assert {("times", "times.direct"), ("fees", "fees.direct"), ("legal_bases", "60/2014/QH13")} <= found
    assert {("record", "name"), ("record", "results"), ("record", "decision_number")} <= found


def test_an_unknown_fee_is_listed_as_unknown_and_never_as_zero() -> None:
    procedure = merge(
        [portal_text.read(text_record(methods="\n  * Hình thức nộp: DIRECT\n    Phí, lệ phí: 0 VNĐ ()"), DAY)]
    )
    assert procedure is not None
    assert [text for section, _, text in official_lines(procedure) if section == "fees"] == ["unknown "]


def test_a_row_with_a_plus_sign_stands_under_another() -> None:
    assert [stands_under(text) for text in ("- + Bản sao", "+Bản sao", "- Đơn", "Đơn A + B")] == [
        True,
        True,
        False,
        False,
    ]
