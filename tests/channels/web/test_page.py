"""The chat page in a real browser against the real server: `page` and `live_url` come from conftest."""

import json
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

BIRTH_QUESTION = "lam giay khai sinh cho con can gi"
MARKUP = '<img src=x onerror="window.attacked = true">'
ANSWER_MS = 30_000
MOST_QUESTIONS = 10
MOST_TABS = 120


@pytest.fixture(autouse=True)
def opened(page: Page, live_url: str) -> None:
    """Every test starts on the freshly opened page."""
    page.goto(live_url)
    expect(page.get_by_test_id("welcome")).to_be_visible()


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


def test_a_question_sent_without_network_is_kept_and_sent_again_under_the_same_id(page: Page) -> None:
    ids = client_message_ids(page)
    page.context.set_offline(True)
    expect(page.get_by_test_id("offline")).not_to_be_empty()
    send(page, BIRTH_QUESTION)
    expect(page.get_by_test_id("failure")).to_be_visible()
    expect(page.get_by_test_id("user-message")).to_contain_text(BIRTH_QUESTION)
    page.context.set_offline(False)
    expect(page.get_by_test_id("offline")).to_be_empty()
    page.get_by_test_id("retry").click()
    answered(page)
    expect(page.get_by_test_id("failure")).to_have_count(0)
    expect(page.get_by_test_id("user-message")).to_have_count(1)
    assert len(ids) == 2
    assert ids[0] == ids[1]
    assert UUID(ids[0]).version == 4


def test_an_undelivered_question_survives_a_reload_and_can_be_edited(page: Page) -> None:
    page.route("**/api/v1/chat", lambda route: route.abort())
    send(page, "khai sinh")
    expect(page.get_by_test_id("failure")).to_be_visible()
    page.reload()
    expect(page.get_by_test_id("retry")).to_be_visible()
    page.get_by_test_id("edit").click()
    expect(page.get_by_test_id("composer-input")).to_have_value("khai sinh")
    expect(page.get_by_test_id("turn")).to_have_count(0)


def test_the_servers_own_words_explain_a_refusal(page: Page) -> None:
    page.route("**/api/v1/chat", lambda route: route.fulfill(status=429, json={"message": "Chờ 30 giây nhé."}))
    send(page, BIRTH_QUESTION)
    expect(page.get_by_test_id("failure")).to_contain_text("Chờ 30 giây nhé.")


def test_a_refused_conversation_goes_on_under_a_new_id(page: Page) -> None:
    conversations: list[str] = []

    def refuse_the_first(route: Route) -> None:
        conversations.append(sent_body(route.request)["conversation_id"])
        if len(conversations) == 1:
            route.fulfill(status=403, json={"detail": "not this session's conversation"})
        else:
            route.continue_()

    page.route("**/api/v1/chat", refuse_the_first)
    send(page, BIRTH_QUESTION)
    expect(page.get_by_test_id("failure")).to_contain_text("cuộc trò chuyện mới")
    page.get_by_test_id("retry").click()
    answered(page)
    assert len(set(conversations)) == 2


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


def send(page: Page, text: str) -> None:
    """Type a text and press the button."""
    page.get_by_test_id("composer-input").fill(text)
    page.get_by_test_id("send").click()


def ask(page: Page, text: str) -> None:
    """Send a text and wait for the answer."""
    send(page, text)
    answered(page)


def answered(page: Page) -> None:
    """Wait until the last turn has its answer."""
    expect(page.get_by_test_id("turn").last).to_have_attribute("data-state", "answered", timeout=ANSWER_MS)


def open_choices(page: Page) -> Locator:
    """Return the buttons of the case question that the last turn asks."""
    return page.get_by_test_id("turn").last.locator("[data-fact] button.choice:enabled")


def expect_one_chosen(question: Locator) -> None:
    """Check that a question shows one answer as chosen and takes no other."""
    expect(question.locator(".choice--chosen")).to_have_count(1)
    expect(question.locator(".choice--chosen")).to_contain_text("đã chọn")
    expect(question.locator("button.choice:enabled")).to_have_count(0)


def reach_checklist(page: Page) -> Locator:
    """Ask about birth registration, take the first answer to every question; return the final list."""
    ask(page, BIRTH_QUESTION)
    for _ in range(MOST_QUESTIONS):
        if not open_choices(page).count():
            break
        open_choices(page).first.click()
        answered(page)
    checklist = page.get_by_test_id("turn").last.get_by_test_id("message-checklist").last
    expect(checklist.get_by_test_id("tick").first).to_be_visible()
    return checklist


def tab_to(page: Page, testid: str, key: str = "Tab") -> None:
    """Press a key until the focus is on an element with this test id."""
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement?.dataset.testid") == testid:
            return
    raise AssertionError(f"{MOST_TABS} times {key} never reached {testid}")


def client_message_ids(page: Page) -> list[str]:
    """Return a list that grows with the id of every message sent from now on."""
    ids: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            ids.append(sent_body(request)["client_message_id"])

    page.on("request", note)
    return ids


def sent_body(request: Request) -> dict[str, str]:
    """Return the JSON object that a request carries."""
    body: dict[str, str] = json.loads(request.post_data or "{}")
    return body


def stored_keys(page: Page) -> list[str]:
    """Return what the page keeps in localStorage."""
    keys: list[str] = page.evaluate("Object.keys(localStorage)")
    return keys
