"""Sentences that name papers and are none: pointers, duties, conditions, the form of papers, what the office makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.kinds import Kind, kind
from knowledge.procedures.sentences import names_no_paper
from knowledge.vietnamese.folding import fold


@pytest.mark.parametrize(
    "text",
    [
        "Trình tự và hồ sơ đổi dấu thực hiện theo quy định tại Điều 9 Thông tư này",
        "Giấy tờ trong hồ sơ xin phép nhập hàng: theo quy định tại Điều 12",
        "Đối với người nước ngoài: thành phần, số lượng hồ sơ được áp dụng như nhau",
    ],
)
def test_a_pointer_to_an_article_is_a_note_although_it_is_counted(text: str) -> None:
    assert kind(text, 1) is Kind.NOTE


@pytest.mark.parametrize(
    "text",
    [
        "Trường hợp đổi con dấu, cửa hàng phải đăng ký với cơ quan quản lý nơi kinh doanh",
        "Trường hợp không có được giấy phép cũ, cơ quan tiếp nhận hồ sơ xem xét, quyết định theo ý kiến hội đồng",
        "Khi có khách nghỉ lại, chủ nhà phải thực hiện việc thông báo cho công an",
        "Đã hoàn thành khóa học về an toàn",
        "Có ít nhất 03 năm làm nghề",
    ],
)
def test_duties_decisions_and_conditions_are_notes(text: str) -> None:
    assert kind(text, 1) is Kind.NOTE


@pytest.mark.parametrize(
    "text",
    [
        "Trường hợp nộp hồ sơ qua bưu chính: các thành phần hồ sơ phải là bản chính hoặc bản sao chứng thực",
        "Trường hợp gửi hồ sơ qua bưu điện thì nộp bản sao các giấy tờ nêu trên đã chứng thực",
        "Đối với trường hợp tăng vốn, tài liệu phải nêu rõ lý do tăng vốn",
        "Hồ sơ được lập thành 02 bộ, trong đó có 01 bộ gốc",
        "Số lượng giấy đăng ký là 02 bản gốc; mỗi giấy tờ khác là 01 bản",
        "Tỷ lệ bản đồ 1:2.000 do chủ dự án chọn",
    ],
)
def test_as_what_papers_are_handed_in_is_a_note(text: str) -> None:
    assert kind(text, 1) is Kind.NOTE


@pytest.mark.parametrize(
    "text",
    [
        "Gửi hồ sơ trực tiếp hoặc qua bưu điện đến trung tâm",
        "Thực hiện nộp các hồ sơ như ở phần nộp trực tiếp",
        "Cung cấp thông tin theo hướng dẫn trên ứng dụng",
        "Giấy tờ của chủ xe: sử dụng tài khoản định danh để đăng nhập",
    ],
)
def test_how_something_is_filed_is_a_note(text: str) -> None:
    assert kind(text, 1) is Kind.NOTE


@pytest.mark.parametrize("text", ["Thông báo thụ lý khiếu nại", "Kết luận nội dung tố cáo"])
def test_what_the_office_makes_while_it_settles_a_complaint_is_no_paper_to_hand_in(text: str) -> None:
    assert kind(text, 1) is Kind.NOTE
    assert kind("Đơn khiếu nại", 1) is Kind.PAPER


@pytest.mark.parametrize(
    "text",
    [
        "Yêu cầu về độ bền: cơ sở phải có tài liệu chứng minh độ bền của thuốc",
        "Báo cáo thực hiện theo quy định tại Điều 5",
        "Trường hợp đổi tên, hồ sơ phải có bản sao quyết định đổi tên",
        "Thủ tục phí: Giấy nộp tiền",
    ],
)
def test_a_demand_stays_a_paper(text: str) -> None:
    assert kind(text, 1) is Kind.PAPER


@given(st.text(max_size=120))
def test_reading_a_sentence_never_raises(text: str) -> None:
    assert names_no_paper(fold(text)) in (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Trường hợp bị thương nhẹ thì phải có các giấy tờ theo quy định tương ứng tại khoản 2 Điều 7 Nghị định này",
        "Trường hợp chào bán lần hai, hồ sơ đăng ký theo quy định tương ứng về hồ sơ đăng ký lần đầu",
        "Trường hợp thuộc thẩm quyền của tỉnh, hồ sơ trình tương tự như quy định tại khoản 5 Điều này",
        "Đối với đơn vị: số lượng mỗi thành phần hồ sơ là 01 bản được ký số",
        "Trường hợp các giấy tờ không lập bằng tiếng Anh thì phải kèm theo bản dịch tiếng Anh",
    ],
)
def test_a_pointer_to_a_rule_is_a_note_although_the_row_is_counted(text: str) -> None:
    assert kind(text, 1) is Kind.NOTE


def test_a_pointer_beside_a_paper_stays_a_paper() -> None:
    assert kind("Trường hợp đổi tên thì nộp hồ sơ quy định tại khoản 2 Điều 7 và tài liệu chứng minh việc đổi", 1) is (
        Kind.PAPER
    )


@pytest.mark.parametrize("text", ["Đăng ký trực tuyến", "Nộp trực tiếp.", "Đăng ký tài khoản người sử dụng"])
def test_how_to_register_is_a_note_and_a_contract_to_register_a_paper(text: str) -> None:
    assert kind(text, 1, 1) is Kind.NOTE
    assert kind("Đăng ký trực tuyến hợp đồng lao động", 1) is Kind.PAPER


@pytest.mark.parametrize(
    "text",
    [
        "Tên, địa chỉ của nơi nhận dữ liệu",
        "Mục đích trao đổi dữ liệu với nơi nhận",
        "Các nội dung khác của phương án",
        "Giấy tờ của chủ xe (sử dụng tài khoản định danh mức độ 2)",
        "Trường hợp lựa chọn nhận kết quả tại quầy thì nộp các giấy tờ là thành phần hồ sơ trước khi nhận",
        "Trường hợp dán nhãn điện tử, việc ghi nhãn phải đáp ứng quy định về nhãn",
    ],
)
def test_contents_and_conduct_are_notes(text: str) -> None:
    assert kind(text, 1) is Kind.NOTE
