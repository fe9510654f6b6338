"""Cases in rows own the rows with plus signs right below them, where nothing in the group speaks against it."""

from knowledge.procedures.kinds import Kind
from knowledge.procedures.models import Component
from knowledge.procedures.row_cases import rows_below
from tests.knowledge.procedures.samples import row

HEAD = (row("Đối với dự án, phải bổ sung:"), Kind.HEADING)
FORM = (row("Đơn đề nghị", 1), Kind.PAPER)


def below(text: str, told: Kind = Kind.PAPER) -> tuple[Component, Kind]:
    return row(text, 0, 1).model_copy(update={"under": True}), told


def test_rows_with_plus_signs_belong_to_the_case_right_above_them() -> None:
    assert rows_below([FORM, HEAD, below("Bản sao A"), below("Bản sao B")]) == {1: range(2, 4)}


def test_two_cases_own_their_own_rows() -> None:
    other = (row("Trường hợp đổi tên, gồm:"), Kind.HEADING)
    assert rows_below([HEAD, below("Bản sao A"), other, below("Bản sao B")]) == {0: range(1, 2), 2: range(3, 4)}


def test_nobody_knows_where_a_row_with_a_plus_sign_stands_elsewhere() -> None:
    assert not rows_below([below("Bản sao A"), HEAD, below("Bản sao B")])
    assert not rows_below([HEAD, below("Bản sao A"), FORM, below("Bản sao B")])


def test_a_heading_without_rows_or_without_a_case_or_over_notes_owns_nothing() -> None:
    assert not rows_below([below("Bản sao A"), HEAD])
    assert not rows_below([(row("Giấy tờ gồm:"), Kind.HEADING), below("Bản sao A")])
    assert not rows_below([HEAD, below("Khi nộp tại quầy", Kind.NOTE)])
    assert not rows_below([FORM])
