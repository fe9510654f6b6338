"""The page: one file that needs nothing else; for everybody, on a phone and in the dark."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from eval.comparing import compare
from eval.report import comparison
from eval.report.page import page, policy
from tests.eval.conftest import SMALL, Resulted, replied

PHONE, DESK = 360, 1200


@pytest.fixture
def pages(resulted: Resulted, small: dict[str, Any], tmp_path: Path) -> dict[str, str]:
    """A report and a comparison as files."""
    second = resulted([(asked, replied("answer", "1")) for asked, _ in SMALL], release="def")
    texts = {"report": page(small), "comparison": comparison.page(compare(small, second))}
    for name, text in texts.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: (tmp_path / f"{name}.html").as_uri() for name in texts}


def test_a_page_needs_nothing_from_elsewhere_and_runs_no_script(small: dict[str, Any]) -> None:
    text = page(small)
    assert not re.search(r"<script|<link|<img|@import|url\(|https?://", text)
    assert "prefers-color-scheme: dark" in text


def test_every_part_is_linked_to(small: dict[str, Any]) -> None:
    text = page(small)
    targets = re.findall(r'href="#([^"]+)"', text)
    assert targets
    assert [target for target in targets if f'id="{target}"' not in text] == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_it_is_for_everybody(browser: Browser, pages: dict[str, str], scheme: Any, width: int) -> None:
    shown = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for name, address in pages.items():
        shown.goto(address)
        shown.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
        assert [found["id"] for found in Axe().run(shown).response["violations"]] == [], name
        assert shown.evaluate("document.documentElement.scrollWidth") <= width, name
    shown.close()


@pytest.mark.browser
def test_its_own_policy_lets_its_style_and_nothing_else(browser: Browser, pages: dict[str, str]) -> None:
    shown = browser.new_page()
    text = Path(pages["report"].removeprefix("file://")).read_text("utf-8")
    headers = {"Content-Security-Policy": policy(), "Content-Type": "text/html; charset=utf-8"}
    shown.route("**/report", lambda route: route.fulfill(body=text, headers=headers))
    blocked: list[str] = []
    shown.on("console", lambda message: blocked.append(message.text))
    shown.goto("http://127.0.0.1:1/report")
    assert shown.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"
    assert blocked == []
    shown.close()
