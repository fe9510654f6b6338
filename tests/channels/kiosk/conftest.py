"""Real services made once for the kiosk's endpoints; real Chromium as a kiosk for its pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from channels.services import Services, put_together
from knowledge.settings import Settings
from tests.conftest import Server

LANDSCAPE = {"width": 1280, "height": 800}
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def made(guides_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Real services with a database of their own and no Rasa behind the port."""
    database = tmp_path_factory.mktemp("kiosk") / "motcua.sqlite"
    told = {
        "database_url": f"sqlite:///{database}",
        "rasa_port": 9,
        "turns_per_minute": 1000,
        "kiosk_desk": "quầy số 3",
        "public_url": "https://motcua.example.gov.vn",
        "telegram_bot": "motcua_test_bot",
    }
    return put_together(guides_settings.model_copy(update=told))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A kiosk of its own: touch, landscape, Vietnamese."""
    context = browser.new_context(viewport=LANDSCAPE, locale="vi-VN", has_touch=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def live_url(staffed_server: Server) -> str:
    return staffed_server.url


@pytest.fixture
def kiosk(page: Page, live_url: str) -> Page:
    """The freshly opened kiosk."""
    return opened(page, live_url)


def opened(page: Page, url: str, query: str = "") -> Page:
    """Open the kiosk and wait for its start screen."""
    page.goto(f"{url}/kiosk{query}")
    expect(page.get_by_test_id("begin")).to_be_visible()
    return page
