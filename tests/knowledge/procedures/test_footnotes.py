"""Footnotes leave the name of a paper; those that the portal cut off are dropped."""

import pytest

from knowledge.procedures.footnotes import lets_hand_in_copies, tells_counts_of_others, without_footnote


def test_a_footnote_is_told_apart_from_its_paper() -> None:
    told = without_footnote("Ảnh 4x6. * Trường hợp cấp lại do mất thì không phải nộp ảnh.")
    assert told == ("Ảnh 4x6", "Trường hợp cấp lại do mất thì không phải nộp ảnh.")


def test_a_footnote_that_is_cut_off_is_dropped() -> None:
    assert without_footnote("Báo cáo. * Trường hợp nộp bản điện tử nếu các loại giấy tờ") == ("Báo cáo", "")


@pytest.mark.parametrize("text", ["Vật tư, bao gồm: * Danh mục vật tư", "Đơn đề nghị. * Giấy phép đã cấp"])
def test_a_star_before_a_paper_is_no_footnote(text: str) -> None:
    assert without_footnote(text) == (text, "")


def test_a_sentence_on_other_rows_is_a_footnote() -> None:
    text = "Thư giới thiệu. Giấy tờ quy định tại các khoản c.2, c.3 là 01 bản sao và xuất trình bản chính."
    assert without_footnote(text)[0] == "Thư giới thiệu"
    assert tells_counts_of_others(text)
    assert not tells_counts_of_others("Thư giới thiệu. Giấy tờ quy định tại khoản 2 phải rõ nét.")


def test_what_another_paper_must_state_is_a_footnote() -> None:
    told = "Trường hợp chưa có quyết định thì trong văn bản xác nhận phải ghi rõ lý do."
    assert without_footnote(f"Quyết định công bố. {told}") == ("Quyết định công bố.".rstrip("."), told)


@pytest.mark.parametrize(
    "note",
    [
        "Trường hợp khai thác được thông tin doanh nghiệp thì không phải nộp bản sao giấy đăng ký kinh doanh",
        "Thông tin về thành phần hồ sơ đã được chia sẻ thì không được yêu cầu người nộp cung cấp hồ sơ giấy",
        "Cơ quan tiếp nhận có trách nhiệm chủ động khai thác thông tin trong cơ sở dữ liệu",
    ],
)
def test_a_waiver_of_another_paper_behind_a_name_goes_among_the_notes(note: str) -> None:
    assert without_footnote(f"Báo cáo tài chính hai năm. {note};") == ("Báo cáo tài chính hai năm", note)


def test_what_the_office_reads_in_parentheses_goes_among_the_notes() -> None:
    note = "Cơ quan giải quyết TTHC khai thác, sử dụng thông tin đã có để thay thế thành phần hồ sơ giấy khám"
    assert without_footnote(f"Bản sao giấy khám. ({note}).") == ("Bản sao giấy khám", note)


@pytest.mark.parametrize(
    "text",
    [
        "Giấy báo tử. Trường hợp đã có dữ liệu thì không phải nộp bản giấy",
        "Hộ chiếu. Trường hợp khai thác được thông tin thì không phải nộp thành phần hồ sơ này",
        "Văn bản ủy quyền. Trường hợp là cha mẹ thì không phải công chứng nhưng phải có giấy tờ chứng minh",
    ],
)
def test_a_waiver_of_the_paper_itself_stays_with_it(text: str) -> None:
    assert without_footnote(text) == (text, "")


@pytest.mark.parametrize(
    ("note", "taken"),
    [
        ("Yêu cầu đối với một số giấy tờ: a) Giấy chứng nhận: Nộp bản gốc hoặc bản sao có chứng thực", True),
        ("Số lượng: 01 bộ (hồ sơ là bản chính hoặc bản sao có chứng thực)", True),
        ("Các giấy tờ nêu trên là 1 bản chụp kèm bản chính để đối chiếu", True),
        ("Trường hợp không quy định là bản chính thì có thể nộp bản sao", True),
        ("Bản chụp phải rõ nét", False),
    ],
)
def test_a_note_may_take_copies_of_the_records_papers(note: str, taken: bool) -> None:
    assert lets_hand_in_copies(note) is taken


def test_a_note_that_papers_must_be_originals_or_copies_takes_copies() -> None:
    assert lets_hand_in_copies("Lưu ý: các giấy tờ nêu trên phải là bản sao từ sổ gốc hoặc bản sao kèm bản chính")
    assert not lets_hand_in_copies("Các giấy tờ nêu trên phải có chữ ký")


@pytest.mark.parametrize(
    "note",
    [
        "Các tài liệu trong hồ sơ đề nghị sửa văn bằng quy định tại điểm b và điểm c là bản sao từ sổ gốc",
        "Khi nộp tại quầy, thương nhân có thể nộp bản chụp giấy tờ tại điểm b",
        "Trường hợp gửi qua bưu chính thì nộp bản sao các giấy tờ nêu trên",
        "Số lượng mỗi thành phần hồ sơ tại điểm b là 01 bản (bản chính hoặc bản sao y)",
    ],
)
def test_a_note_on_the_form_of_copies_overrules_the_numbers_of_originals(note: str) -> None:
    assert lets_hand_in_copies(note)


def test_what_an_office_may_ask_for_takes_no_copies() -> None:
    assert not lets_hand_in_copies("Cán bộ có thể yêu cầu người nộp nộp bản sao một trong các giấy tờ")


def test_sentences_on_what_the_office_reads_leave_the_paper_they_hang_on() -> None:
    note = (
        "Thành phần hồ sơ trong thủ tục này được thay thế hoặc cắt giảm khi có dữ liệu. Trường hợp không khai thác được "
        "thông tin thì cơ quan yêu cầu cá nhân bổ sung."
    )
    assert without_footnote(f"Báo cáo giảm vốn.; {note}") == ("Báo cáo giảm vốn", note)
    assert without_footnote("Báo cáo. Trường hợp không có thì nộp bản sao.")[1] == ""


def test_originals_that_are_shown_later_leave_the_numbers_open() -> None:
    assert lets_hand_in_copies("Bản chính của các giấy tờ này phải được xuất trình khi nhập cảnh")
    assert not lets_hand_in_copies("Các giấy tờ này phải có bản dịch")
