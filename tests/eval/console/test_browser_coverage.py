"""Coverage in a real browser: an editor says that a guide was checked, on a phone too."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from eval.console.parts import Parts
from eval.console.roles import Role
from eval.console.texts import t
from tests.eval.console.test_browser import LOOKS, barriers, is_wider_than_the_window

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look["scheme"])
def test_an_editor_says_that_a_guide_was_checked_and_lands_on_its_line(
    open_page: Callable[..., Page], staff: Parts, look: dict[str, object]
) -> None:
    page = open_page("/coverage?state=all", Role.EDITOR, **look)
    button = page.get_by_role("button", name=re.compile("^" + re.escape(t("coverage.check_one", name="")))).first
    name = (button.get_attribute("aria-label") or "").removeprefix(t("coverage.check_one", name=""))
    button.click()
    expect(page.get_by_role("status").first).to_have_text(t("coverage.done_checked"))
    line = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name)).first
    expect(line).to_contain_text("Chị Editor")
    expect(line.get_by_role("button")).to_have_count(0)
    assert barriers(page) == []
    assert not is_wider_than_the_window(page)
    assert staff.guide_checks.newest()
