"""The widget on a page of another origin whose styles do their worst."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FrameLocator, Page, expect

from channels.web.pages import widget_script
from tests.channels.web.talking import ANSWER_MS, TEMPORARY_RESIDENCE

HOSTILE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Cổng mẫu</title><style>
* { all: unset !important; display: none !important; color: red !important; font: 40px/3 cursive !important; }
html, body, h1, p { display: block !important; }
div, iframe, button { position: static !important; transform: scale(0.1) !important; opacity: 0 !important; width: 1px !important; }
</style></head><body><h1>Cổng mẫu</h1><p>Trang của người khác.</p>
<script src="%s/widget.js" async %s></script></body></html>"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def portal(tmp_path: Path, widget_portal: int) -> Iterator[Path]:
    """A folder that is served on the origin which may embed the widget."""
    server = ThreadingHTTPServer(("127.0.0.1", widget_portal), partial(_Quiet, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield tmp_path
    server.shutdown()
    server.server_close()


def visit(page: Page, portal: Path, port: int, url: str, options: str = "") -> FrameLocator:
    """Open the hostile page; return the frame that the widget will have."""
    (portal / "index.html").write_text(HOSTILE % (url, options), encoding="utf-8")
    page.goto(f"http://127.0.0.1:{port}/")
    expect(page.locator(".launcher")).to_be_visible()
    return page.frame_locator("iframe")


def ask_in(frame: FrameLocator) -> None:
    frame.get_by_test_id("composer-input").fill(TEMPORARY_RESIDENCE)
    frame.get_by_test_id("send").click()
    expect(frame.get_by_test_id("turn").last).to_have_attribute("data-state", "answered", timeout=ANSWER_MS)


def test_it_answers_there_without_a_cookie_and_goes_on_after_a_reload(
    page: Page, portal: Path, widget_portal: int, live_url: str
) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    frame = visit(page, portal, widget_portal, live_url)
    assert [url for url in loaded if url.startswith(live_url)] == [f"{live_url}/widget.js"]
    page.locator(".launcher").click()
    ask_in(frame)
    with page.expect_websocket() as opening:
        frame.get_by_test_id("composer-input").fill("bao lâu thì xong")
        page.reload()
        page.locator(".launcher").click()
    expect(frame.get_by_test_id("turn")).to_have_count(1)
    assert opening.value.url.endswith("/api/v1/chat/ws")
    ask_in(frame)
    expect(frame.get_by_test_id("turn")).to_have_count(2)
    assert page.context.cookies() == []


def test_the_pages_styles_do_not_reach_it_nor_its_the_page(
    page: Page, portal: Path, widget_portal: int, live_url: str
) -> None:
    visit(page, portal, widget_portal, live_url)
    launcher = page.locator(".launcher")
    box = launcher.bounding_box()
    assert box
    assert (box["height"], box["x"] + box["width"]) == (52, 390 - 16)
    style = launcher.evaluate(
        "one => (({ color, opacity, fontSize }) => [color, opacity, fontSize])(getComputedStyle(one))"
    )
    assert style == ["rgb(255, 255, 255)", "1", "16px"]
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") == "40px"


def test_the_keyboard_opens_it_goes_in_and_comes_back_out(
    page: Page, portal: Path, widget_portal: int, live_url: str
) -> None:
    frame = visit(page, portal, widget_portal, live_url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Một Cửa")).to_be_visible()
    expect(frame.get_by_test_id("welcome")).to_be_visible()
    frame.get_by_test_id("composer-input").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_be_hidden()
    expect(page.locator(".launcher")).to_be_focused()


def test_its_options_are_heeded(page: Page, portal: Path, widget_portal: int, live_url: str) -> None:
    options = 'data-position="left" data-color="gold" data-language="en" data-question="Tạm trú cần gì?"'
    frame = visit(page, portal, widget_portal, live_url, options)
    launcher = page.locator(".launcher")
    expect(launcher).to_have_text("Ask about public services")
    expect(launcher).to_have_css("background-color", "rgb(255, 215, 0)")
    expect(launcher).to_have_css("color", "rgb(0, 0, 0)")
    box = launcher.bounding_box()
    assert box
    assert box["x"] == 16
    launcher.click()
    expect(frame.get_by_test_id("composer-input")).to_have_value("Tạm trú cần gì?")
    expect(frame.locator("html")).to_have_attribute("lang", "en")


def test_nobody_is_shut_out_of_it(page: Page, portal: Path, widget_portal: int, live_url: str) -> None:
    frame = visit(page, portal, widget_portal, live_url)
    ours = {"include": [["[data-motcua-widget]"]]}
    assert Axe().run(page, context=ours).response["violations"] == []
    page.locator(".launcher").click()
    expect(frame.get_by_test_id("welcome")).to_be_visible()
    assert Axe().run(page, context=ours).response["violations"] == []


def test_a_page_that_is_not_named_cannot_embed_it(page: Page, portal: Path, widget_portal: int, live_url: str) -> None:
    (portal / "index.html").write_text(f'<iframe src="{live_url}/widget"></iframe>', encoding="utf-8")
    page.goto(f"http://localhost:{widget_portal}/")
    expect(page.frame_locator("iframe").get_by_test_id("welcome")).to_have_count(0)
    page.goto(f"http://127.0.0.1:{widget_portal}/")
    expect(page.frame_locator("iframe").get_by_test_id("welcome")).to_be_visible()


def test_the_script_carries_the_words_of_both_languages() -> None:
    script = widget_script()
    assert "Hỏi thủ tục hành chính" in script
    assert "Ask about public services" in script
    assert "WIDGET_TEXTS" not in script
