"""What the tests of the page do again and again: ask, wait, choose, reach a checklist."""

from playwright.sync_api import Locator, Page, WebSocket, expect

BIRTH_QUESTION = "lam giay khai sinh cho con can gi"
TEMPORARY_RESIDENCE = "đăng ký tạm trú phí bao nhiêu"
ANSWER_MS = 30_000
MOST_QUESTIONS = 10
MOST_TABS = 120


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


def stored_keys(page: Page) -> list[str]:
    """Return what the page keeps in localStorage and sessionStorage."""
    keys: list[str] = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return keys


def connected(page: Page) -> WebSocket:
    """Ask a first question and return the socket that follows the conversation from then on."""
    opened: list[WebSocket] = []
    heard: list[str] = []

    def note(socket: WebSocket) -> None:
        opened.append(socket)
        socket.on("framereceived", lambda frame: heard.append(str(frame)))

    page.on("websocket", note)
    ask(page, TEMPORARY_RESIDENCE)
    for _ in range(ANSWER_MS // 50):
        if any("following" in frame for frame in heard):
            return opened[-1]
        page.wait_for_timeout(50)
    raise AssertionError("the page opened no socket")
