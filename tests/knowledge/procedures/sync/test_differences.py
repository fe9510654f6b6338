"""What differs between two records: fields, lines that disappeared, lines that came."""

from datetime import date
from typing import Any

from knowledge.procedures import portal_json, portal_text
from knowledge.procedures.lines import line_id
from knowledge.procedures.models import Procedure
from knowledge.procedures.parts import merge
from knowledge.procedures.sync.differences import change
from tests.knowledge.procedures.samples import detail, raw_method, text_record

OLD, NEW = date(2026, 7, 18), date(2026, 8, 1)


def record(as_of: date = NEW, **changes: Any) -> Procedure:
    made = merge([portal_json.read_detail(detail(**changes), as_of)])
    assert made is not None
    return made


def papers(*names: str, originals: int = 1) -> list[dict[str, Any]]:
    return [{"name": "", "profileComponents": [{"name": name, "originalQty": originals} for name in names]}]


def test_another_day_alone_is_no_change() -> None:
    assert change(record(OLD), record(NEW)) is None


def test_a_paper_in_place_of_another_is_a_line_gone_and_a_line_come() -> None:
    found = change(record(executionCases=papers("Đơn", "Ảnh")), record(executionCases=papers("Đơn", "Căn cước")))
    assert found is not None
    assert found.fields == ("component_groups",)
    assert [(line.section, line.line) for line in found.gone] == [("component_groups", line_id("Ảnh"))]
    assert [line.line for line in found.came] == [line_id("Căn cước")]
    assert "Căn cước" in found.came[0].text


def test_another_number_of_originals_is_a_change_of_the_line() -> None:
    found = change(record(executionCases=papers("Đơn")), record(executionCases=papers("Đơn", originals=2)))
    assert found is not None
    assert [line.text[-25:] for line in (*found.gone, *found.came)] == [
        "] 1 original(s), 0 copies",
        "] 2 original(s), 0 copies",
    ]


def test_papers_in_another_order_are_a_change_without_lines() -> None:
    found = change(record(executionCases=papers("Đơn", "Ảnh")), record(executionCases=papers("Ảnh", "Đơn")))
    assert found is not None
    assert (found.fields, found.gone, found.came) == (("component_groups",), (), ())


def test_another_time_is_told_by_its_symbolic_line() -> None:
    found = change(record(), record(executionMethods=[raw_method(processingTime=5)]))
    assert found is not None
    assert (found.fields, [line.line for line in found.gone]) == (("methods",), ["times.direct"])
    assert [line.text for line in found.came] == ["5.0 working_day "]


def test_another_step_is_told_with_its_text() -> None:
    steps = [[{"name": "", "description": text}] for text in ("Bước 1: Nộp đơn.", "Bước 1: Gửi đơn.")]
    old, new = (record(executionSteps=told) for told in steps)
    found = change(old, new)
    assert found is not None
    assert [(line.section, line.text) for line in found.gone] == [("step", "Bước 1: Nộp đơn.")]
    assert [(line.section, line.text) for line in found.came] == [("step", "Bước 1: Gửi đơn.")]


def test_the_two_layouts_of_one_paper_are_the_same_line() -> None:
    """The text layout has no component codes: that alone makes no line disappear."""
    old = merge([portal_text.read(text_record(), OLD)])
    assert old is not None
    found = change(old, record(), first_detail=True)
    assert found is not None
    assert [line for line in (*found.gone, *found.came) if line.section == "component_groups"] == []
    assert found.first_detail
