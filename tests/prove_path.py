"""Proves a new officer's path in a real browser: `python -m tests.prove_path`, part of `make prove`.

From the first sign-in through the tour to a question that is answered wrongly, judged, taught by four eyes, learned,
and answered rightly in a conversation that goes on meanwhile; before that, a lesson that breaks a rule of the gate is
refused. It runs a copy of the program with the guides alone, Rasa, and a city's own questions and rules. What was
seen goes into docs/results/path.json, a picture of each step into docs/images.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from eval.console.page import PREFIX
from eval.console.roles import Role
from eval.console.texts import t
from knowledge.settings import ROOT
from tests.channels.web.talking import ask
from tests.conftest import CHROMIUM, CHROMIUM_FLAGS
from tests.eval.console.staff import PASSWORD
from tests.eval.learning.installed import BIRTH, WITH_RECOGNITION, Installed, installed

OUT, IMAGES = ROOT / "docs" / "results" / "path.json", ROOT / "docs" / "images"
ASKED = "bà xã mới nằm ổ xong, tui ra phường lo giấy cho thằng cu"
FOLDED = "ba xa moi nam o xong, tui ra phuong lo giay cho thang cu"
SLIPS = ("mới lọt lòng thì chạy giấy gì cho con nít", "con nhỏ mới lọt lòng chạy giấy gì")
"""Taught for the look-alike by mistake, they draw one of the city's own questions away from its procedure."""
ADMINISTRATOR, EDITOR, SECOND_EDITOR, OFFICER = "quan-tri", "bien-soan", "bien-soan-hai", "can-bo"
OWN_PASSWORD = "mười hai con giáp"
_LESSON_S, _PATIENCE_S = 1800, 60
_LARGEST = 120_000
"""Bytes of a picture."""


def main() -> int:
    """Go the path; return the exit status: 0 all as promised."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove_path", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT, metavar="FILE", help="where what was seen goes")
    parser.add_argument("--images", type=Path, default=IMAGES, metavar="FOLDER", help="where the pictures go")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="motcua-path-") as folder:
        made = installed(Path(folder))
        for name, role in ((ADMINISTRATOR, Role.ADMINISTRATOR), (EDITOR, Role.EDITOR), (SECOND_EDITOR, Role.EDITOR)):
            made.add_staff(name, role, PASSWORD)
        with made.served() as url, _browser() as browser:
            told = Walk(made, url, browser, options.images).walked()
    options.out.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"all as promised; see {options.out}")
    return 0


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=1000 * _PATIENCE_S)
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield opened
        opened.close()


@dataclass
class Walk:
    """The path, step by step; each raises `AssertionError` where a promise is broken. `windows`: by who sits there."""

    made: Installed
    url: str
    browser: Browser
    images: Path
    windows: dict[str, Page] = field(default_factory=dict)
    pictures: int = 0
    conversation: str = ""

    def walked(self) -> dict[str, Any]:
        """Go all of it; return what was seen."""
        first = self.made.release()
        self.officer_arrives()
        before = self.citizen_asks(ASKED)
        self.picture(self.citizen(), "before")
        assert BIRTH not in before["procedures"], before
        self.officer_judges()
        told = {"release": first, "before": _seen(before), "refused": self.lesson_is_refused(first)}
        told["learned"] = self.lesson_is_learned(first)
        after = self.citizen_asks(ASKED)
        self.picture(self.citizen(), "after")
        folded = self.citizen_asks(FOLDED)
        for reply in (after, folded):
            assert reply["procedures"] == [BIRTH], reply
            assert reply["release"] == told["learned"]["release"], reply
        return told | {"after": _seen(after), "after without diacritics": _seen(folded)}

    def officer_arrives(self) -> None:
        """The administrator makes an account; its owner signs in, chooses a password and begins the tour."""
        desk = self.signed_in(ADMINISTRATOR, PASSWORD)
        self.go(desk, "/accounts")
        desk.get_by_label(t("accounts.name"), exact=True).fill(OFFICER)
        desk.get_by_label(t("accounts.full_name")).fill("Cán bộ mới")
        desk.get_by_label(t("accounts.role"), exact=True).select_option(Role.OFFICER)
        desk.get_by_role("button", name=t("accounts.add"), exact=True).click()
        given = desk.locator(".secret").inner_text()
        page = self.signed_in(OFFICER, given)
        page.get_by_label(t("password.present")).fill(given)
        page.get_by_label(t("password.new"), exact=True).fill(OWN_PASSWORD)
        page.get_by_label(t("password.again")).fill(OWN_PASSWORD)
        page.get_by_role("button", name=t("password.change")).click()
        self.go(page, "/")
        self.picture(page, "welcome")
        page.get_by_role("button", name=t("tour.begin")).click()
        while not page.get_by_text(t("tour.exercise"), exact=True).count():
            page.get_by_role("button", name=t("tour.next"), exact=True).click()
        self.picture(page, "tour")

    def officer_judges(self) -> None:
        """The exercise of the tour, with the citizen's own words: try them, read why, say what is right."""
        page = self.windows[OFFICER]
        page.get_by_label(t("try.say")).fill(ASKED)
        page.get_by_role("button", name=t("try.start"), exact=True).click()
        expect(page.get_by_role("status").first).to_have_text(t("try.done_taken"))
        expect(page.locator(".face--web").get_by_test_id("choice").first).to_be_visible()
        self.picture(page, "tried", at=".exchange--citizen")
        page.locator(".judging summary").click()
        page.get_by_role("radio", name=re.compile(f"^{t('judgements.verdict_wrong')}")).check()
        page.get_by_label(t("judgements.procedure")).fill(BIRTH)
        self.picture(page, "judged", at=".judging")
        page.get_by_role("button", name=t("judgements.give")).click()
        expect(page.get_by_role("status").first).to_have_text(t("judgements.done_given"))

    def lesson_is_refused(self, first: str) -> dict[str, Any]:
        """A rule broken on purpose: phrasings of the look-alike are approved, measured, refused, and withdrawn."""
        proposals = [self.proposed(text, WITH_RECOGNITION) for text in SLIPS]
        for path in proposals:
            self.settled(path, "approve")
        started = time.monotonic()
        page = self.lesson()
        expect(page.get_by_text(t("runs.why_gate"))).to_be_visible()
        broken = page.locator(".note--bad").first.inner_text()
        assert t("runs.rule_broken") in broken
        self.picture(page, "refused")
        assert self.made.release() == first
        for path in proposals:
            self.settled(path, "withdraw", reason="nhầm thủ tục")
        return {"says": broken, "seconds": round(time.monotonic() - started)}

    def lesson_is_learned(self, first: str) -> dict[str, Any]:
        """Four eyes teach what the officer found; the citizen goes on talking while it is learned and switched."""
        page = self.signed_in(EDITOR, PASSWORD)
        self.go(page, "/judgements")
        page.get_by_role("link", name=ASKED).click()
        page.get_by_role("link", name=t("judgements.propose_phrasing")).click()
        page.get_by_role("button", name=t("proposals.propose"), exact=True).click()
        expect(page.get_by_text(t("proposals.four_eyes"))).to_be_visible()
        assert page.get_by_role("button", name=t("proposals.approve"), exact=True).count() == 0
        self.picture(page, "proposed")
        self.settled(page.url.partition("?")[0].partition(PREFIX)[2], "approve", picture="approved")
        started = time.monotonic()
        page = self.lesson(picture="learning")
        expect(page.locator(".note--good").first).to_be_visible()
        self.picture(page, "learned")
        learned = self.made.awaited(self.url, lambda name: name != first, _PATIENCE_S)
        return {"release": learned, "seconds": round(time.monotonic() - started)}

    def proposed(self, text: str, code: str) -> str:
        """Propose a phrasing as the first editor; return the address of the proposal below the console."""
        page = self.signed_in(EDITOR, PASSWORD)
        self.go(page, "/proposals/new")
        page.get_by_label(t("proposals.text")).fill(text)
        page.get_by_label(t("proposals.procedure")).fill(code)
        page.get_by_role("button", name=t("proposals.propose"), exact=True).click()
        expect(page.get_by_role("status").first).to_have_text(t("proposals.done_proposed"))
        return page.url.partition("?")[0].partition(PREFIX)[2]

    def settled(self, path: str, deed: str, *, reason: str = "", picture: str = "") -> None:
        """Approve or withdraw a proposal as the second editor."""
        page = self.signed_in(SECOND_EDITOR, PASSWORD)
        self.go(page, path)
        if reason:
            page.get_by_label(t("proposals.reason")).fill(reason)
        page.get_by_role("button", name=t(f"proposals.{deed}"), exact=True).click()
        done = {"approve": "approved", "withdraw": "withdrawn"}[deed]
        expect(page.get_by_role("status").first).to_have_text(t(f"proposals.done_{done}"))
        if picture:
            self.picture(page, picture)

    def lesson(self, picture: str = "") -> Page:
        """Start learning with the button, while the citizen goes on talking; return the page of the run as it ended."""
        page, before = self.signed_in(EDITOR, PASSWORD), self.made.release()
        self.go(page, "/runs")
        page.get_by_role("button", name=t("runs.learn"), exact=True).click()
        expect(page.locator("[data-running] progress")).to_be_visible()
        expect(page.locator("[data-running]").get_by_text(t("runs.step_build"))).to_be_visible(timeout=1000 * _LESSON_S)
        if picture:
            self.picture(page, picture)
        meanwhile = self.citizen_asks("xin chào")
        assert meanwhile["release"] == before, "a turn was taken with a release that is not in use yet"
        run = page.locator("[data-running] a").get_attribute("href") or ""
        expect(page.locator("[data-running='']")).to_be_visible(timeout=1000 * _LESSON_S)
        page.goto(f"{self.url}{run}")
        return page

    def citizen(self) -> Page:
        """Return the window of one citizen at a phone: one conversation from beginning to end."""
        if "" not in self.windows:
            page = self.browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN").new_page()
            page.goto(self.url)
            self.windows[""] = page
        return self.windows[""]

    def citizen_asks(self, text: str) -> dict[str, Any]:
        """Say something in the citizen's conversation; return the reply that it got, with the release that gave it."""
        page = self.citizen()
        if not self.conversation:
            with page.expect_response(re.compile("/api/v1/chat$")) as got:
                ask(page, text)
            self.conversation = got.value.json()["conversation_id"]
        else:
            ask(page, text)
        replies: list[dict[str, Any]] = page.request.get(f"{self.url}/api/v1/chat/{self.conversation}/messages").json()
        return replies[-1]

    def signed_in(self, name: str, password: str) -> Page:
        """Return the window of a member of staff, signed in by the form the first time."""
        if name not in self.windows:
            page = self.browser.new_context(viewport={"width": 1100, "height": 700}, locale="vi-VN").new_page()
            self.windows[name] = page
            self.go(page, "/sign-in")
            page.get_by_label(t("sign_in.name")).fill(name)
            page.get_by_label(t("sign_in.password")).fill(password)
            page.get_by_role("button", name=t("sign_in.enter")).click()
        return self.windows[name]

    def go(self, page: Page, path: str) -> None:
        """Open a page of the console."""
        page.goto(f"{self.url}{PREFIX}{path}")

    def picture(self, page: Page, name: str, at: str = "") -> None:
        """Keep what the window shows, from the part `at` on where it is named."""
        self.pictures += 1
        file = self.images / f"path-{self.pictures:02}-{name}.png"
        if at:
            page.wait_for_load_state("networkidle")
            page.locator(at).first.evaluate("part => part.scrollIntoView({block: 'start', behavior: 'instant'})")
        page.screenshot(path=file, animations="disabled")
        assert file.stat().st_size < _LARGEST, f"{file.name} is too large for the documentation"


def _seen(reply: dict[str, Any]) -> dict[str, Any]:
    return {name: reply[name] for name in ("decision", "procedures", "release")}


if __name__ == "__main__":
    sys.exit(main())
