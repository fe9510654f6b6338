"""Papers, headings, notes and waivers are told apart by their words; the row's quantity decides only what they leave open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.kinds import Kind, is_plain_heading, kind, names_case, starts_with_document
from knowledge.procedures.models import Component


@pytest.mark.parametrize(
    "text",
    [
        "Tờ khai theo mẫu",
        "a) Bản sao giấy chứng nhận kết hôn",
        "02 ảnh chân dung cỡ 4x6 cm",
        "Báo cáo năng lực, trong đó có các nội dung sau:",
        "Giấy tờ phải nộp: - Đơn đề nghị; - Ảnh thẻ",
        "Trường hợp nộp thay thì nộp văn bản ủy quyền",
        "Đối với người nước ngoài: Hộ chiếu còn hạn",
        "Người nước ngoài xuất trình hộ chiếu",
        "Thành phần hồ sơ 1: Đơn đề nghị",
        "Hồ sơ phải có thêm bản cam kết",
    ],
)
def test_a_line_that_names_a_paper_is_a_paper(text: str) -> None:
    assert kind(text, 1) is Kind.PAPER


@pytest.mark.parametrize(
    "text", ["Tờ khai nhập khẩu", "Hóa đơn: 01 bản chụp", "Mẫu số 05", "Xuất trình hộ chiếu", "Hai ảnh chân dung"]
)
def test_a_plain_paper_without_a_quantity_is_still_a_paper(text: str) -> None:
    assert kind(text) is Kind.PAPER


@pytest.mark.parametrize(
    "text",
    [
        "* Giấy tờ phải nộp:",
        "a) Thành phần hồ sơ:",
        "Thành phần hồ sơ",
        "1. Hồ sơ đăng ký tàu cá gồm:",
        "Đối với tàu cá cấp lần đầu, hồ sơ gồm:",
        "Người đăng ký nộp các giấy tờ sau:",
        "G01-KQ000001",
        "-",
    ],
)
@pytest.mark.parametrize("originals", [0, 1])
def test_a_heading_is_a_heading_even_with_a_quantity(text: str, originals: int) -> None:
    assert kind(text, originals) is Kind.HEADING


def test_a_case_without_quantity_and_demand_is_a_heading() -> None:
    assert kind("Đối với đề nghị gia hạn giấy phép") is Kind.HEADING


@pytest.mark.parametrize(
    "text",
    [
        "Số lượng hồ sơ: 01 bộ",
        "Lưu ý: Hồ sơ viết bằng tiếng Việt.",
        "Các văn bản trong hồ sơ nếu bằng tiếng nước ngoài phải kèm bản dịch",
        "Người ủy quyền và người được ủy quyền chịu trách nhiệm trước pháp luật",
        "05 ngày làm việc kể từ ngày nhận đủ hồ sơ",
        "Không quy định",
        "Trường hợp liên danh thì thành viên đứng đầu phải đủ điều kiện",
    ],
)
@pytest.mark.parametrize("originals", [0, 1])
def test_a_note_is_a_note_even_with_a_quantity(text: str, originals: int) -> None:
    assert kind(text, originals) is Kind.NOTE


@pytest.mark.parametrize(
    "text",
    [
        "Trường hợp dữ liệu đã có trên hệ thống thì không phải nộp bản giấy",
        "Người có mã số không phải nộp đơn",
        "Từ lần thứ hai, người nộp chỉ cần nộp tờ khai",
        "Không bắt buộc công chứng bản dịch",
    ],
)
def test_a_note_that_says_when_a_paper_is_not_needed_is_a_waiver(text: str) -> None:
    assert kind(text) is Kind.WAIVER


def test_a_paper_that_a_clause_waives_for_some_stays_a_paper() -> None:
    assert kind("Bản sao hộ chiếu (trường hợp đã nộp trước đây thì không phải nộp lại)", 0, 1) is Kind.PAPER


def test_under_a_heading_of_notes_a_row_without_quantity_is_a_note_and_a_paper_with_one_stays() -> None:
    assert kind("Bản chụp phải rõ nét", among_notes=True) is Kind.NOTE
    assert kind("Tờ khai theo mẫu", 1, among_notes=True) is Kind.PAPER


def test_a_format_rule_for_papers_is_no_paper_but_a_paper_in_a_language_is() -> None:
    assert kind("Giấy tờ do cơ quan nước ngoài cấp phải được hợp pháp hóa", 1) is Kind.NOTE
    assert kind("Văn bản ủy quyền bằng tiếng Việt", 1) is Kind.PAPER
    assert kind("Giấy tờ, tài liệu đề nghị được hợp pháp hóa lãnh sự", 1) is Kind.PAPER


def test_small_questions_about_a_line() -> None:
    assert is_plain_heading("giay to phai xuat trinh:")
    assert not is_plain_heading("giay to chung minh")
    assert names_case("1.2. Đối với trẻ em")
    assert not names_case("Đơn đề nghị")
    assert starts_with_document("b) Giấy phép")
    assert not starts_with_document("trong thời hạn")


@given(st.text(max_size=120), st.integers(0, 3), st.integers(0, 3), st.booleans())
def test_any_text_has_a_kind(text: str, originals: int, copies: int, among_notes: bool) -> None:
    assert kind(text, originals, copies, among_notes) in Kind


@pytest.mark.catalogue
def test_the_kinds_of_all_offered_lines_are_as_measured(offered_kinds: list[list[tuple[Component, Kind]]]) -> None:
    told = [found for lines in offered_kinds for _, found in lines]
    share = {found: told.count(found) / len(told) for found in Kind}
    assert share[Kind.PAPER] == pytest.approx(0.911, abs=0.008)
    assert share[Kind.NOTE] == pytest.approx(0.055, abs=0.008)
    assert share[Kind.WAIVER] == pytest.approx(0.014, abs=0.005)
    assert share[Kind.HEADING] == pytest.approx(0.019, abs=0.005)


@pytest.mark.catalogue
def test_no_real_paper_is_hidden_by_a_row_without_quantity(offered_kinds: list[list[tuple[Component, Kind]]]) -> None:
    hidden = [item for lines in offered_kinds for item, found in lines if item.is_note and found is Kind.PAPER]
    assert len(hidden) > 250


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Người bệnh cung cấp thông tin mã số thẻ để cơ sở khám bệnh tra cứu", Kind.NOTE),
        ("Trường hợp hệ thống lỗi thì cơ sở khám bệnh có trách nhiệm gửi hồ sơ cho cơ quan bảo hiểm", Kind.NOTE),
        ("Trường hợp gồm nhiều người thì phải có đầy đủ chữ ký của họ, trừ khi có văn bản đại diện", Kind.NOTE),
        ("Trường hợp chưa có giấy thì nhà thầu có nghĩa vụ cam kết gửi bản gốc giấy chứng nhận", Kind.NOTE),
        ("Trường hợp đã có hồ sơ năm trước thì chỉ cần gửi bản sao hợp đồng mới", Kind.WAIVER),
        ("Các tài liệu pháp lý trong trường hợp cơ sở đăng ký là cơ sở sản xuất:", Kind.HEADING),
    ],
)
def test_duties_and_headings_with_a_quantity_are_no_papers(text: str, expected: Kind) -> None:
    assert kind(text, 1, 1) is expected


def test_a_counted_demand_makes_a_row_without_a_quantity_a_paper() -> None:
    assert kind("Trường hợp lấy hàng tại kho khác, thương nhân nộp bổ sung 01 bản chụp thông báo", 0, 0) is Kind.PAPER


@pytest.mark.parametrize(
    "text",
    [
        "Khi làm thủ tục tái xuất, thương nhân phải khai báo thông tin về số tờ khai tạm nhập",
        "Trường hợp một lô hàng có nhiều tờ khai thì người khai chỉ phải nộp 01 bộ hồ sơ hải quan",
        "Trường hợp chỉ nợ trong nước thì doanh nghiệp gửi văn bản đề nghị về cơ quan thuế",
        "Trường hợp nộp hồ sơ trực tiếp: Thành phần hồ sơ quy định tại điểm a là bản chính",
        "Hồ sơ cấp lại như đối với trường hợp cấp mới",
        "Hồ sơ thực hiện như trường hợp cấp lần đầu",
    ],
)
def test_how_to_declare_where_to_send_and_what_holds_as_elsewhere_is_a_note(text: str) -> None:
    assert kind(text, 1) is Kind.NOTE


@pytest.mark.parametrize(
    "text",
    [
        "Trường hợp gửi văn bản đề nghị thì gửi văn bản đề nghị về cơ quan thuế kèm theo hợp đồng",
        "Trường hợp thẻ bị hỏng phải gửi thẻ cũ về Cục Báo chí",
        "Hồ sơ của thành viên mới như hồ sơ đối với thành viên sáng lập",
    ],
)
def test_a_case_that_names_a_paper_to_send_stays_a_paper(text: str) -> None:
    assert kind(text, 1) is Kind.PAPER


def test_an_announcement_that_names_no_case_is_a_heading() -> None:
    assert kind("Tùy từng trường hợp, hồ sơ phải có thêm các tài liệu sau:", 1) is Kind.HEADING


@pytest.mark.parametrize("originals", [0, 1])
def test_a_heading_that_offers_one_of_its_rows_is_told_among_the_notes(originals: int) -> None:
    assert kind("(6) Giấy tờ chứng minh chỗ ở là một trong các giấy tờ sau:", originals) is Kind.NOTE
    assert kind("Đối với trẻ em, giấy tờ chứng minh là một trong các giấy tờ sau:", originals) is Kind.HEADING


@pytest.mark.parametrize(
    "text",
    [
        "Thành phần hồ sơ theo quy định tại Mẫu số 9 Phụ lục II",
        "6. Trường hợp giấy phép hết hạn, hồ sơ của từng lĩnh vực thực hiện theo quy định tại các Điều 8 và 9",
        "Trường hợp các giấy tờ là bản sao không có chứng thực thì xuất trình bản chính để đối chiếu",
        "Trường hợp nộp trực tiếp thì các giấy tờ quy định tại điểm 2 là bản sao",
        "Trường hợp không quy định rõ bản chính thì có thể nộp bản sao",
        "Nội dung khai báo gồm: họ tên, địa chỉ",
        "Giá trị sử dụng của giấy khám được xác định theo ngày cấp",
        "Đăng nhập Cổng dịch vụ công bằng tài khoản định danh",
    ],
)
def test_rules_on_papers_are_notes_although_they_have_a_quantity(text: str) -> None:
    assert kind(text, 1) is Kind.NOTE


@pytest.mark.parametrize(
    "text",
    [
        "(3) Thông tin giấy đăng ký được khai thác trên cơ sở dữ liệu, không phải nộp bản sao",
        "Các trường hợp người nộp thuế được miễn lập hồ sơ xác định giá",
    ],
)
def test_what_the_office_reads_itself_is_a_waiver_although_it_has_a_quantity(text: str) -> None:
    assert kind(text, 1) is Kind.WAIVER


def test_who_issues_a_list_is_no_paper() -> None:
    assert kind("5. Thủ tướng Chính phủ ban hành danh mục hàng cấm") is Kind.NOTE


def test_a_dossier_that_names_its_papers_stays_a_paper() -> None:
    assert kind("Thành phần hồ sơ theo quy định gồm: Đơn đề nghị và giấy phép", 1) is Kind.PAPER
    assert kind("Thư bảo lãnh của ngân hàng", 1) is Kind.PAPER


@pytest.mark.parametrize(
    "text",
    [
        "Miễn các tài liệu tại điểm a đối với hàng viện trợ nhưng phải có văn bản cam kết",
        "Cửa hàng không thuộc diện thẩm định thì không phải nộp thành phần hồ sơ này",
    ],
)
def test_what_drops_papers_is_a_waiver_although_it_is_counted(text: str) -> None:
    assert kind(text, 1) is Kind.WAIVER


def test_a_dossier_without_a_paper_in_some_case_is_a_waiver() -> None:
    text = "Trường hợp kê khai số định danh thì hồ sơ đăng ký không bao gồm bản sao giấy tờ của người đó"
    assert kind(text) is Kind.WAIVER


def test_a_sentence_whose_main_clause_waives_is_a_waiver_although_it_names_papers_before() -> None:
    text = "Trường hợp giấy tờ, tài liệu nêu trên đã có dữ liệu điện tử thì không phải cung cấp lại"
    assert kind(text, 1) is Kind.WAIVER


def test_a_certificate_that_must_be_shown_waives_nothing() -> None:
    text = "Các tài liệu quy định tại điểm b là bản sao; người xin sửa chứng chỉ phải xuất trình bản chính"
    assert kind(text, 1) is Kind.NOTE
