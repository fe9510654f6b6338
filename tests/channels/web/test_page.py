"""The chat page in a real browser against the real server: asking, choosing, lists, erasing, the keyboard."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from knowledge.data_key import data_key
from knowledge.database import engine, sessions
from knowledge.dossiers import demo
from knowledge.settings import Settings
from tests.channels.web.talking import (
    BIRTH_QUESTION,
    MOST_QUESTIONS,
    answered,
    ask,
    open_choices,
    reach_checklist,
    stored_keys,
    tab_to,
)
from tests.conftest import Server

FIRST_LOAD_BYTES = 150_000
SECOND_LOAD_BYTES = 5_000
MOST_REQUESTS = 14
MARKUP = '<img src=x onerror="window.attacked = true">'


@pytest.fixture(autouse=True)
def fresh(opened: Page) -> None:
    """Every test starts on the freshly opened page."""


def test_the_welcome_offers_topics_and_examples_and_sends_nothing(page: Page, live_url: str) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.reload()
    expect(page.get_by_role("heading", level=2)).to_be_visible()
    expect(page.get_by_test_id("topic").first).to_be_visible()
    expect(page.get_by_test_id("example").first).to_be_visible()
    expect(page.get_by_test_id("erase")).to_be_hidden()
    assert "POST" not in sent
    assert stored_keys(page) == []


def test_a_tapped_topic_is_sent_as_a_question(page: Page) -> None:
    page.get_by_test_id("topic").first.click()
    expect(page.get_by_test_id("user-message")).to_have_count(1)
    answered(page)
    expect(page.get_by_test_id("welcome")).to_be_hidden()


def test_a_typed_question_leads_to_a_case_question_with_buttons(page: Page) -> None:
    ask(page, BIRTH_QUESTION)
    expect(page.get_by_test_id("user-message")).to_contain_text(BIRTH_QUESTION)
    assert open_choices(page).count() >= 2


def test_a_chosen_answer_stays_marked_and_the_others_are_disabled(page: Page) -> None:
    ask(page, BIRTH_QUESTION)
    question = page.locator("[data-fact]").first
    question.get_by_test_id("choice").first.click()
    answered(page)
    expect_one_chosen(question)
    page.reload()
    expect_one_chosen(question)


def test_a_ticked_paper_moves_the_progress_and_survives_a_reload(page: Page) -> None:
    checklist = reach_checklist(page)
    papers = checklist.get_by_test_id("checklist-item").count()
    expect(checklist.get_by_test_id("progress-count")).to_have_text(f"0/{papers}")
    checklist.get_by_test_id("tick").first.check()
    expect(checklist.get_by_test_id("progress-count")).to_have_text(f"1/{papers}")
    page.reload()
    expect(checklist.get_by_test_id("tick").first).to_be_checked()
    expect(checklist.get_by_test_id("progress-count")).to_have_text(f"1/{papers}")


def test_every_fact_of_a_checklist_names_its_source_and_date(page: Page) -> None:
    checklist = reach_checklist(page)
    for item in checklist.get_by_test_id("checklist-item").all():
        expect(item.get_by_test_id("source")).to_contain_text("tính đến")


def test_printing_leaves_only_the_checklist(page: Page) -> None:
    reach_checklist(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#print-sheet").get_by_test_id("message-checklist")).to_be_visible()
    expect(page.get_by_test_id("composer")).to_be_hidden()
    expect(page.get_by_test_id("user-message").first).to_be_hidden()


def test_typed_markup_is_shown_as_text(page: Page) -> None:
    ask(page, MARKUP)
    expect(page.get_by_test_id("user-message")).to_contain_text(MARKUP)
    assert page.get_by_test_id("log").locator("img").count() == 0
    assert page.evaluate("window.attacked") is None


@pytest.mark.parametrize("text", ["7391", "căn cước của tôi là 092300007391"])
def test_personal_numbers_do_not_stay_on_the_device(page: Page, text: str) -> None:
    ask(page, text)
    expect(page.get_by_test_id("user-message")).to_contain_text("••••")
    assert "7391" not in page.evaluate("JSON.stringify(localStorage)")


def test_erasing_leaves_nothing_on_the_device(page: Page) -> None:
    ask(page, BIRTH_QUESTION)
    assert stored_keys(page) != []
    page.get_by_role("button", name="Xoá cuộc trò chuyện").click()
    page.get_by_test_id("erase-confirm").click()
    expect(page.get_by_test_id("welcome")).to_be_visible()
    expect(page.get_by_test_id("turn")).to_have_count(0)
    assert stored_keys(page) == []


def test_erasing_asks_first(page: Page) -> None:
    ask(page, BIRTH_QUESTION)
    page.get_by_test_id("erase").click()
    page.get_by_test_id("erase-cancel").click()
    expect(page.get_by_test_id("turn")).to_have_count(1)


def test_the_keyboard_alone_reaches_a_ticked_paper(page: Page) -> None:
    tab_to(page, "composer-input")
    page.keyboard.type(BIRTH_QUESTION)
    page.keyboard.press("Enter")
    answered(page)
    tab_to(page, "choice", "Shift+Tab")
    for _ in range(MOST_QUESTIONS):
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("turn").last).to_be_focused()
        answered(page)
        if not open_choices(page).count():
            break
        tab_to(page, "choice")
    tab_to(page, "tick")
    page.keyboard.press("Space")
    expect(page.get_by_test_id("progress-count").last).to_contain_text("1/")


def test_larger_text_is_remembered_and_still_fits(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_test_id("text-size").click()
    page.get_by_test_id("text-size").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-text-size", "3")
    ask(page, BIRTH_QUESTION)
    assert page.evaluate("document.getElementById('main').scrollWidth <= innerWidth")


def test_the_first_load_is_small_and_a_second_one_almost_nothing(page: Page, live_url: str) -> None:
    watching = page.context.new_cdp_session(page)
    received: list[int] = []
    watching.send("Network.enable")
    watching.on("Network.loadingFinished", lambda told: received.append(told["encodedDataLength"]))
    watching.send("Network.clearBrowserCache")
    page.goto(live_url, wait_until="networkidle")
    assert 10_000 < sum(received) < FIRST_LOAD_BYTES
    assert len(received) <= MOST_REQUESTS
    received.clear()
    page.reload(wait_until="networkidle")
    assert sum(received) < SECOND_LOAD_BYTES
    assert page.context.cookies() == []


def test_a_dossier_is_looked_up_by_its_code_and_four_digits(page: Page, staffed_server: Server) -> None:
    settings = Settings(var=staffed_server.var)
    store = sessions(engine(f"sqlite:///{staffed_server.var / 'run' / 'motcua.sqlite'}"))
    now = datetime.now(UTC)
    dossiers = demo.invent(3, 7, now)
    demo.replace(store, data_key(store, settings), dossiers, now)
    ask(page, f"hồ sơ {dossiers[0].record.dossier_code} tới đâu rồi")
    ask(page, dossiers[0].identity_number[-4:])
    card = page.get_by_test_id("message-dossier")
    expect(card).to_contain_text("Tiếp nhận")
    assert dossiers[0].identity_number[-4:] not in page.evaluate("JSON.stringify(localStorage)")


def test_a_correction_by_words_changes_the_list(page: Page) -> None:
    checklist = reach_checklist(page)
    before = checklist.get_by_test_id("told").all_inner_texts()
    ask(page, "à nhầm, tui chưa kết hôn, để trống phần cha")
    for _ in range(MOST_QUESTIONS):
        if not open_choices(page).count():
            break
        open_choices(page).first.click()
        answered(page)
    after = page.get_by_test_id("message-checklist").last.get_by_test_id("told").all_inner_texts()
    assert after
    assert after != before


def expect_one_chosen(question: Locator) -> None:
    """Check that a question shows one answer as chosen and takes no other."""
    expect(question.locator(".choice--chosen")).to_have_count(1)
    expect(question.locator(".choice--chosen")).to_contain_text("đã chọn")
    expect(question.locator("button.choice:enabled")).to_have_count(0)
