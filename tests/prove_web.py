"""Measures the chat page in a real browser: `python -m tests.prove_web`; writes docs/results/web.md, .json and pictures.

Not part of the tests: times depend on the machine. First load, time until the page can be used on throttled networks
with a processor four times slower, the time from a tap to what it shows, and what axe-core finds in every state.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from bot.training import model
from knowledge.settings import ROOT, Settings
from retriever import release
from tests.catalogue import TEST_VAR
from tests.channels.web.states import STATES
from tests.channels.web.talking import BIRTH_QUESTION, ask, open_choices, reach_checklist, send
from tests.conftest import CHROMIUM, CHROMIUM_FLAGS, running

RESULTS = ROOT / "docs/results"
IMAGES = ROOT / "docs/images"
SLOWER = 4
RUNS = 3
KBIT = 1024 / 8
NETWORKS = {
    "no limit": None,
    "fast 3G": {"latency": 562.5, "downloadThroughput": 1474 * KBIT, "uploadThroughput": 675 * KBIT},
    "slow 3G": {"latency": 2000, "downloadThroughput": 400 * KBIT, "uploadThroughput": 400 * KBIT},
}
"""As Chromium's developer tools name and set them; latency in ms, throughput in bytes a second."""
VIEWS = {
    "phone, light": {"viewport": {"width": 390, "height": 800}, "color_scheme": "light"},
    "320 px, dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "1280 px, high contrast": {"viewport": {"width": 1280, "height": 900}, "contrast": "more"},
}
"""The tests look at 400 % zoom, and at the colours of the rest."""
PICTURES = {
    "web-welcome": ("welcome", "phone, light"),
    "web-checklist": ("checklist-ticked", "phone, light"),
    "web-dossier": ("dossier", "phone, light"),
    "web-offline": ("offline", "phone, light"),
    "web-share": ("share-dialog", "phone, light"),
    "web-narrow": ("choices", "320 px, dark"),
    "web-contrast": ("procedure", "1280 px, high contrast"),
}
READY = "#welcome:not([hidden]) button"
PAINTS = """new Promise((resolve) => {
  let largest = null;
  const watch = new PerformanceObserver((list) => (largest = list.getEntries().at(-1).startTime));
  watch.observe({ type: 'largest-contentful-paint', buffered: true });
  const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  setTimeout(() => resolve({ first, largest: largest ?? first }), 500);
})"""
SHIFT = """new Promise((resolve) => {
  let sum = 0;
  const watch = new PerformanceObserver((list) => list.getEntries().forEach((one) => (sum += one.value)));
  watch.observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 100);
})"""
TAP = """(id) => new Promise((resolve) => {
  const started = performance.now();
  document.querySelector(`[data-testid="${id}"]`).click();
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
})"""


def main() -> int:
    """Measure everything against a server of its own, or the one that PROVE_URL names; write the results."""
    with server() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        told = {
            "browser": browser.version,
            "loads": {name: load(browser, url, name) for name in NETWORKS},
            "interactions_ms": interactions(browser, url),
            "axe": {view: violations(browser, url, view) for view in VIEWS},
        }
        browser.close()
    (RESULTS / "web.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (RESULTS / "web.md").write_text(markdown(told), encoding="utf-8")
    print(markdown(told))
    return 1 if any(count for states in told["axe"].values() for count in states.values()) else 0


@contextmanager
def server() -> Iterator[str]:
    """Start the application on the guides alone, in a folder of its own; release and model are those of the tests."""
    if url := os.environ.get("PROVE_URL"):
        yield url
        return
    made = Settings(var=TEST_VAR / "guides")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(var=Path(folder))
        current = release.current(made.releases)
        for name, target in (("releases", current), ("rasa", model(made))):
            (settings.var / name).mkdir()
            (settings.var / name / target.name).symlink_to(target)
        (settings.releases / "current").write_text(current.name)
        for started in running(settings):
            yield started.url


def load(browser: Browser, url: str, network: str) -> dict[str, float]:
    """Load the page with nothing kept before; medians of times in ms, bytes and requests."""
    seen = [_loaded(browser, url, NETWORKS[network]) for _ in range(RUNS)]
    return {name: round(median(one[name] for one in seen), 3) for name in seen[0]}


def _loaded(browser: Browser, url: str, network: dict[str, float] | None) -> dict[str, float]:
    page = browser.new_page(viewport={"width": 390, "height": 800}, locale="vi-VN")
    received: list[float] = []
    control = throttled(page, network)
    control.on("Network.loadingFinished", lambda told: received.append(told["encodedDataLength"]))
    page.goto(url, wait_until="commit", timeout=120_000)
    page.locator(READY).first.wait_for(timeout=120_000)
    usable = page.evaluate("performance.now()")
    page.wait_for_load_state("networkidle")
    paints, shift = page.evaluate(PAINTS), page.evaluate(SHIFT)
    page.close()
    return {
        "first_paint_ms": paints["first"],
        "largest_paint_ms": paints["largest"],
        "usable_ms": usable,
        "layout_shift": shift,
        "bytes": sum(received),
        "requests": len(received),
    }


def throttled(page: Page, network: dict[str, float] | None) -> Any:
    """Slow the processor down, and the network where limits are given; return the control."""
    control = page.context.new_cdp_session(page)
    control.send("Network.enable")
    control.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    if network:
        control.send("Network.emulateNetworkConditions", {"offline": False, **network})
    return control


def interactions(browser: Browser, url: str) -> dict[str, float]:
    """Return medians in ms, on the slow processor: from a tap to the next frame, and from sending to the answer."""
    page = browser.new_page(viewport={"width": 390, "height": 800}, locale="vi-VN")
    page.goto(url)
    page.locator(READY).first.wait_for()
    throttled(page, None)
    answers = []
    for _ in range(RUNS):
        page.evaluate("window.asked = performance.now()")
        ask(page, BIRTH_QUESTION)
        answers.append(page.evaluate("performance.now() - window.asked"))
    reach_checklist(page)
    ticks = [page.evaluate(TAP, "tick") for _ in range(RUNS)]
    sizes = [page.evaluate(TAP, "text-size") for _ in range(RUNS)]
    assert not open_choices(page).count()
    send(page, BIRTH_QUESTION)
    page.close()
    told = {"question to answer": answers, "tick of a paper": ticks, "text size": sizes}
    return {name: round(median(times), 1) for name, times in told.items()}


def violations(browser: Browser, url: str, view: str) -> dict[str, int]:
    """Return how many rules of axe-core each state breaks; take the pictures that are kept on the way."""
    counts = {}
    for name, bring in STATES.items():
        context = browser.new_context(**VIEWS[view], locale="vi-VN", reduced_motion="reduce")
        page = context.new_page()
        page.goto(url)
        page.locator(READY).first.wait_for()
        bring(page)
        counts[name] = len(Axe().run(page).response["violations"])
        for picture, place in PICTURES.items():
            if place == (name, view):
                page.screenshot(path=IMAGES / f"{picture}.png")
        context.close()
    return counts


def markdown(told: dict[str, Any]) -> str:
    """Return the results as tables."""
    names = list(told["loads"]["no limit"])
    loads = [[network, *(f"{figures[name]:g}" for name in names)] for network, figures in told["loads"].items()]
    states = [[name, *(str(told["axe"][view][name]) for view in VIEWS)] for name in STATES]
    return (
        "\n\n".join(
            [
                "# The chat page, measured",
                f"Made by `tests/prove_web.py` with Chromium {told['browser']}, a processor slowed down {SLOWER} times, "
                "the application on the same machine. Times are medians; they depend on the machine and on what else runs there.",
                "## First load\n\n" + table(["network", *names], loads),
                "`usable_ms`: until the first button can be tapped. `bytes`: what came over the wire, headers included.",
                "## Interactions\n\n"
                + table(["what", "ms"], [[k, f"{v:g}"] for k, v in told["interactions_ms"].items()]),
                "A tick and the text size: from the tap to the next frame. The answer: from sending to the answer shown.",
                "## axe-core: broken rules by state and view\n\n" + table(["state", *VIEWS], states),
            ]
        )
        + "\n"
    )


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


if __name__ == "__main__":
    sys.exit(main())
