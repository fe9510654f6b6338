"""The kiosk in real Chromium on the real server: by taps, by keyboard, with a scanner, and for whoever comes next."""

import json
import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.channels.kiosk.conftest import opened
from tests.channels.kiosk.kiosking import (
    PORTRAIT,
    answered,
    eventually,
    press_keys,
    scan,
    small_targets,
    tap_to_list,
    tap_to_question,
    violations,
)

IDENTITY = "092300007391|362500000|Nguyễn Thị Bịa|01011990|Nữ|12 Ấp Không Có, Cần Thơ|25042021"
MOST_TABS = 80


def test_one_who_cannot_type_gets_to_a_list_by_taps_alone(kiosk: Page) -> None:
    papers = tap_to_list(kiosk)
    box = papers.get_by_test_id("tick").first
    box.tap()
    expect(papers.get_by_test_id("progress-count")).to_contain_text("1/")
    expect(papers.get_by_test_id("carry")).to_be_visible()


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, PORTRAIT], ids=["landscape", "portrait"])
def test_every_target_of_every_screen_is_at_least_60_pixels(page: Page, live_url: str, size: Any) -> None:
    page.set_viewport_size(size)
    opened(page, live_url)
    small = {"start": small_targets(page)}
    page.get_by_test_id("begin").tap()
    small["home"] = small_targets(page)
    page.get_by_test_id("topic").first.tap()
    small["list"] = small_targets(page)
    page.get_by_test_id("list").get_by_test_id("type").tap()
    small["keyboard"] = small_targets(page)
    page.locator("[data-command=hide]").tap()
    page.get_by_test_id("way-home").tap()
    page.get_by_test_id("topic").first.tap()
    page.get_by_test_id("procedure").first.tap()
    answered(page)
    small["question"] = small_targets(page)
    page.get_by_test_id("way-done").tap()
    small["done"] = small_targets(page)
    assert [where for where in small.items() if where[1]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_life_event_leads_to_its_procedures(kiosk: Page) -> None:
    kiosk.get_by_test_id("begin").tap()
    kiosk.get_by_test_id("life-event").first.tap()
    answered(kiosk)
    assert kiosk.get_by_test_id("turn").last.locator("button.choice:enabled").count() >= 3


def test_an_officer_is_one_tap_away_on_every_screen(kiosk: Page) -> None:
    kiosk.get_by_test_id("begin").tap()
    kiosk.get_by_test_id("way-officer").tap()
    answered(kiosk)
    expect(kiosk.get_by_test_id("message-handoff")).to_be_visible()
    expect(kiosk.get_by_test_id("talk")).to_be_visible()


def test_a_keyboard_alone_reaches_a_question(kiosk: Page) -> None:
    for testid in ("begin", "topic", "procedure"):
        tab_to(kiosk, testid)
        kiosk.keyboard.press("Enter")
    answered(kiosk)
    tab_to(kiosk, "choice")
    kiosk.keyboard.press("Space")
    expect(kiosk.get_by_test_id("turn")).to_have_count(2)


def test_the_keyboard_on_the_screen_writes_vietnamese(kiosk: Page) -> None:
    kiosk.get_by_test_id("begin").tap()
    kiosk.get_by_test_id("type").tap()
    field = kiosk.get_by_test_id("composer-input")
    press_keys(kiosk, "ddawng kys ket hoon")
    expect(field).to_have_value("đăng ký ket hôn")
    kiosk.locator("[data-command=erase]").tap()
    press_keys(kiosk, "t")
    expect(field).to_have_value("đăng ký ket hôt")
    kiosk.locator("[data-command=method]").tap()
    press_keys(kiosk, " tie6ng1")
    expect(field).to_have_value("đăng ký ket hôt tiếng")
    kiosk.locator("[data-command=method]").tap()
    kiosk.locator("[data-command=shift]").tap()
    press_keys(kiosk, " ")
    press_keys(kiosk, "Aa1?")
    expect(field).to_have_value("đăng ký ket hôt tiếng Aa1?")


def test_a_word_in_the_middle_is_composed_where_the_caret_stands(kiosk: Page) -> None:
    kiosk.get_by_test_id("begin").tap()
    kiosk.get_by_test_id("type").tap()
    field = kiosk.get_by_test_id("composer-input")
    field.fill("giay to gi")
    field.evaluate("(box) => box.setSelectionRange(4, 4)")
    press_keys(kiosk, "as")
    expect(field).to_have_value("giấy to gi")
    kiosk.locator("[data-command=erase]").tap()
    expect(field).to_have_value("giấ to gi")


def test_a_typed_question_is_answered_and_the_keyboard_gives_way(kiosk: Page) -> None:
    kiosk.get_by_test_id("begin").tap()
    kiosk.get_by_test_id("type").tap()
    press_keys(kiosk, "khai sinh")
    kiosk.locator("[data-command=send]").tap()
    answered(kiosk)
    expect(kiosk.get_by_test_id("keyboard")).to_be_hidden()
    expect(kiosk.get_by_test_id("user-message")).to_contain_text("khai sinh")


def test_nothing_is_kept_on_the_machine_while_it_is_used(kiosk: Page, context: BrowserContext) -> None:
    tap_to_question(kiosk)
    assert stored(kiosk) == {"local": 0, "session": 0, "databases": 0}
    assert context.cookies() == []


def test_a_silent_kiosk_warns_and_then_leaves_nothing(page: Page, context: BrowserContext, live_url: str) -> None:
    page.clock.install()
    opened(page, live_url)
    secrets = issued(page)
    tap_to_question(page)
    page.get_by_test_id("look-text-size").tap()
    page.evaluate("sessionStorage.x = 1; indexedDB.open('x'); document.cookie = 'x=1'; caches.open('x')")
    page.clock.run_for(91_000)
    expect(page.get_by_test_id("warning")).to_be_visible()
    expect(page.get_by_test_id("countdown")).to_contain_text("giây")
    assert violations(page) == []
    page.evaluate("window.before = true")
    page.clock.run_for(15_000)  # the last seconds pass by themselves: the page must not go away under the clock
    expect(page.get_by_test_id("begin")).to_be_visible()
    eventually(page, "window.before === undefined")
    assert stored(page) == {"local": 0, "session": 0, "databases": 0}
    assert context.cookies() == []
    assert "khai sinh cho con" not in page.content().lower()
    assert kept_besides_files(page, live_url) == []
    refused(live_url, secrets)
    page.go_back()
    assert page.get_by_test_id("turn").count() == 0


def test_a_touch_of_the_button_ends_the_warning(page: Page, live_url: str) -> None:
    page.clock.install()
    opened(page, live_url)
    tap_to_question(page)
    page.clock.run_for(91_000)
    page.get_by_test_id("warning-stay").tap()
    page.clock.run_for(60_000)
    expect(page.get_by_test_id("warning")).to_be_hidden()
    expect(page.get_by_test_id("turn")).to_have_count(1)


def test_the_start_screen_waits_for_ever(page: Page, live_url: str) -> None:
    page.clock.install()
    opened(page, live_url)
    page.clock.run_for(200_000)
    expect(page.get_by_test_id("warning")).to_be_hidden()


def test_done_erases_at_once_for_the_next_person(kiosk: Page, live_url: str) -> None:
    secrets = issued(kiosk)
    tap_to_question(kiosk)
    kiosk.get_by_test_id("way-done").tap()
    kiosk.get_by_test_id("done-keep").tap()
    expect(kiosk.get_by_test_id("turn")).to_have_count(1)
    kiosk.get_by_test_id("way-done").tap()
    kiosk.get_by_test_id("done-confirm").tap()
    expect(kiosk.get_by_test_id("begin")).to_be_visible()
    refused(live_url, secrets)


def test_of_an_identity_card_only_the_number_is_taken(kiosk: Page) -> None:
    sent = bodies(kiosk)
    scan(kiosk, "H13.99-250701-0001")
    answered(kiosk)
    kiosk.get_by_test_id("composer-input").tap()
    scan(kiosk, IDENTITY)
    expect(kiosk.get_by_test_id("turn")).to_have_count(2)
    answered(kiosk)
    assert [body["text"] for body in sent] == ["H13.99-250701-0001", "092300007391"]
    expect(kiosk.get_by_test_id("composer-input")).to_have_value("")
    shown = kiosk.evaluate("document.documentElement.outerHTML")
    assert not re.search("092300007391|Bịa|Không Có|362500000", shown)


def test_the_number_on_a_printed_list_opens_that_list(kiosk: Page) -> None:
    number = tap_to_list(kiosk).get_by_test_id("receipt").inner_text().split()[-1]
    scan(kiosk, number)
    expect(kiosk.get_by_test_id("turn").last.get_by_test_id("receipt")).to_contain_text(number)
    expect(kiosk.get_by_test_id("message-checklist")).to_have_count(2)


def test_a_code_that_cannot_be_read_is_told_and_dropped(kiosk: Page) -> None:
    sent = bodies(kiosk)
    scan(kiosk, "Bịa|Không Có|1990")
    expect(kiosk.get_by_test_id("banner")).to_contain_text("chưa đọc được")
    scan(kiosk, "0000000000")
    expect(kiosk.get_by_test_id("banner")).to_contain_text("Không tìm thấy")
    assert sent == []


def test_hands_on_a_keyboard_are_no_scanner(kiosk: Page) -> None:
    kiosk.get_by_test_id("begin").tap()
    kiosk.get_by_test_id("type").tap()
    kiosk.keyboard.type("khai tu", delay=90)
    expect(kiosk.get_by_test_id("composer-input")).to_have_value("khai tu")
    kiosk.keyboard.press("Enter")
    expect(kiosk.get_by_test_id("user-message")).to_contain_text("khai tu")


def test_a_list_is_carried_to_a_phone_once(kiosk: Page, browser: Browser) -> None:
    tap_to_list(kiosk)
    with kiosk.expect_response("**/api/v1/kiosk/carried") as carried:
        kiosk.get_by_test_id("carry").last.tap()
    expect(kiosk.get_by_test_id("qr-web")).to_be_visible()
    phone = browser.new_context(viewport={"width": 390, "height": 800})
    page = phone.new_page()
    path = carried.value.json()["url"].split("/", 3)[3]
    address = f"{kiosk.url.split('/kiosk')[0]}/{path}"
    assert page.goto(address).status == 200  # type: ignore[union-attr]
    assert page.get_by_test_id("paper").count() >= 3
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.reload().status == 410  # type: ignore[union-attr]
    assert violations(page) == []
    phone.close()


def test_the_english_interface_keeps_the_talk(kiosk: Page) -> None:
    tap_to_question(kiosk)
    kiosk.get_by_test_id("look-language").tap()
    expect(kiosk.get_by_test_id("way-home")).to_contain_text("Start")
    expect(kiosk.locator("html")).to_have_attribute("lang", "en")
    expect(kiosk.get_by_test_id("turn")).to_have_count(1)
    kiosk.get_by_test_id("way-home").tap()
    expect(kiosk.get_by_test_id("topic").first).to_contain_text("Birth")


def test_nothing_on_the_screen_leads_away(kiosk: Page) -> None:
    tap_to_list(kiosk)
    assert kiosk.locator("a[href]").count() == 0


def issued(page: Page) -> list[tuple[str, str]]:
    """Return a list that grows with (conversation id, secret) of every turn that is answered."""
    found: list[tuple[str, str]] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/api/v1/chat"):
            answer = request.response()
            if answer:
                secret = answer.header_value("x-conversation-secret") or ""
                found.append((json.loads(request.post_data or "{}")["conversation_id"], secret))

    page.on("requestfinished", note)
    return found


def refused(url: str, secrets: list[tuple[str, str]]) -> None:
    """Check that not even the conversation's own secret opens it any more."""
    assert secrets
    for conversation, secret in secrets:
        address = f"{url}/api/v1/chat/{conversation}/messages?channel=kiosk"
        answer = httpx.get(address, headers={"X-Conversation-Secret": secret})
        assert answer.status_code in (403, 404)


def bodies(page: Page) -> list[dict[str, Any]]:
    """Return a list that grows with the body of every turn sent from now on."""
    found: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/api/v1/chat"):
            found.append(json.loads(request.post_data or "{}"))

    page.on("request", note)
    return found


def stored(page: Page) -> dict[str, int]:
    """Return how much the page keeps in each store of the browser."""
    found: dict[str, int] = page.evaluate(
        """async () => ({
          local: localStorage.length,
          session: sessionStorage.length,
          databases: (await indexedDB.databases()).length,
        })"""
    )
    return found


def kept_besides_files(page: Page, url: str) -> list[str]:
    """Return what the browser's caches hold besides the page's own files."""
    kept: list[str] = page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys())
          .map((request) => new URL(request.url).pathname)))).flat()"""
    )
    files = set(httpx.get(f"{url}/kiosk/files").json())
    return [path for path in kept if path not in files]


def tab_to(page: Page, testid: str) -> None:
    """Press Tab until the focus is on an element with this test id."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.dataset.testid") == testid:
            return
    raise AssertionError(f"{MOST_TABS} times Tab never reached {testid}")
