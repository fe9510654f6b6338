"""The official papers list as shown: papers with clean names, cases, notes apart, headings gone, ids untouched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.kinds import Kind
from knowledge.procedures.models import Component, ComponentGroup, Procedure
from knowledge.procedures.papers import papers_list, read_paper
from tests.knowledge.procedures.conftest import Imported
from tests.knowledge.procedures.samples import a_record, group, row
from tests.knowledge.procedures.shown import tells_every_line

LIST = a_record(
    component_groups=(
        group("* Giấy tờ phải nộp:", ("b) Giấy khám sức khỏe;", 1, 0), ("a) Đơn đề nghị: 01 bản chính.", 1, 0)),
        group("* Giấy tờ phải xuất trình:", ("Hộ chiếu", 1, 0)),
        group(
            "* Lưu ý:",
            ("Bản chụp phải rõ nét", 0, 0),
            ("Người đã có mã số thì không phải nộp đơn", 0, 0),
            ("Người nộp tải lên các giấy tờ sau:", 0, 0),
        ),
    )
)


def test_papers_have_clean_names_in_the_order_of_their_numbers() -> None:
    names = [[paper.name for paper in shown.papers] for shown in papers_list(LIST).groups]
    assert names == [["Đơn đề nghị", "Giấy khám sức khỏe"], ["Hộ chiếu"]]


def test_papers_to_present_are_told_apart_from_papers_to_hand_in() -> None:
    actions = [paper.action for shown in papers_list(LIST).groups for paper in shown.papers]
    assert actions == ["submit", "submit", "present"]


def test_notes_stand_apart_waivers_first_and_headings_are_gone() -> None:
    remarks = papers_list(LIST).remarks
    assert [(remark.text, remark.waives) for remark in remarks] == [
        ("Người đã có mã số thì không phải nộp đơn", True),
        ("Bản chụp phải rõ nét", False),
    ]


def test_every_entry_keeps_the_id_of_its_official_line() -> None:
    read = papers_list(LIST)
    shown = {paper.component.line for found in read.groups for paper in found.papers}
    assert shown | {remark.line for remark in read.remarks} < {item.line for item in LIST.components}


def test_cases_carry_their_title_and_a_single_heading_does_not() -> None:
    two = (group("1. Đối với trẻ em:", ("Đơn", 1, 0)), group("2. Đối với người lớn:", ("Đơn", 1, 0)))
    assert [(found.title, found.is_case) for found in papers_list(a_record(component_groups=two)).groups] == [
        ("Đối với trẻ em", True),
        ("Đối với người lớn", True),
    ]
    one = (group("Hồ sơ đăng ký tàu cá gồm:", ("Đơn", 1, 0)),)
    assert [found.title for found in papers_list(a_record(component_groups=one)).groups] == [""]


def test_a_case_that_stands_in_a_row_is_told_because_nobody_knows_its_rows() -> None:
    rows = (group("", ("Đối với tàu cá đóng mới, hồ sơ gồm:", 0, 0), ("Đơn", 1, 0)),)
    (case,) = papers_list(a_record(component_groups=rows)).cases
    assert case.text == "Đối với tàu cá đóng mới, hồ sơ gồm"


def test_a_title_that_is_a_sentence_is_a_note() -> None:
    groups = (group("(Trường hợp tra cứu được thì hồ sơ không bao gồm bản sao)", ("Đơn", 1, 0)),)
    read = papers_list(a_record(component_groups=groups))
    assert (read.groups[0].title, len(read.remarks)) == ("", 1)


def test_numbers_that_stand_twice_leave_the_official_order() -> None:
    rows = (group("", ("b) Giấy B", 1, 0), ("a) Giấy A", 1, 0), ("a) Giấy C", 1, 0)),)
    (shown,) = papers_list(a_record(component_groups=rows)).groups
    assert [paper.name for paper in shown.papers] == ["Giấy B", "Giấy A", "Giấy C"]


def test_a_paper_says_what_may_replace_it_and_that_the_original_is_compared() -> None:
    paper = read_paper(row("- Giấy chứng sinh; trường hợp không có thì nộp giấy cam đoan;", 1))
    assert (paper.name, paper.others) == ("Giấy chứng sinh", ("Trường hợp không có thì nộp giấy cam đoan",))
    assert read_paper(row("Bản sao bằng lái kèm bản chính để đối chiếu", 0, 1)).compared


def test_an_unknown_count_is_neither_zero_nor_one() -> None:
    paper = read_paper(row("Hóa đơn thương mại"))
    assert (paper.originals, paper.copies) == (None, None)


def test_a_label_before_the_paper_is_no_part_of_its_name() -> None:
    paper = read_paper(row("Giấy tờ phải xuất trình: Hộ chiếu còn hạn", 1))
    assert (paper.name, paper.action) == ("Hộ chiếu còn hạn", "present")


def test_a_parenthesis_that_is_never_opened_is_dropped() -> None:
    assert read_paper(row("Đơn đề nghị (theo mẫu));", 1)).name == "Đơn đề nghị (theo mẫu)"


def test_a_dossier_in_one_line_becomes_its_papers_under_its_heading() -> None:
    text = "8.3. Hồ sơ cấp giấy chứng nhận gồm: a) Văn bản đề nghị; b) 02 bản chính hợp đồng đã ký."
    read = papers_list(a_record(component_groups=(group("", ("Đơn chung", 1, 0), (text, 1, 1)),)))
    assert [found.title for found in read.groups] == ["", "Hồ sơ cấp giấy chứng nhận"]
    papers = read.groups[1].papers
    assert [(paper.name, paper.originals, paper.part) for paper in papers] == [
        ("Văn bản đề nghị", None, 1),
        ("Bản chính hợp đồng đã ký", 2, 2),
    ]
    assert len({paper.component.line for paper in papers}) == 1


def test_labels_stay_where_a_line_points_at_them() -> None:
    rows = (("a) Đơn đề nghị;", 1, 0), ("Từ lần sau không phải nộp giấy tờ tại điểm a nêu trên.", 0, 0))
    read = papers_list(a_record(component_groups=(group("", *rows),)))
    assert [paper.name for paper in read.groups[0].papers] == ["a) Đơn đề nghị"]
    assert [paper.name for paper in papers_list(a_record(component_groups=(group("", rows[0]),))).groups[0].papers] == [
        "Đơn đề nghị"
    ]


def test_a_paper_that_the_office_reads_from_a_database_is_only_wanted_if_asked() -> None:
    waiver = "Cơ quan khai thác dữ liệu để thay thế thành phần hồ sơ Bản sao giấy chứng nhận đăng ký doanh nghiệp."
    rows = (("Bản sao Giấy chứng nhận đăng ký doanh nghiệp", 0, 0), ("Đơn", 1, 0), (waiver, 0, 0))
    read = papers_list(a_record(component_groups=(group("", *rows),)))
    assert [paper.if_asked for paper in read.groups[0].papers] == [True, False]


def test_a_footnote_is_told_among_the_notes() -> None:
    rows = (("Đơn đề nghị. * Lưu ý: Trường hợp nộp trực tiếp thì ghi số định danh.", 1, 0),)
    read = papers_list(a_record(component_groups=(group("", *rows),)))
    assert [paper.name for paper in read.groups[0].papers] == ["Đơn đề nghị"]
    assert [remark.text for remark in read.remarks] == ["Lưu ý: Trường hợp nộp trực tiếp thì ghi số định danh."]


def test_a_bare_noun_beside_papers_to_show_is_shown_too() -> None:
    rows = (("Xuất trình hóa đơn (bản chính);", 1, 0), ("Hàng hóa", 0, 0))
    (shown,) = papers_list(a_record(component_groups=(group("", *rows),))).groups
    assert [(paper.name, paper.action) for paper in shown.papers][1] == ("Hàng hóa", "present")


def test_copies_as_alternatives_count_as_copies() -> None:
    text = "b) Tài liệu pháp lý, bao gồm một trong các tài liệu sau: - Bản sao giấy A: hạng 1; - Bản sao giấy B."
    paper = read_paper(row(text, 1, 1))
    assert (paper.originals, paper.copies, paper.others) == (0, 1, ("Bản sao giấy B",))


@given(st.text(max_size=120), st.integers(0, 2), st.integers(0, 2))
def test_any_line_becomes_a_paper_with_a_name_or_stays_out(text: str, originals: int, copies: int) -> None:
    record = a_record(component_groups=(group("", (text, originals, copies)),))
    for shown in papers_list(record).groups:
        assert all(paper.name for paper in shown.papers)


@pytest.mark.catalogue
def test_every_line_of_every_fourth_record_is_shown_once_or_is_a_heading(
    offered: list[Procedure], offered_kinds: list[list[tuple[Component, Kind]]]
) -> None:
    """`python -m tests.prove_papers` looks at all of them."""
    records = [*zip(offered, offered_kinds, strict=True)][::4]
    assert [record.procedure_code for record, told in records if not tells_every_line(record, told)] == []


@pytest.mark.catalogue
def test_birth_registration_reads_as_papers_and_notes(national: Imported) -> None:
    read = papers_list(national.catalogue.get("1.001193"))
    papers = [paper for found in read.groups for paper in found.papers]
    (birth,) = [paper for paper in papers if paper.name == "Giấy chứng sinh"]
    assert len(birth.others) == 2
    assert [paper.action for paper in papers if paper.name.startswith("Hộ chiếu")] == ["present"]
    assert sum(remark.waives for remark in read.remarks) >= 4


def test_a_paper_that_two_rows_name_is_told_once() -> None:
    rows = group("Đối với xe:", ("Giấy đề nghị theo mẫu", 1, 0), ("Giấy đề nghị theo mẫu.", 1, 0), ("Hợp đồng", 1, 0))
    (shown,) = papers_list(a_record(component_groups=(rows,))).groups
    assert [paper.name for paper in shown.papers] == ["Giấy đề nghị theo mẫu", "Hợp đồng"]


def test_one_line_with_two_numbers_is_told_once_and_its_number_is_unknown() -> None:
    (shown,) = papers_list(a_record(component_groups=(group("", ("Đơn", 1, 0), ("Đơn", 0, 1)),))).groups
    assert [(paper.name, paper.originals, paper.copies) for paper in shown.papers] == [("Đơn", None, None)]


def test_counts_are_unknown_where_a_sentence_says_of_other_rows_that_they_are_copies() -> None:
    rows = group("", ("Hộ chiếu", 1, 0), ("Thư giới thiệu. Giấy tờ tại các khoản c.2 và c.3 là 01 bản sao.", 1, 0))
    read = papers_list(a_record(component_groups=(rows,)))
    assert {(paper.originals, paper.copies) for found in read.groups for paper in found.papers} == {(None, None)}
    assert [remark.text for remark in read.remarks] == ["Giấy tờ tại các khoản c.2 và c.3 là 01 bản sao."]


def test_papers_listed_after_dashes_that_stay_whole_have_no_count() -> None:
    paper = read_paper(row("Một hoặc một số giấy tờ làm căn cứ: - Giấy tờ gốc; - Giấy tờ liên quan", 1))
    assert (paper.originals, paper.copies) == (None, None)


def counts(*groups: ComponentGroup) -> list[tuple[int | None, int | None]]:
    read = papers_list(a_record(component_groups=groups))
    return [(paper.originals, paper.copies) for shown in read.groups for paper in shown.papers]


def test_a_note_that_takes_copies_leaves_only_the_request_counted() -> None:
    note = ("(Yêu cầu đối với giấy tờ: Giấy lưu hành: Nộp bản gốc hoặc bản sao có chứng thực", 1, 1)
    assert counts(group("", ("Văn bản đề nghị", 1, 1), ("Giấy lưu hành", 1, 1), note)) == [(1, 1), (None, None)]
    shown = group("Giấy tờ phải xuất trình:", ("Hộ chiếu", 1, 0))
    assert counts(shown, group("", ("Giấy ủy quyền", 1, 0), note)) == [(1, 0), (None, None)]


def test_papers_are_counted_as_the_title_over_them_asks() -> None:
    rows = (("Bản khai", 1, 1), ("Bản chính giấy phép", 1, 0))
    assert counts(group("Các giấy tờ phải nộp (bản chính), gồm:", *rows)) == [(1, 0), (1, 0)]
    copies = group("Hồ sơ gồm bản sao các giấy tờ sau:", ("Hợp đồng", 1, 0), ("Văn bản đề nghị", 1, 0))
    assert counts(copies) == [(0, 1), (1, 0)]
    either = group("Một trong các giấy tờ sau (bản chính hoặc bản sao):", ("Hợp đồng", 1, 0))
    read = papers_list(a_record(component_groups=(either,)))
    assert [paper.either for shown in read.groups for paper in shown.papers] == [True]


def test_headings_in_rows_that_begin_alike_are_cases() -> None:
    rows = (
        ("a) Hồ sơ đề nghị cấp chứng thư cho cá nhân bao gồm:", 0, 0),
        ("Giấy đề nghị cấp cho cá nhân", 1, 0),
        ("b) Hồ sơ đề nghị cấp chứng thư cho tổ chức gồm: Giấy đề nghị", 1, 0),
    )
    read = papers_list(a_record(component_groups=(group("", *rows),)))
    assert [case.text for case in read.cases] == ["Hồ sơ đề nghị cấp chứng thư cho cá nhân bao gồm"]


def test_dossiers_in_rows_are_cases_only_where_they_begin_alike() -> None:
    papers = "- Đơn đề nghị; - Giấy phép cũ"
    rows = ((f"1. Hồ sơ thương nhân gồm: {papers}", 1, 0), (f"2. Hồ sơ xin cấp gồm: {papers}", 1, 0))
    read = papers_list(a_record(component_groups=(group("", *rows),)))
    assert [(shown.title, shown.is_case) for shown in read.groups if shown.title] == [
        ("Hồ sơ thương nhân", False),
        ("Hồ sơ xin cấp", False),
    ]


def test_what_the_office_puts_up_itself_is_told_among_the_notes_under_its_title() -> None:
    record = a_record(
        component_groups=(
            group("(i) Hồ sơ nộp tại cơ quan tiếp nhận", ("Đơn đề nghị", 1, 0)),
            group("(ii) Hồ sơ trình phê duyệt", ("a) Kết quả thẩm định", 1, 1)),
        )
    )
    read = papers_list(record)
    assert [paper.name for shown in read.groups for paper in shown.papers] == ["Đơn đề nghị"]
    assert [remark.text for remark in read.remarks] == ["Hồ sơ trình phê duyệt: Kết quả thẩm định"]


def test_a_dossier_that_an_office_puts_up_alone_is_shown_under_its_title() -> None:
    title = "Hồ sơ Sở Xây dựng trình Ủy ban nhân dân tỉnh"
    record = a_record(component_groups=(group(f"{title}, gồm:", ("Tờ trình", 1, 0)),))
    assert [(shown.title, shown.is_case) for shown in papers_list(record).groups] == [(title, False)]


def test_copies_under_a_title_that_asks_for_originals_have_no_known_number() -> None:
    record = a_record(component_groups=(group("Giấy tờ phải nộp (bản chính):", ("Hợp đồng thuê", 0, 1)),))
    paper = papers_list(record).groups[0].papers[0]
    assert (paper.originals, paper.copies) == (None, None)


def under(text: str) -> Component:
    return row(text, 0, 1).model_copy(update={"under": True})


def test_a_case_in_a_row_is_the_title_of_the_rows_with_plus_signs_below_it() -> None:
    head = row("Đối với dự án đầu tư, hồ sơ phải bổ sung:", 0, 1)
    papers = (row("Đơn đề nghị", 1), head, under("Bản sao quyết định"), under("Bản sao giấy phép"))
    read = papers_list(a_record(component_groups=(ComponentGroup(components=papers),)))
    assert [(shown.title, shown.is_case, len(shown.papers)) for shown in read.groups] == [
        ("", False, 1),
        ("Đối với dự án đầu tư, hồ sơ phải bổ sung", True, 2),
    ]
    assert not read.cases
