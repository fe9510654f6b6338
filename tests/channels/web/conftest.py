"""One real server, with officers, for all tests of the page; one browser a file, and a fresh profile a test."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import Server

PHONE = {"width": 390, "height": 800}
expect.set_options(timeout=30_000)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone of its own, Vietnamese."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def live_url(staffed_server: Server) -> str:
    return staffed_server.url


@pytest.fixture
def opened(page: Page, live_url: str) -> Page:
    """The freshly opened page."""
    return open_page(page, live_url)


@pytest.fixture
def errors(page: Page) -> list[str]:
    """What went wrong in the page's scripts so far."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def open_page(page: Page, url: str, until: Callable[[Page], None] | None = None) -> Page:
    """Open the page and wait until it can be used."""
    page.goto(url)
    (until or (lambda shown: expect(shown.get_by_test_id("welcome")).to_be_visible()))(page)
    return page
