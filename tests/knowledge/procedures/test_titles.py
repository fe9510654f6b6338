"""Titles of groups: cases apart from headings, sentences that are notes, and nothing shown that says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.models import ComponentGroup, Procedure
from knowledge.procedures.titles import TitleKind, read_title, read_titles
from tests.knowledge.procedures.samples import a_record, group


@pytest.mark.parametrize(
    ("official", "shown"),
    [
        ("1.2. Đối với trẻ em bị bỏ rơi, hồ sơ gồm:", "Đối với trẻ em bị bỏ rơi"),
        (
            "Trường hợp ủy quyền cho cá nhân, kèm theo hồ sơ phải có:",
            "Trường hợp ủy quyền cho cá nhân, kèm theo hồ sơ phải có",
        ),
        ("Trường hợp ủy quyền cho cá nhân, hồ sơ phải có:", "Trường hợp ủy quyền cho cá nhân"),
        ("a) Cấp lại do mất", "Cấp lại do mất"),
        ("Đăng ký tạm trú theo danh sách", "Đăng ký tạm trú theo danh sách"),
    ],
)
def test_a_case_says_for_whom(official: str, shown: str) -> None:
    title = read_title(official)
    assert (title.kind, title.text) == (TitleKind.CASE, shown)


@pytest.mark.parametrize(
    "official",
    ["", "a) Thành phần hồ sơ:", "* Giấy tờ phải nộp:", "Bao gồm", "01 bộ hồ sơ", "Theo quy định tại Điều 5"],
)
def test_a_plain_heading_is_not_shown(official: str) -> None:
    assert (read_title(official).kind, read_title(official).text) == (TitleKind.PLAIN, "")


def test_papers_under_the_heading_of_papers_to_present_are_only_shown() -> None:
    assert read_title("* Giấy tờ phải xuất trình:").presented
    assert not read_title("Giấy tờ phải nộp, xuất trình:").presented


@pytest.mark.parametrize("official", ["Lưu ý :", "* Ghi chú", "5.2. Quy định về miễn tài liệu"])
def test_a_heading_of_notes_is_known(official: str) -> None:
    assert read_title(official).over_notes


def test_a_sentence_as_a_title_is_a_note() -> None:
    assert read_title("(Trường hợp tra cứu được dữ liệu thì hồ sơ không bao gồm bản sao.)").kind is TitleKind.NOTE


def test_a_part_of_the_dossier_is_no_case() -> None:
    assert read_title("Hồ sơ của người nhận con nuôi:").kind is TitleKind.PART


def kinds_of(*titles: str, name: str = "Cấp giấy thử") -> list[TitleKind]:
    groups = tuple(ComponentGroup(title=title) for title in titles)
    return [title.kind for title in read_titles(a_record(name=name, component_groups=groups))]


def test_parts_whose_titles_begin_alike_are_alternative_cases() -> None:
    assert kinds_of("Hồ sơ xin phép mở lớp tại nhà", "Hồ sơ xin phép mở lớp tại trường") == [TitleKind.CASE] * 2
    assert kinds_of("Hồ sơ của người nhận", "Hồ sơ của người giao", "Hồ sơ năng lực") == [TitleKind.PART] * 3


def test_a_title_that_repeats_the_procedures_name_says_nothing() -> None:
    assert kinds_of("1. Cấp giấy thử:", name="Cấp giấy thử") == [TitleKind.PLAIN]


@given(st.text(max_size=120))
def test_any_title_is_read(official: str) -> None:
    assert read_title(official).kind in TitleKind


@pytest.mark.catalogue
def test_the_six_cases_of_permanent_residence_are_cases(offered: list[Procedure]) -> None:
    (record,) = [record for record in offered if record.procedure_code == "1.004222"]
    assert len({title.text for title in read_titles(record) if title.kind is TitleKind.CASE}) == 6


@pytest.mark.parametrize(
    ("official", "shown"),
    [
        ("Trường hợp ủy quyền, kèm theo một trong những giấy tờ sau:", "những giấy tờ sau"),
        ("Giấy tờ chứng minh được miễn thi, nộp một trong các giấy tờ sau:", "một trong các giấy tờ sau"),
        ("Trường hợp 6: Trường hợp bị lỗi kết nối được thực hiện như sau:", "bị lỗi kết nối"),
        ("Đối với trường hợp cấp lần đầu (xe thương mại", "(xe thương mại)"),
        ("Đối với trường hợp cấp lần đầu (", "cấp lần đầu"),
    ],
)
def test_a_title_never_ends_in_the_air(official: str, shown: str) -> None:
    assert read_title(official).text.endswith(shown)


def test_the_only_title_of_a_record_for_everybody_is_no_case() -> None:
    plain = "Doanh nghiệp nộp 01 bộ hồ sơ đề nghị cấp giấy phép gồm:"
    added = "Ngoài hồ sơ đã nộp từ khi dự tuyển, cần bổ sung các giấy tờ sau"
    for official, expected in ((plain, TitleKind.PLAIN), (added, TitleKind.NOTE)):
        (title,) = read_titles(a_record(component_groups=(group(official, ("Đơn", 1, 0)),)))
        assert title.kind is expected


def test_a_plain_title_in_one_series_with_cases_is_shown_as_a_part() -> None:
    officials = ("1. Giấy tờ phải nộp", "2. Đối với xuất khẩu:", "3. Đối với tái xuất:")
    titles = read_titles(a_record(component_groups=tuple(group(each, ("Đơn", 1, 0)) for each in officials)))
    assert (titles[0].kind, titles[0].text) == (TitleKind.PART, "Giấy tờ phải nộp")
    assert [title.kind for title in titles[1:]] == [TitleKind.CASE, TitleKind.CASE]


def test_authorisation_is_no_case_where_it_is_the_only_title_above_the_request_form() -> None:
    official = "Trường hợp ủy quyền thì hồ sơ phải kèm theo một trong những giấy tờ sau:"
    for row, expected in (("Giấy đề nghị đăng ký", TitleKind.PLAIN), ("Hợp đồng dịch vụ", TitleKind.CASE)):
        (title,) = read_titles(a_record(component_groups=(group(official, (row, 1, 0)),)))
        assert title.kind is expected


def test_labels_of_a_letter_and_a_digit_are_not_read_out() -> None:
    assert read_title("a2. Cấp sửa đổi phép bay").text == "Cấp sửa đổi phép bay"
    assert read_title("c1) Đối với chi nhánh").text == "Đối với chi nhánh"


def test_rows_that_repeat_an_earlier_name_with_the_same_numbers_are_known() -> None:
    rows = group("", ("Đơn đề nghị", 1, 0), ("- Đơn đề nghị.", 1, 0), ("Đơn đề nghị;", 0, 1), ("đơn đề nghị:", 0, 0))
    (title,) = read_titles(a_record(component_groups=(rows,)))
    assert title.repeated == {rows.components[1].line}


@pytest.mark.parametrize("official", ["(ii) Bản khai cá nhân, cụ thể:", "Hoàn thiện sau họp Hội đồng:"])
def test_a_form_or_a_later_stage_is_a_part_and_no_case(official: str) -> None:
    assert read_title(official).kind is TitleKind.PART


def test_a_sentence_on_where_to_hand_in_is_a_note() -> None:
    assert read_title("Tổ chức, cá nhân nộp hồ sơ nghiệm thu về cơ quan cấp cơ sở.").kind is TitleKind.NOTE


def test_papers_under_a_title_that_asks_for_copies_are_handed_in() -> None:
    assert not read_title("Hồ sơ gồm bản sao và xuất trình bản chính để đối chiếu các giấy tờ sau:").presented


def test_the_only_title_that_repeats_words_of_the_name_is_not_shown() -> None:
    record = a_record(
        name="Thủ tục hỗ trợ lãi suất vay vốn", component_groups=(group("Hỗ trợ lãi suất", ("Đơn", 1, 0)),)
    )
    assert [title.kind for title in read_titles(record)] == [TitleKind.PLAIN]


def test_rows_that_only_describe_a_paper_of_another_row_are_known() -> None:
    rows = (
        ("Văn bản đề nghị", 1, 0),
        ("Tên mẫu đơn, mẫu tờ khai: Đề nghị tổ chức lễ (Mẫu B1)", 1, 0),
        ("Phương án kinh doanh", 1, 0),
        ("Phương án kinh doanh, gồm các nội dung: địa bàn", 0, 0),
    )
    made = group("", *rows)
    described = read_titles(a_record(component_groups=(made,)))[0].described
    assert described == {made.components[1].line, made.components[3].line}
    alone = group("", rows[1], rows[3])
    assert read_titles(a_record(component_groups=(alone,)))[0].described == frozenset()


@pytest.mark.parametrize(
    "official",
    [
        "Số lượng hồ sơ: Ủy ban nhân dân cấp tỉnh quy định",
        "Lưu ý về hồ sơ: các giấy tờ phải là bản sao có chứng thực",
        "Phiếu đề nghị (Mẫu A1). Phiếu này là biểu mẫu điện tử, dùng cho trường hợp nộp trực tuyến.",
        "Công dân kê khai đối với trường hợp nộp trực tuyến",
    ],
)
def test_a_heading_that_tells_something_itself_is_a_note(official: str) -> None:
    title = read_title(official)
    assert (title.kind, title.text) == (TitleKind.NOTE, official)


@pytest.mark.parametrize(
    "official", ["Số lượng hồ sơ: 01 bộ", "Số lượng hồ sơ: 02 (hai) bộ.", "02 bộ hồ sơ", "Một (01) bộ", "1"]
)
def test_a_number_of_dossiers_alone_is_not_shown(official: str) -> None:
    assert (read_title(official).kind, read_title(official).text) == (TitleKind.PLAIN, "")


def test_the_dossier_of_the_office_beside_the_applicants_is_a_note() -> None:
    record = a_record(
        component_groups=(
            group("(i) Hồ sơ nộp tại cơ quan tiếp nhận", ("Đơn đề nghị", 1, 0)),
            group("(ii) Hồ sơ trình phê duyệt", ("Kết quả thẩm định", 1, 1)),
        )
    )
    first, second = read_titles(record)
    assert (first.by_office, second.by_office, second.kind) == (False, True, TitleKind.NOTE)


def test_the_only_dossier_stays_one_although_an_office_puts_it_up() -> None:
    record = a_record(
        component_groups=(group("Hồ sơ Sở Xây dựng trình Ủy ban nhân dân tỉnh, gồm:", ("Tờ trình", 1, 0)),)
    )
    assert read_titles(record)[0].kind is TitleKind.PART


def test_the_only_title_over_the_request_is_no_case_where_it_does_not_say_when() -> None:
    def alone(official: str) -> TitleKind:
        record = a_record(name="Cấp phép bán sách cũ", component_groups=(group(official, ("Đơn đề nghị", 1, 0)),))
        return read_titles(record)[0].kind

    assert alone("Hồ sơ đề nghị điều chỉnh giấy phép bao gồm:") is TitleKind.PLAIN
    assert alone("Cấp giấy phép bán sách cũ") is TitleKind.PLAIN
    assert alone("Người đề nghị cung cấp các thông tin về cửa hàng") is TitleKind.NOTE
    assert alone("Trường hợp bị mất") is TitleKind.CASE


def test_the_form_of_a_case_and_the_name_of_the_procedure_are_no_papers() -> None:
    form, name = "Mẫu số 7 Phụ lục II Nghị định này đối với sách", "Gia hạn thẻ bạn đọc của thư viện"
    rows = group("", ("Đơn đề nghị", 1, 0), (form, 1, 0), (name, 1, 0), ("Mẫu số 3 - Báo cáo", 1, 0))
    described = read_titles(a_record(name=name, component_groups=(rows,)))[0].described
    assert described == {rows.components[1].line, rows.components[2].line}


def test_papers_added_later_are_a_part_and_no_case() -> None:
    assert read_title("Các văn bản nộp bổ sung hồ sơ sau khi được chấp thuận:").kind is TitleKind.PART


def test_the_only_title_that_says_who_hands_in_is_not_shown() -> None:
    official = "Người yêu cầu phải xuất trình các giấy tờ sau:"
    (title,) = read_titles(a_record(component_groups=(group(official, ("Hộ chiếu", 1, 0)),)))
    assert (title.kind, title.presented) == (TitleKind.PLAIN, True)


def test_the_only_title_that_names_the_procedure_is_not_shown() -> None:
    rows = group("Thủ tục hủy tờ khai", ("Không có.", 1, 1))
    assert read_titles(a_record(name="Thông báo hủy tờ khai quá cảnh", component_groups=(rows,)))[0].kind is (
        TitleKind.PLAIN
    )


def test_dossiers_named_by_what_they_are_for_are_alternative_cases() -> None:
    stop = group("Hồ sơ thông báo tạm ngừng kinh doanh", ("Thông báo A", 1, 0))
    go_on = group("Hồ sơ thông báo tiếp tục kinh doanh", ("Thông báo B", 1, 0))
    kinds = [title.kind for title in read_titles(a_record(component_groups=(stop, go_on)))]
    assert kinds == [TitleKind.CASE, TitleKind.CASE]


def test_a_note_that_repeats_a_row_is_not_told_twice() -> None:
    text = "Văn bản đề nghị theo mẫu NT và giấy tờ chứng minh điều kiện."
    rows = group(text, ("Đơn", 1, 1), (text, 1, 1))
    assert read_titles(a_record(component_groups=(rows, group("Khi đổi", ("Giấy", 1, 0)))))[0].kind is TitleKind.PLAIN


def test_a_title_never_loses_the_words_that_its_papers_follow() -> None:
    assert read_title("Người có thẩm quyền có thể ủy quyền theo quy định sau đây:").text.endswith(
        "theo quy định sau đây"
    )
    assert read_title("Đối với chủ xe, nộp một trong các giấy tờ sau:").text.endswith("một trong các giấy tờ sau")


def test_who_is_chiefly_responsible_is_a_case() -> None:
    assert read_title("Đối với người chịu trách nhiệm chính về hoạt động").kind is TitleKind.CASE


def test_a_form_without_its_name_is_no_paper() -> None:
    form = "Mẫu số 13 tại Phụ lục II ban hành kèm theo Nghị định số 1/2025/NĐ-CP"
    rows = group("", ("Đơn đề nghị", 1, 0), (form, 0, 1))
    assert read_titles(a_record(component_groups=(rows,)))[0].described == {rows.components[1].line}
