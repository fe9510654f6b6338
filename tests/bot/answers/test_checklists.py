"""The official papers list as citizens see it: clean names, alternatives, cases, notes after, headings gone."""

from bot.answers import checklists
from bot.answers.messages import ChecklistMessage
from bot.answers.topics import Topic
from bot.answers.wording import say
from knowledge.procedures.lines import line_id
from tests.knowledge.procedures.samples import a_record, group


def shown(*groups: tuple[object, ...]) -> ChecklistMessage:
    record = a_record(component_groups=tuple(group(*each) for each in groups))
    return checklists.official(Topic("1.000001", None, record, "current", ""))


def test_papers_are_shown_by_clean_names_with_their_counts() -> None:
    message = shown(("a) Thành phần hồ sơ:", ("1. Tờ khai: 02 bản chính;", 1, 0), ("2. Hóa đơn", 0, 0)))
    assert [(item.name, item.originals, item.copies, item.alternatives_of) for item in message.needed] == [
        ("Tờ khai", 2, 0, None),
        ("Hóa đơn", None, None, None),
    ]
    assert message.official
    assert not message.complete


def test_every_paper_points_at_its_official_line() -> None:
    (item,) = shown(("", ("a) Tờ khai;", 1, 0))).needed
    assert item.id == line_id("a) Tờ khai;")
    assert item.source.seen_in == [f"1.000001#{item.id}"]


def test_what_may_stand_in_its_place_and_what_to_bring_along_are_told() -> None:
    given = ("Giấy chứng sinh; trường hợp không có thì nộp giấy cam đoan", 1, 0)
    birth, copy = shown(("", given, ("Bản sao hộ chiếu kèm bản chính để đối chiếu", 0, 1))).needed
    assert birth.replaced_by == ["Trường hợp không có thì nộp giấy cam đoan"]
    assert copy.check == [say("checklist_official_compared")]


def test_papers_to_present_are_shown_as_such() -> None:
    (item,) = shown(("Giấy tờ phải xuất trình:", ("Hộ chiếu", 1, 0))).needed
    assert item.action == "present"


def test_cases_stand_above_their_papers_and_the_note_says_so() -> None:
    message = shown(("1. Đối với trẻ em:", ("Đơn", 1, 0)), ("2. Đối với người lớn:", ("Đơn", 1, 0)))
    assert [item.alternatives_of for item in message.needed] == ["Đối với trẻ em", "Đối với người lớn"]
    assert message.notes[0].text == say("checklist_official_cases")


def test_notes_come_after_waivers_first_word_for_word_and_headings_are_gone() -> None:
    message = shown(
        ("", ("Đơn", 1, 0)),
        (
            "Lưu ý:",
            ("Bản chụp phải rõ nét.", 0, 0),
            ("Người có mã số thì không phải nộp đơn.", 0, 0),
            ("Người nộp tải lên các giấy tờ sau:", 0, 0),
        ),
    )
    assert [line.text for line in message.notes] == [
        say("checklist_official_note"),
        "Người có mã số thì không phải nộp đơn.",
        "Bản chụp phải rõ nét.",
    ]
    assert [line.quoted for line in message.notes] == [False, True, True]


def test_cases_without_papers_of_their_own_are_named_once() -> None:
    message = shown(("", ("Đối với tàu cá đóng mới, hồ sơ gồm:", 0, 0), ("Đơn", 1, 0)))
    cases = say("checklist_official_rows", cases="Đối với tàu cá đóng mới, hồ sơ gồm")
    assert message.notes[1].text == cases
    assert [item.name for item in message.needed] == ["Đơn"]


def test_a_record_that_asks_for_no_paper_says_that_it_is_not_known() -> None:
    message = shown(("", ("Không quy định", 0, 0)))
    assert (message.needed, message.notes[0].known, message.notes[0].text) == ([], False, say("checklist_empty"))


def test_either_kind_and_only_if_asked_are_told_with_the_paper() -> None:
    waiver = "Cơ quan khai thác dữ liệu để thay thế thành phần hồ sơ giấy đăng ký doanh nghiệp."
    rows = (("Hợp đồng (bản chính hoặc bản sao)", 1, 1), ("Giấy đăng ký doanh nghiệp", 0, 0), (waiver, 0, 0))
    contract, company = shown(("", *rows)).needed
    assert (contract.originals, contract.copies) == (None, None)
    assert contract.check == [say("checklist_official_either")]
    assert company.check == [say("checklist_official_if_asked")]


def test_papers_of_one_line_have_ids_of_their_own_and_one_source() -> None:
    items = shown(("", ("Hồ sơ cấp lại gồm: a) Đơn đề nghị; b) Giấy phép cũ.", 1, 0))).needed
    assert len({item.id for item in items}) == len(items) == 2
    assert items[0].source == items[1].source
