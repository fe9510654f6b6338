"""Every kind of message as plain blocks: nothing that a citizen must know gets lost on a chat app."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings

from bot.answers.messages import (
    DossierAppointment,
    DossierEvent,
    DossierMessage,
    DossierPaper,
    DossierResult,
    DossierSupplement,
    HandoffMessage,
    LegalReference,
    Message,
    OfficeMessage,
    ProcedureMessage,
    Section,
    TextMessage,
)
from channels.rendering import Screen, Style, plain, render
from tests.channels.rendering.messages import CITY, DAY, RECORD, any_message, choices, line, paper, papers_list

NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


def told(*messages: Message) -> str:
    return "\n".join("\n".join(plain(screen.blocks)) for screen in render(messages))


def screen(message: Message) -> Screen:
    (only,) = render([message])
    return only


@settings(suppress_health_check=list(HealthCheck), max_examples=60, deadline=None)
@given(any_message)
def test_any_message_can_be_rendered(message: Message) -> None:
    for shown in render([message]):
        assert shown.blocks or shown.buttons
        assert all(bool(button.choice) != bool(button.url) for button in shown.buttons)


def test_one_source_stands_once_at_the_end() -> None:
    shown = told(TextMessage(text="Phí:", lines=[line("8.000 đồng"), line("Gửi bưu điện thì khác")]))
    assert shown.count("Hồ sơ quốc gia") == 1
    assert shown.endswith("Nguồn: Hồ sơ quốc gia 1.001193 (https://dichvucong.gov.vn/x) (tính đến 19/07/2026)")


def test_with_several_sources_each_fact_says_which_is_its_own() -> None:
    shown = told(TextMessage(text="Thời hạn:", lines=[line("3 ngày"), line("Thành phố rút còn 2 ngày", CITY)]))
    assert "• 3 ngày [1]" in shown
    assert "• Thành phố rút còn 2 ngày [2]" in shown
    assert "[2] Quyết định của thành phố, Quyết định 45/QĐ-UBND (tính đến 19/07/2026)" in shown


def test_a_fact_keeps_its_label_its_methods_and_the_official_words() -> None:
    shown = told(TextMessage(text="", lines=[line("8.000 đồng", label="Lệ phí", methods=["direct", "postal"])]))
    assert "• Lệ phí: 8.000 đồng (trực tiếp, bưu điện)" in shown
    assert "“Nguyên văn.”" in told(TextMessage(text="", lines=[line("Nguyên văn.", quoted=True)]))


def test_a_warning_and_an_officer_say_that_they_are_such() -> None:
    assert told(TextMessage(text="Đã hết hiệu lực.", tone="warning")) == "Cảnh báo: Đã hết hiệu lực."
    assert told(TextMessage(text="Chị ghé chiều nay.", author="officer")) == "Cán bộ trả lời:\nChị ghé chiều nay."


def test_plain_words_stand_with_the_question_that_follows() -> None:
    screens = render([TextMessage(text="Dạ."), choices("Có", "Không", fact="parents")])
    assert [[block.text for block in shown.blocks] for shown in screens] == [["Dạ.", "Anh/chị chọn gì?"]]
    assert [button.choice for button in screens[0].buttons] == ["choice-00000", "choice-00001"]
    assert screens[0].single


def test_a_message_without_words_is_left_out() -> None:
    assert render([TextMessage(text=" ")]) == []


def test_a_checklist_numbers_its_papers_and_says_how_many_why_and_on_which_ground() -> None:
    law = LegalReference(number="123/2015/NĐ-CP", article="Điều 16")
    shown = told(
        papers_list(
            needed=[
                paper("Tờ khai", originals=1, copies=2, why="Để ghi sổ.", form="Mẫu TK", legal_bases=[law]),
                paper(
                    "Căn cước", action="present", originals=None, copies=1, replaced_by=["Hộ chiếu"], check=["Còn hạn"]
                ),
            ],
            undecided=[paper("Giấy ủy quyền", why="Nếu nhờ người đi thay.")],
            not_needed=[paper("Văn bản làm chứng", why="Vì đã có giấy chứng sinh.")],
            complete=False,
        )
    )
    for words in (
        "1. Tờ khai\n• Nộp: 1 bản chính, 2 bản sao\n• Để ghi sổ.\n• Mẫu: Mẫu TK\n• Căn cứ: Điều 16, 123/2015/NĐ-CP",
        "2. Căn cước\n• Xuất trình: hồ sơ quốc gia không ghi số bản chính, 1 bản sao",
        "• Có thể thay bằng: Hộ chiếu\n• Xem kỹ: Còn hạn",
        "Chưa chắc (1)",
        "3. Giấy ủy quyền",
        "Không cần (1)\n• Văn bản làm chứng: Vì đã có giấy chứng sinh.",
        "Lưu ý: Danh sách chưa chốt",
        "Mã danh sách: DA85CC1E8B",
    ):
        assert words in shown


def test_only_a_finished_list_can_be_ticked_off() -> None:
    assert screen(papers_list(receipt="")).ticks is None
    ticks = screen(papers_list(undecided=[paper("Ủy quyền")])).ticks
    assert ticks is not None
    assert [known.name for known in ticks.papers] == ["Tờ khai", "Giấy chứng sinh", "Ủy quyền"]
    assert not ticks.decided


def test_an_official_list_says_so_and_groups_alternatives() -> None:
    shown = told(
        papers_list(
            official=True,
            receipt="",
            needed=[paper("A", alternatives_of="Một trong các giấy"), paper("B", alternatives_of="Một trong các giấy")],
        )
    )
    assert "Chưa có hướng dẫn riêng" in shown
    assert shown.count("Một trong các giấy") == 1
    assert "Các dòng trong hồ sơ quốc gia (2)" in shown


def test_a_procedure_shows_its_sections_and_a_warning_where_its_guide_is_old() -> None:
    message = ProcedureMessage(
        procedure_code="1.001193",
        name="Khai sinh",
        official_name="Thủ tục đăng ký khai sinh",
        level="commune",
        field="Hộ tịch",
        has_guide=False,
        status="expired",
        sections=[Section(aspect="fee", title="Phí, lệ phí", lines=[line("8.000 đồng")])],
        source=RECORD,
        as_of=DAY,
    )
    shown = told(message)
    assert "Tên chính thức: Thủ tục đăng ký khai sinh\nCấp xã · Hộ tịch · Mã 1.001193" in shown
    assert "Cảnh báo: Thủ tục này đã hết hiệu lực" in shown
    assert "Chưa có hướng dẫn riêng" in shown
    assert "Phí, lệ phí\n• 8.000 đồng" in shown


def test_an_office_with_an_address_has_a_map_and_one_without_says_that_it_is_unknown() -> None:
    desk = OfficeMessage(
        unit_code="31120",
        name="Phường Cái Khế",
        kind="ward",
        former_names=["Phường An Hòa"],
        address=line("12 đường Trần Phú"),
        hours=line("Giờ làm việc chưa rõ.", known=False),
        phone=line("0292 123 456"),
        source=RECORD,
        as_of=DAY,
    )
    shown = screen(desk)
    assert "• Địa chỉ: 12 đường Trần Phú\n• Giờ làm việc chưa rõ.\n• Điện thoại: 0292 123 456" in "\n".join(
        plain(shown.blocks)
    )
    assert shown.buttons[0].url.startswith("https://www.google.com/maps/search/?api=1&query=Ph")
    unknown = desk.model_copy(update={"address": line("Địa chỉ chưa rõ.", known=False)})
    assert screen(unknown).buttons == ()


def test_a_dossier_tells_what_to_do_until_when_and_its_whole_way() -> None:
    shown = told(
        DossierMessage(
            dossier_code="H13.99-261121-0002",
            detail="full",
            status="supplement",
            status_text="Chờ bổ sung",
            meaning="Nơi nhận cần thêm giấy.",
            what_to_do="Bạn nộp thêm giấy.",
            by_when="Trước ngày 25/11.",
            waits_for_citizen=True,
            procedure_name="Khai sinh",
            received_at=NOON,
            due_at=NOON,
            finished_at=NOON,
            punctuality="running",
            timing="Còn 2 ngày làm việc.",
            earlier_appointments=[DossierAppointment(due_at=NOON, replaced_at=NOON)],
            supplements=[
                DossierSupplement(
                    text="Bổ sung căn cước",
                    asked_at=NOON,
                    received_at=NOON,
                    papers=[DossierPaper(component_code="c", id="i", name="Căn cước")],
                )
            ],
            results=[DossierResult(name="", returned_at=NOON)],
            timeline=[DossierEvent(at=NOON, status="received", text="Đã nhận", observed=True)],
            source=RECORD,
            as_of=NOON,
        )
    )
    for words in (
        "Đang trong hạn: Còn 2 ngày làm việc.",
        "Cảnh báo: Anh/chị cần làm: Bạn nộp thêm giấy.\nKhi nào: Trước ngày 25/11.",
        "“Bổ sung căn cước”\n• Trong danh sách giấy tờ, đó là: Căn cước",
        "Yêu cầu lúc 12:00, 21/11/2026 · Đã nhận lúc 12:00, 21/11/2026",
        "• Tiếp nhận: 12:00, 21/11/2026\n• Hẹn trước đó: 21/11/2026 (đổi lúc 12:00, 21/11/2026)\n• Hẹn trả:",
        "• Kết quả giải quyết (trả lúc 12:00, 21/11/2026)",
        "• 12:00, 21/11/2026 (thấy lúc này): Đã nhận",
    ):
        assert words in shown


def test_a_short_dossier_says_that_it_is_short() -> None:
    dossier = DossierMessage(
        dossier_code="…0002", detail="short", status="x", status_text="X", meaning="M", source=RECORD, as_of=NOON
    )
    assert "Bản rút gọn" in told(dossier)
    assert "Chưa rõ hạn" in told(dossier)


def test_a_hand_off_shows_the_summary_to_present_at_the_desk() -> None:
    shown = told(HandoffMessage(text="Tới quầy.", summary="Đã hỏi: khai sinh.", contacts=[line("0292 123 456")]))
    assert "Cách liên hệ\n• 0292 123 456" in shown
    assert "Nội dung chuyển cho cán bộ\n“Đã hỏi: khai sinh.”" in shown


def test_what_a_phone_may_fold_is_marked() -> None:
    shown = screen(papers_list(not_needed=[paper("Văn bản làm chứng")]))
    assert [block.text for block in shown.blocks if block.style is Style.FOLDED] == ["Văn bản làm chứng"]
