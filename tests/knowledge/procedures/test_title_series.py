"""Rows that go on with the letters of the titles hold for all cases, where nothing speaks against it."""

from knowledge.procedures.models import Component, ComponentGroup
from knowledge.procedures.papers import papers_list
from knowledge.procedures.title_series import rows_for_all
from tests.knowledge.procedures.samples import a_record, row

OFFICE = ComponentGroup(title="a) Đối với xe cơ quan", components=(row("Văn bản đề nghị", 1),))
OWN, NEXT, LAST = row("b.1) Giấy ủy quyền", 1), row("c) Giấy thu hồi", 1), row("d) Tờ khai cũ", 1)


def private(*rows: Component, title: str = "b) Đối với xe cá nhân") -> ComponentGroup:
    return ComponentGroup(title=title, components=rows)


def test_letters_behind_those_of_the_titles_are_for_all_cases() -> None:
    assert rows_for_all([OFFICE, private(LAST, OWN, NEXT)]) == {NEXT.line, LAST.line}


def test_they_are_shown_before_the_cases() -> None:
    made = a_record(component_groups=(OFFICE, private(OWN, NEXT)))
    shown = [(group.is_case, [paper.name for paper in group.papers]) for group in papers_list(made).groups]
    assert shown == [(False, ["Giấy thu hồi"]), (True, ["Văn bản đề nghị"]), (True, ["Giấy ủy quyền"])]


def test_rows_stay_under_their_case_where_the_series_is_not_sure() -> None:
    assert not rows_for_all([OFFICE, private(NEXT, LAST)])
    assert not rows_for_all([OFFICE, private(OWN, LAST)])
    assert not rows_for_all([OFFICE, private(OWN, NEXT, row("Bản sao", 1))])
    assert not rows_for_all([OFFICE, private(OWN, NEXT, title="Đối với xe cá nhân")])
    assert not rows_for_all([private(OWN, NEXT)])
