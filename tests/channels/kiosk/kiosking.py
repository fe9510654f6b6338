"""How the tests use a kiosk: by taps, and what they look at afterwards."""

from contextlib import suppress

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Locator, Page, expect

ANSWER_MS = 30_000
MOST_QUESTIONS = 10
LEAST_TARGET = 60
PORTRAIT = {"width": 1080, "height": 1920}
_TARGETS = """(least) => [...document.querySelectorAll("button, a[href], summary, select, label:has(input), textarea")]
  .filter((target) => target.checkVisibility({ visibilityProperty: true }) && target.getClientRects().length)
  .map((target) => ({ name: (target.ariaLabel || target.innerText).slice(0, 40), box: target.getBoundingClientRect() }))
  .filter(({ box }) => Math.min(box.width, box.height) < least - 0.5)
  .map(({ name, box }) => `${name}: ${box.width} x ${box.height}`)"""


def answered(page: Page) -> None:
    """Wait until the last turn has its answer."""
    expect(page.get_by_test_id("turn").last).to_have_attribute("data-state", "answered", timeout=ANSWER_MS)


def tap_to_question(page: Page) -> None:
    """From the start screen to the first question about a birth, by taps alone."""
    page.get_by_test_id("begin").tap()
    page.get_by_test_id("topic").first.tap()
    page.get_by_test_id("procedure").first.tap()
    answered(page)


def tap_to_list(page: Page) -> Locator:
    """From the start screen to the finished list, taking the first answer to every question; return the list."""
    tap_to_question(page)
    for _ in range(MOST_QUESTIONS):
        offered = page.get_by_test_id("turn").last.locator("[data-fact] button.choice:enabled")
        if not offered.count():
            break
        offered.first.tap()
        answered(page)
    found = page.get_by_test_id("turn").last.get_by_test_id("message-checklist")
    expect(found).to_be_visible()
    return found


def press_keys(page: Page, keys: str) -> None:
    """Tap keys of the keyboard on the screen; a space is its space bar."""
    for key in keys:
        found = page.locator("[data-command=space]" if key == " " else f'[data-key="{key}"]')
        found.tap()


def small_targets(page: Page) -> list[str]:
    """Return what can be touched but is smaller than 60 pixels."""
    found: list[str] = page.evaluate(_TARGETS, LEAST_TARGET)
    return found


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the present state, WCAG 2.2 AA and best practice."""
    page.wait_for_timeout(100)
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


def scan(page: Page, text: str) -> None:
    """Type as a scanner does, at once, with Enter at the end; check that no key got past it to the box to type in."""
    taken = page.evaluate(
        """(keys) => keys.map((key) => {
          const pressed = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
          return !document.activeElement.dispatchEvent(pressed);
        })""",
        [*text, "Enter"],
    )
    assert all(taken)


def eventually(page: Page, expression: str) -> None:
    """Wait until an expression holds in the page, also across a navigation; its policy forbids `wait_for_function`."""
    for _ in range(150):
        with suppress(Error):
            if page.evaluate(expression):
                return
        page.wait_for_timeout(100)
    raise AssertionError(f"{expression} never held")
