"""A lettered row that ends by announcing a list is told with the rows that hold the list, where that is sure."""

from knowledge.procedures.kinds import Kind
from knowledge.procedures.listed_rows import listed_rows
from knowledge.procedures.models import Component, ComponentGroup
from knowledge.procedures.papers import kinds, papers_list
from tests.knowledge.procedures.samples import a_record, row

FORM, HEAD = row("a) Đơn đề nghị", 1), row("b) Tài liệu thể hiện thay đổi về:", 1, 1)
GOAL, SIZE = row("Mục tiêu.", 1, 1), row("Quy mô diện tích trên 10%", 1, 1)


def text_of(*rows: Component) -> str | None:
    found = listed_rows(rows)
    return found.text if found else None


def test_the_list_joins_the_row_that_announces_it() -> None:
    assert text_of(GOAL, HEAD, FORM, SIZE) == f"{HEAD.text} Mục tiêu; Quy mô diện tích trên 10%"


def test_the_paper_with_its_list_is_told_once_and_without_a_number() -> None:
    made = a_record(component_groups=(ComponentGroup(components=(GOAL, HEAD, FORM, SIZE)),))
    read = papers_list(made)
    found = {paper.name: (paper.originals, paper.copies) for group in read.groups for paper in group.papers}
    assert found == {
        "Đơn đề nghị": (1, 0),
        "Tài liệu thể hiện thay đổi về: Mục tiêu; Quy mô diện tích trên 10%": (None, None),
    }
    assert not read.remarks
    assert {told for _, told in kinds(made)} == {Kind.PAPER}


def test_nothing_joins_where_another_row_may_be_a_paper_a_case_or_a_remark() -> None:
    for other in ("Bản sao giấy phép", "Đối với hộ nghèo", "Lưu ý: nộp tại quầy"):
        assert text_of(FORM, HEAD, GOAL, row(other, 1)) is None


def test_nothing_joins_under_two_lists_or_under_a_row_without_a_letter() -> None:
    assert text_of(HEAD, row("c) Báo cáo về:", 1), GOAL) is None
    assert text_of(FORM, row("Tài liệu thể hiện thay đổi về:", 1), GOAL) is None
    assert text_of(FORM, HEAD) is None
