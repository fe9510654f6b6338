"""Receipts: the list exactly as told, and one more paper that a desk asked for."""

import pytest

from bot.conversations import receipts
from bot.conversations.masking import DOTS
from eval.console.audit import Filter
from eval.console.parts import Parts
from eval.console.texts import t
from tests.bot.conversations.samples import NUMBER, told
from tests.eval.console.staff import Officer, words


@pytest.fixture(autouse=True)
def kept(staff: Parts) -> None:
    receipts.keep(staff.services.sessions, [told()], "1ca5d7c7")


def test_a_list_is_shown_exactly_as_it_was_told(officer: Officer) -> None:
    shown = words(officer.get("/receipts", number=NUMBER.lower()))
    for part in (
        "Giấy tờ cần cho: Đăng ký khai sinh",
        "Tờ khai",
        "1 bản chính",
        "2 bản sao",
        "Mẫu: Mẫu 01",
        "Để ghi sổ.",
    ):
        assert part in shown
    for part in ("Giấy chứng sinh", "xuất trình", "bản điện tử", "Điều 9", "Sanh ở đâu?", "Tự đi nộp.", "1ca5d7c7"):
        assert part in shown
    assert t("messages.incomplete") in shown


def test_without_a_number_one_is_asked_for_and_an_unknown_one_is_told(officer: Officer) -> None:
    assert t("receipts.number") in words(officer.get("/receipts"))
    answer = officer.get("/receipts", number="FFFF FFFF FF")
    assert answer.status_code == 404
    assert t("receipts.not_found") in words(answer)
    assert 'value="FFFFFFFFFF"' in answer.text


def test_one_more_paper_is_kept_with_list_procedure_and_paper(officer: Officer, staff: Parts) -> None:
    fields = {"paper": " Giấy  ủy quyền ", "component": "letter", "note": "số tui 0912345678"}
    answer = officer.send(f"/receipts/{NUMBER}/asked", **fields)
    assert answer.headers["location"].endswith(f"?number={NUMBER}&done=receipts.done_asked")
    newest = staff.asked_papers.all(NUMBER)[0]
    assert (newest.procedure_code, newest.component_code, newest.paper) == ("1.001193", "letter", "Giấy ủy quyền")
    assert (newest.note, newest.reported_by) == (f"số tui {DOTS}", "officer")
    assert staff.audit.read(Filter(deed="receipts.asked"), 0, 1)[0].subject == NUMBER
    assert "Giấy ủy quyền" in words(officer.get("/receipts", number=NUMBER))


def test_a_chosen_paper_needs_no_words_and_a_made_up_one_counts_as_none(officer: Officer, staff: Parts) -> None:
    officer.send(f"/receipts/{NUMBER}/asked", component="witness")
    assert staff.asked_papers.all(NUMBER)[0].paper == "Văn bản người làm chứng"
    officer.send(f"/receipts/{NUMBER}/asked", component="made-up", paper="Giấy lạ")
    assert staff.asked_papers.all(NUMBER)[0].component_code == ""


def test_a_report_of_nothing_is_refused_and_keeps_what_was_typed(officer: Officer, staff: Parts) -> None:
    before = len(staff.asked_papers.all())
    answer = officer.send(f"/receipts/{NUMBER}/asked", note="chỉ có lời ghi")
    assert answer.status_code == 400
    assert t("receipts.no_paper") in words(answer)
    assert "chỉ có lời ghi" in answer.text
    assert len(staff.asked_papers.all()) == before


def test_a_report_on_a_list_that_is_not_there_is_told(officer: Officer) -> None:
    assert officer.send("/receipts/ABCDEF/asked", paper="Giấy lạ").status_code == 404
