"""Every state of the page: no violation in axe-core, both themes, and it fits a screen of 320 px or 400 % zoom."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.channels.web.states import STATES

NARROW = {"width": 320, "height": 256}
"""What is left of 1280 x 1024 at 400 %."""
SMALLEST_TARGET = 24
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
TARGETS = """(smallest) => [...document.querySelectorAll('button, input, select, textarea, summary, .button')]
  .filter((one) => one.checkVisibility() && !one.closest('[inert]'))
  .map((one) => [one.outerHTML.slice(0, 120), (one.closest('label') ?? one).getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < smallest)
  .map(([name]) => name)"""
TOO_WIDE = "Math.max(document.documentElement.scrollWidth, document.getElementById('main').scrollWidth) - innerWidth"


@pytest.mark.parametrize("name", STATES)
def test_a_state_can_be_used_by_everybody(opened: Page, errors: list[str], name: str) -> None:
    page = opened
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    STATES[name](page)
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate(TARGETS, SMALLEST_TARGET) == []
    page.emulate_media(color_scheme="dark")
    assert Axe().run(page, options=COLOURS).response["violations"] == []
    page.emulate_media(contrast="more")
    assert Axe().run(page, options=COLOURS).response["violations"] == []
    page.set_viewport_size(NARROW)
    assert page.evaluate(TOO_WIDE) <= 0
    assert errors == []
