"""The kiosk's other states: for screen readers, without network, stuck, on paper, read aloud, and the operator's page."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.channels.kiosk.conftest import opened
from tests.channels.kiosk.kiosking import PORTRAIT, answered, eventually, scan, tap_to_list, tap_to_question, violations
from tests.channels.printing import printed_words

MILLIMETRE = 72 / 25.4


def start(page: Page) -> None:
    """The start screen as it opens."""


def home(page: Page) -> None:
    page.get_by_test_id("begin").tap()


def english_home(page: Page) -> None:
    page.get_by_test_id("look-language").tap()
    page.get_by_test_id("begin").tap()


def topic(page: Page) -> None:
    home(page)
    page.get_by_test_id("topic").first.tap()


def keyboard(page: Page) -> None:
    home(page)
    page.get_by_test_id("type").tap()


def papers(page: Page) -> None:
    tap_to_list(page)


def qr(page: Page) -> None:
    tap_to_list(page).get_by_test_id("carry").tap()
    expect(page.get_by_test_id("qr-web")).to_be_visible()


def done(page: Page) -> None:
    tap_to_question(page)
    page.get_by_test_id("way-done").tap()


def offline(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.get_by_test_id("offline")).to_be_visible()


def offline_talk(page: Page) -> None:
    tap_to_question(page)
    page.context.set_offline(True)
    expect(page.get_by_test_id("banner")).not_to_be_empty()


def high_contrast(page: Page) -> None:
    tap_to_question(page)
    page.get_by_test_id("look-contrast").tap()


def low_and_large(page: Page) -> None:
    home(page)
    page.get_by_test_id("look-low").tap()
    page.get_by_test_id("look-text-size").tap()
    page.get_by_test_id("look-text-size").tap()


STATES = (start, home, english_home, topic, keyboard, papers, qr, done, offline, offline_talk, high_contrast)


@pytest.mark.parametrize("reach", STATES, ids=lambda reach: str(reach.__name__))
def test_axe_finds_nothing_wrong_in_either_theme(kiosk: Page, reach: Callable[[Page], None]) -> None:
    kiosk.emulate_media(reduced_motion="reduce")
    reach(kiosk)
    assert violations(kiosk) == []
    kiosk.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert violations(kiosk) == []


def test_low_reach_puts_what_is_touched_into_the_lower_half(page: Page, live_url: str) -> None:
    page.set_viewport_size(PORTRAIT)
    opened(page, live_url)
    low_and_large(page)
    for testid in ("look-low", "topic", "way-done"):
        box = page.get_by_test_id(testid).first.bounding_box()
        assert box
        assert box["y"] > PORTRAIT["height"] * 0.4, testid
    assert violations(page) == []


def test_without_network_the_page_opens_and_names_the_desk(page: Page, context: BrowserContext, live_url: str) -> None:
    opened(page, live_url, "?desk=qu%E1%BA%A7y%20s%E1%BB%91%203")
    page.evaluate("navigator.serviceWorker.ready")
    eventually(page, "caches.keys().then((names) => names.length > 0)")
    eventually(page, "navigator.serviceWorker.controller !== null")
    context.set_offline(True)
    page.reload()
    expect(page.get_by_test_id("offline")).to_contain_text("quầy số 3")
    expect(page.get_by_test_id("retrying")).to_contain_text("giây")
    expect(page.get_by_test_id("begin")).to_be_hidden()
    context.set_offline(False)
    expect(page.get_by_test_id("offline")).to_be_hidden()
    page.get_by_test_id("begin").tap()
    expect(page.get_by_test_id("topic").first).to_be_visible()


def test_without_network_the_machine_tries_again_by_itself(page: Page, live_url: str) -> None:
    page.clock.install()
    opened(page, live_url)
    page.route("**/api/v1/kiosk/heartbeat", lambda route: route.abort())
    page.clock.run_for(16_000)
    expect(page.get_by_test_id("offline")).to_be_visible()
    page.unroute("**/api/v1/kiosk/heartbeat")
    page.clock.run_for(12_000)
    expect(page.get_by_test_id("offline")).to_be_hidden()


def test_what_is_on_the_screen_stays_when_the_network_goes(kiosk: Page, context: BrowserContext) -> None:
    found = tap_to_list(kiosk)
    context.set_offline(True)
    expect(kiosk.get_by_test_id("banner")).to_contain_text("mất mạng")
    expect(found).to_be_visible()
    context.set_offline(False)
    expect(kiosk.get_by_test_id("banner")).to_be_empty()


def test_what_was_told_outlives_the_next_sign_of_life(page: Page, live_url: str) -> None:
    page.clock.install()
    opened(page, live_url)
    scan(page, "mã không đọc được")
    with page.expect_response("**/api/v1/kiosk/heartbeat"):
        page.evaluate("dispatchEvent(new Event('online'))")
    page.evaluate("new Promise((done) => queueMicrotask(done))")
    expect(page.get_by_test_id("banner")).to_contain_text("chưa đọc được")
    page.clock.run_for(9_000)
    expect(page.get_by_test_id("banner")).to_be_empty()


def test_an_error_that_nobody_caught_starts_the_page_anew(page: Page, live_url: str) -> None:
    page.clock.install()
    opened(page, live_url)
    page.evaluate("window.before = true; dispatchEvent(new ErrorEvent('error'))")
    page.clock.run_for(8_000)
    eventually(page, "window.before === undefined")
    expect(page.get_by_test_id("begin")).to_be_visible()


def test_a_page_that_stood_still_starts_anew(page: Page, live_url: str) -> None:
    page.clock.install()
    opened(page, live_url)
    page.evaluate("window.before = true")
    page.clock.fast_forward(200_000)
    eventually(page, "window.before === undefined")


def test_new_files_are_taken_only_where_nobody_stands(page: Page, live_url: str) -> None:
    page.clock.install()
    opened(page, live_url)
    page.get_by_test_id("begin").tap()
    page.evaluate("window.before = true")
    page.route("**/api/v1/kiosk/heartbeat", lambda route: route.fulfill(json={"version": "newer"}))
    page.clock.run_for(16_000)
    assert page.evaluate("window.before") is True
    page.get_by_test_id("way-done").tap()
    expect(page.get_by_test_id("begin")).to_be_visible()
    eventually(page, "window.before === undefined")


@pytest.mark.parametrize(("printer", "width"), [("80mm", 80), ("a4", 210)])
def test_a_list_is_printed_with_its_number(page: Page, live_url: str, tmp_path: Path, printer: str, width: int) -> None:
    opened(page, live_url, f"?printer={printer}")
    found = tap_to_list(page)
    number = found.get_by_test_id("receipt").inner_text().split()[-1]
    names = [item.inner_text() for item in found.locator(".item__name").all()[:3]]
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sheet = tmp_path / "list.pdf"
    page.pdf(path=sheet, prefer_css_page_size=True)
    box = re.search(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)", sheet.read_bytes())
    assert box
    assert abs(float(box[1]) - width * MILLIMETRE) < 1
    page.emulate_media(media="print")
    words = printed_words(sheet)
    for wanted in (number, "Giấy tờ cần cho", *names):
        assert squeezed(wanted) in squeezed(words), wanted
    for unwanted in ("Mang về điện thoại", "Xong", "Gõ câu hỏi"):
        assert unwanted not in words
    assert page.evaluate("document.getElementById('print-sheet').scrollWidth <= innerWidth + 1")


def test_without_a_printer_nothing_offers_to_print(page: Page, live_url: str) -> None:
    opened(page, live_url, "?printer=none")
    expect(tap_to_list(page).get_by_test_id("print")).to_be_hidden()


def test_a_reply_is_read_aloud_by_the_server_in_short_pieces(page: Page, live_url: str) -> None:
    asked: list[str] = []
    page.route("**/api/v1/kiosk/setup", lambda route: route.fulfill(json=setup(live_url, speech_chars=60)))
    page.on("request", lambda request: asked.append(request.url) if "/speech?" in request.url else None)
    # A service worker that is quicker than the page answers what is routed here: sound fails in the page itself.
    page.add_init_script("HTMLMediaElement.prototype.play = () => Promise.reject(new Error('no sound'))")
    page.route("**/api/v1/speech?*", lambda route: route.abort())
    opened(page, live_url)
    tap_to_question(page)
    button = page.get_by_test_id("read")
    expect(button).to_be_visible()
    with page.expect_request("**/api/v1/speech?*"):
        button.tap()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert len(asked) == 1


def test_without_a_voice_there_is_no_button_to_read_aloud(page: Page, live_url: str) -> None:
    page.route("**/api/v1/kiosk/setup", lambda route: route.fulfill(json=setup(live_url, speech_chars=0)))
    opened(page, live_url)
    tap_to_question(page)
    expect(page.get_by_test_id("read")).to_have_count(0)


def test_a_kiosk_whose_server_is_away_says_so_and_tries_again(page: Page, live_url: str) -> None:
    page.clock.install()
    page.route("**/api/v1/topics", lambda route: route.abort())
    page.goto(f"{live_url}/kiosk")
    expect(page.locator("#boot-failure")).to_be_visible()
    page.unroute("**/api/v1/topics")
    page.clock.run_for(8_000)
    expect(page.get_by_test_id("begin")).to_be_visible()


def test_the_operator_sees_server_and_kiosks(page: Page, live_url: str) -> None:
    opened(page, live_url, "?device=quay-7&printer=80mm")
    page.goto(f"{live_url}/kiosk/health")
    expect(page.locator("[data-fact=rasa]")).to_have_attribute("data-state", "good")
    row = page.get_by_test_id("kiosk").filter(has_text="quay-7")
    expect(row).to_contain_text("giấy cuộn 80 mm")
    expect(row).to_have_attribute("data-state", "good")
    assert violations(page) == []


def test_the_operators_page_says_where_the_server_is_away(page: Page, live_url: str) -> None:
    page.route("**/api/v1/kiosk/health", lambda route: route.abort())
    page.goto(f"{live_url}/kiosk/health")
    expect(page.get_by_role("alert")).to_contain_text("Không tới được máy chủ")
    assert violations(page) == []


def test_no_answer_of_a_kiosk_waits_for_an_officer(kiosk: Page) -> None:
    kiosk.get_by_test_id("begin").tap()
    with kiosk.expect_response("**/api/v1/chat") as reply:
        kiosk.get_by_test_id("way-officer").tap()
    answered(kiosk)
    assert reply.value.json()["handed_over"] == ""


def setup(url: str, **other: object) -> dict[str, object]:
    """Return the server's set-up with other values."""
    return {**httpx.get(f"{url}/api/v1/kiosk/setup").json(), **other}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
