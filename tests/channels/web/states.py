"""Every state of the page, by name: how to bring a page there. Replies are made up, so that each type is at its fullest.

The browser tests look at them for accessibility, and `python -m tests.prove_web` for pictures.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime

from playwright.sync_api import Page, Route, expect

from bot.answers.chat import ChatReply
from bot.answers.messages import (
    AnsweredFact,
    ChecklistItem,
    ChecklistMessage,
    ChoiceOption,
    ChoicesMessage,
    Decision,
    DossierEvent,
    DossierMessage,
    DossierPaper,
    DossierResult,
    DossierSupplement,
    HandoffMessage,
    LegalReference,
    Line,
    Message,
    OfficeMessage,
    ProcedureMessage,
    Section,
    Source,
    TextMessage,
)
from bot.conversations.store import new_turn_id

CHAT = "**/api/v1/chat"
DAY = date(2026, 7, 19)
HOUR = datetime(2026, 7, 19, 1, 30, tzinfo=UTC)
LONG = "Câu này cố ý dài để xem chữ có xuống dòng đúng chỗ hay không. " * 24
UNBROKEN = "dichvucong" * 30
SOURCE = Source(title="Hướng dẫn mẫu", url="https://example.vn/thu-tuc", decision_number="12/QĐ-MAU", seen_in=["x#1"])


def line(text: str, **fields: object) -> Line:
    return Line.model_validate({"text": text, "source": SOURCE, "as_of": DAY, **fields})


def paper(number: int, **fields: object) -> ChecklistItem:
    told = {
        "component_code": f"M{number:03}",
        "id": f"paper_{number}",
        "name": f"Giấy tờ mẫu số {number}",
        "originals": 1,
        "copies": 0,
        "why": "Để cán bộ đối chiếu.",
        "source": SOURCE,
        "as_of": DAY,
    }
    return ChecklistItem.model_validate({**told, **fields})


def options(count: int) -> list[ChoiceOption]:
    return [ChoiceOption(id=f"c{number}", label=f"Trường hợp mẫu {number}") for number in range(count)]


TEXTS: list[Message] = [
    TextMessage(text="Dạ, chào anh/chị."),
    TextMessage(text="Có một điều cần lưu ý.", tone="notice"),
    TextMessage(text="Việc này sắp hết hạn.", tone="warning"),
    TextMessage(text="Anh/chị mang theo hợp đồng thuê trọ nhé.", author="officer"),
    TextMessage(
        text="Lệ phí:",
        lines=[
            line("20.000 đồng", label="Nộp trực tiếp", methods=["direct", "online"], amount=20000),
            line("Hồ sơ quốc gia không ghi mức lệ phí.", known=False),
            line("Miễn lệ phí cho người cao tuổi.", quoted=True),
        ],
    ),
]
LONG_TEXTS: list[Message] = [TextMessage(text=LONG), TextMessage(text=f"https://example.vn/{UNBROKEN} {UNBROKEN}")]
CHOICES: list[Message] = [
    ChoicesMessage(text="Bé sinh ở đâu?", choices=[*options(2), ChoiceOption(id="h", label="Ở nhà", hint="có mụ đỡ")])
]
LONG_CHOICES: list[Message] = [ChoicesMessage(text="Anh/chị hỏi thủ tục nào?", choices=options(30))]
PROCEDURE: list[Message] = [
    ProcedureMessage(
        procedure_code="1.001193",
        name="Đăng ký mẫu",
        official_name="Thủ tục đăng ký mẫu theo tên gọi chính thức khá dài của hồ sơ quốc gia",
        level="commune",
        field="Hộ tịch",
        has_guide=False,
        status="review_due",
        sections=[
            Section(aspect=aspect, title=title, lines=[line(f"{title} mẫu số {number}") for number in range(12)])
            for aspect, title in (("fee", "Lệ phí"), ("time", "Thời hạn"), ("where", "Nơi nộp"))
        ],
        source=SOURCE,
        as_of=DAY,
    )
]
CHECKLIST: list[Message] = [
    ChecklistMessage(
        procedure_code="1.001193",
        name="Đăng ký mẫu",
        title="Giấy tờ cần chuẩn bị",
        complete=True,
        facts=[
            AnsweredFact(fact="place", question="Bé sinh ở đâu?", answer="Ở nhà"),
            AnsweredFact(fact="late", question="Đã quá 60 ngày chưa?", answer="Không rõ", sure=False),
        ],
        needed=[
            paper(1, form="Tờ khai mẫu", form_url="https://example.vn/mau.docx"),
            paper(2, action="present", originals=None, copies=None, replaced_by=["Căn cước điện tử"]),
            paper(3, check=["Còn hạn"], legal_bases=[LegalReference(number="12/2026/NĐ-MAU", article="Điều 3")]),
            paper(4, name="Tên giấy rất dài. " * 12, alternatives_of="Một trong các giấy tờ sau"),
            paper(5, alternatives_of="Một trong các giấy tờ sau"),
        ],
        not_needed=[paper(6), paper(7)],
        undecided=[paper(8)],
        notes=[line("Mang bản chính để đối chiếu.")],
        receipt="1DB0ED0436",
        source=SOURCE,
        as_of=DAY,
    )
]
LONG_CHECKLIST: list[Message] = [
    ChecklistMessage(
        procedure_code="2.000001",
        name="Danh sách dài",
        title="Bốn mươi giấy tờ",
        complete=False,
        official=True,
        needed=[paper(number) for number in range(40)],
        source=SOURCE,
        as_of=DAY,
    )
]
DOSSIER: list[Message] = [
    DossierMessage(
        dossier_code="H12.34-260719-0001",
        detail="full",
        status="supplement",
        status_text="Yêu cầu bổ sung giấy tờ",
        meaning="Hồ sơ còn thiếu giấy.",
        what_to_do="Mang giấy còn thiếu tới nơi đã nộp.",
        by_when="Trước ngày 30/07/2026.",
        waits_for_citizen=True,
        procedure_code="1.001193",
        procedure_name="Đăng ký mẫu",
        received_at=HOUR,
        due_at=HOUR,
        punctuality="overdue",
        timing="Trễ 2 ngày làm việc.",
        supplements=[
            DossierSupplement(
                text="Bổ sung giấy chứng sinh",
                asked_at=HOUR,
                papers=[DossierPaper(component_code="M1", id="p", name="A")],
            )
        ],
        results=[DossierResult(name="Giấy khai sinh mẫu", returned_at=HOUR)],
        timeline=[DossierEvent(at=HOUR, status="received", text="Đã tiếp nhận", observed=True)] * 3,
        source=SOURCE,
        as_of=HOUR,
    )
]
OFFICE: list[Message] = [
    OfficeMessage(
        unit_code="31117",
        name="Trung tâm Phục vụ hành chính công phường Mẫu",
        kind="commune_centre",
        former_names=["Phường Cũ Một", "Phường Cũ Hai"],
        address=line("Số 1 đường Mẫu"),
        hours=line("Chưa có giờ làm việc.", known=False),
        phone=line("0292 000 0000"),
        note="Nơi nào trong thành phố cũng nhận.",
        source=SOURCE,
        as_of=DAY,
    )
]
HANDOFF: list[Message] = [
    HandoffMessage(text="Tôi chuyển anh/chị tới cán bộ.", summary="Hỏi đăng ký mẫu.", contacts=[line("Quầy số 3")])
]
EMPTY: list[Message] = []


def reply(messages: list[Message], handed_over: str = "") -> ChatReply:
    fields = {"turn_id": new_turn_id(), "decision": Decision.DIALOGUE, "messages": messages, "handed_over": handed_over}
    return ChatReply.model_validate(fields)


def answer_with(page: Page, messages: list[Message], handed_over: str = "") -> None:
    """Let the next question be answered with these messages, and ask it."""
    body = reply(messages, handed_over).model_dump_json()
    page.route(CHAT, lambda route: route.fulfill(status=200, content_type="application/json", body=body))
    ask_once(page)
    expect(page.get_by_test_id("turn").last).to_have_attribute("data-state", "answered")


def ask_once(page: Page) -> None:
    page.get_by_test_id("composer-input").fill("Câu hỏi mẫu")
    page.get_by_test_id("send").click()


def showing(messages: list[Message], handed_over: str = "") -> Callable[[Page], None]:
    """Return what brings a page to an answer with these messages."""
    return lambda page: answer_with(page, messages, handed_over)


def waiting(page: Page) -> None:
    page.route(CHAT, lambda route: None)
    ask_once(page)
    expect(page.get_by_test_id("waiting")).to_be_visible()


def failed(page: Page) -> None:
    page.route(CHAT, lambda route: _refuse(route))
    ask_once(page)
    expect(page.get_by_test_id("failure")).to_be_visible()


def offline(page: Page) -> None:
    page.context.set_offline(True)
    ask_once(page)
    expect(page.get_by_test_id("kept")).to_be_visible()
    expect(page.get_by_test_id("offline")).not_to_be_empty()


def dialog(button: str, name: str) -> Callable[[Page], None]:
    """Return what opens a dialog by its button."""

    def opened(page: Page) -> None:
        answer_with(page, [*TEXTS[:1], *PROCEDURE])
        page.get_by_test_id(button).first.click()
        expect(page.get_by_test_id(name)).to_be_visible()

    return opened


def asked_why(page: Page) -> None:
    answer_with(page, TEXTS[:1])
    page.route("**/feedback*", lambda route: route.fulfill(status=204))
    page.get_by_test_id("feedback-down").click()
    expect(page.get_by_test_id("feedback-reason")).to_have_count(5)


def ticked(page: Page) -> None:
    answer_with(page, CHECKLIST)
    for box in page.get_by_test_id("tick").all():
        box.check()
    for fold in page.locator("details").all():
        fold.evaluate("fold => (fold.open = true)")


def shared(page: Page) -> None:
    page.goto(f"{page.url.split('?')[0]}?thu-tuc=1.001193")
    expect(page.get_by_test_id("shared").get_by_test_id("message-checklist")).to_be_visible()


def _refuse(route: Route) -> None:
    route.fulfill(status=429, json={"message": "Anh/chị chờ một phút rồi hỏi tiếp."})


STATES: dict[str, Callable[[Page], None]] = {
    "welcome": lambda page: None,
    "shared": shared,
    "waiting": waiting,
    "failed": failed,
    "offline": offline,
    "empty": showing(EMPTY),
    "texts": showing(TEXTS),
    "long-texts": showing(LONG_TEXTS),
    "choices": showing(CHOICES),
    "long-choices": showing(LONG_CHOICES),
    "procedure": showing(PROCEDURE),
    "checklist": showing(CHECKLIST),
    "checklist-ticked": ticked,
    "long-checklist": showing(LONG_CHECKLIST),
    "dossier": showing(DOSSIER),
    "office": showing(OFFICE),
    "handoff": showing(HANDOFF, "waiting"),
    "officer": showing(TEXTS[3:4], "taken"),
    "asked-why": asked_why,
    "erase-dialog": dialog("erase", "erase-dialog"),
    "display-dialog": dialog("display", "display-dialog"),
    "dictation-dialog": dialog("dictate", "dictation-dialog"),
    "share-dialog": dialog("share", "share-dialog"),
}
