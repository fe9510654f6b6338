"""A reply as Zalo shows it, within Zalo's limits."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.messages import (
    ChecklistItem,
    ChecklistMessage,
    ChoiceOption,
    ChoicesMessage,
    Line,
    Message,
    OfficeMessage,
    Source,
    TextMessage,
)
from channels.zalo.protocol import LONGEST_TEXT, LONGEST_TITLE
from channels.zalo.rendering import payloads, without_buttons

SOURCE = Source(title="Cơ sở dữ liệu quốc gia", url="https://dichvucong.gov.vn")
TODAY = date(2026, 7, 19)


def question(*labels: str, text: str = "Sinh ở đâu?") -> ChoicesMessage:
    return ChoicesMessage(text=text, choices=[ChoiceOption(id=f"c{n}", label=one) for n, one in enumerate(labels, 1)])


def paper(number: int, name: str = "Giấy chứng sinh") -> ChecklistItem:
    told: dict[str, Any] = {"component_code": f"K{number}", "id": f"p{number}", "name": name, "originals": 1}
    return ChecklistItem(**told, source=SOURCE, as_of=TODAY)


def checklist(*papers: ChecklistItem) -> ChecklistMessage:
    return ChecklistMessage(
        procedure_code="1.001193",
        name="Đăng ký khai sinh",
        title="Giấy tờ cần chuẩn bị",
        complete=True,
        needed=[*papers],
        receipt="MC-123",
        source=SOURCE,
        as_of=TODAY,
    )


def one(message: Message, most_buttons: int = 5) -> dict[str, Any]:
    (payload,) = payloads([message], most_buttons)
    return payload


def test_up_to_five_choices_are_buttons() -> None:
    payload = one(question("Tại nhà", "Ở trạm y tế"))
    assert payload["text"] == "Sinh ở đâu?"
    assert [(button["title"], button["choice"]) for button in payload["buttons"]] == [
        ("Tại nhà", "c1"),
        ("Ở trạm y tế", "c2"),
    ]


def test_more_choices_are_a_numbered_list() -> None:
    payload = one(question(*"ABCDEF"))
    assert "buttons" not in payload
    assert "(1 đến 6)" in payload["text"]
    assert payload["text"].endswith("1. A\n2. B\n3. C\n4. D\n5. E\n6. F")


def test_without_buttons_all_choices_are_numbered() -> None:
    assert one(question("Tại nhà"), most_buttons=0)["text"].endswith("1. Tại nhà")


def test_a_label_that_is_too_long_is_cut_and_stands_in_full_above() -> None:
    long = "Đăng ký khai sinh cho trẻ em được sinh ra ở nước ngoài " * 3
    payload = one(question(long, "Việc khác"))
    assert [len(button["title"]) <= LONGEST_TITLE for button in payload["buttons"]] == [True, True]
    assert f"1. {long.strip()}" in payload["text"].replace("  ", " ")


def test_words_before_a_question_stand_with_it() -> None:
    told = payloads([TextMessage(text="Dạ."), question("Tại nhà", "Ở trạm")], 5)
    assert [payload["text"] for payload in told] == ["Dạ.\nSinh ở đâu?"]


def test_what_zalo_did_not_take_with_buttons_is_numbered() -> None:
    (payload,) = without_buttons(one(question("Tại nhà", "Ở trạm")))
    assert payload["text"].startswith("Sinh ở đâu?")
    assert payload["text"].endswith("1. Tại nhà\n2. Ở trạm")


def test_papers_are_numbered_and_ticked_off_by_words() -> None:
    text = one(checklist(paper(1), paper(2, "Giấy chứng nhận kết hôn")))["text"]
    assert "1. Giấy chứng sinh" in text
    assert "2. Giấy chứng nhận kết hôn" in text
    assert '"có giấy chứng sinh rồi"' in text
    assert "còn thiếu gì" in text
    assert SOURCE.title in text


def test_of_papers_with_long_names_alone_no_example_is_given() -> None:
    text = one(checklist(paper(1, "Văn bản của cơ sở y tế xác nhận việc mang thai hộ")))["text"]
    assert "nhắn tên giấy đó. Muốn biết" in text


def test_a_list_and_the_question_after_it_are_one_text() -> None:
    payload, *more = payloads([checklist(paper(1)), question("Dò lại giấy tờ", text="Cần gì nữa không?")], 5)
    assert more == []
    assert payload["text"].endswith("\n\nCần gì nữa không?")
    assert payload["buttons"]


def test_after_buttons_a_new_text_begins() -> None:
    told = payloads([question("Tại nhà"), TextMessage(text="Dạ."), question("Ở trạm")], 5)
    assert [len(payload["buttons"]) for payload in told] == [1, 1]


def test_a_long_list_is_told_in_several_texts_and_loses_no_paper() -> None:
    told = payloads([checklist(*(paper(n, f"Giấy tờ thứ {n} " + "rất dài " * 20) for n in range(1, 31)))], 5)
    assert len(told) > 2
    assert all(len(payload["text"]) <= LONGEST_TEXT for payload in told)
    together = "\n".join(payload["text"] for payload in told)
    assert all(f"{n}. Giấy tờ thứ {n}" in together for n in range(1, 31))


def test_a_web_page_is_told_by_its_address() -> None:
    line = Line(text="Khu vực 1", source=SOURCE, as_of=TODAY)
    office = OfficeMessage(
        unit_code="31117",
        name="Phường Ninh Kiều",
        kind="commune",
        address=line,
        hours=line,
        phone=line,
        source=SOURCE,
        as_of=TODAY,
    )
    payload = one(office)
    assert "buttons" not in payload
    assert "https://www.google.com/maps" in payload["text"]


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
texts = st.builds(TextMessage, text=words | st.builds(lambda text: text * 30, words))
options = st.lists(st.builds(ChoiceOption, id=st.text("abc", min_size=1, max_size=8), label=words), max_size=9)
questions = st.builds(ChoicesMessage, text=words, choices=options)


@given(st.lists(texts | questions, max_size=4), st.integers(0, 5))
def test_whatever_is_said_keeps_within_zalos_limits(messages: list[Message], most_buttons: int) -> None:
    for payload in payloads(messages, most_buttons):
        assert payload["text"].strip()
        assert len(payload["text"].encode("utf-16-le")) // 2 <= LONGEST_TEXT
        buttons = payload.get("buttons", [])
        assert len(buttons) <= most_buttons
        assert all(len(button["title"]) <= LONGEST_TITLE for button in buttons)
