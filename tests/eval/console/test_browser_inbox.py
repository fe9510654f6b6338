"""The inbox, coverage and the tour in a real browser, by keyboard and without script where that is all there is."""

import re

import pytest
from playwright.sync_api import expect

from bot.conversations import receipts
from eval.console.asked_papers import AskedPaper
from eval.console.inbox.mishaps import mishaps
from eval.console.page import PREFIX
from eval.console.parts import Parts
from eval.console.roles import Role
from eval.console.texts import t
from eval.console.tour import Tour
from tests.bot.conversations.samples import NUMBER, told
from tests.eval.console.staff import PASSWORD, Citizen
from tests.eval.console.test_browser import LOOKS, Opened, barriers, is_wider_than_the_window

pytestmark = pytest.mark.browser
LOTTERY = "mua vé số kiến thiết loại nào trúng"


@pytest.fixture
def entries(citizen: Citizen, staff: Parts) -> list[str]:
    """A message that was declined, and a paper that a desk asked for."""
    citizen.say(LOTTERY)
    guide = staff.services.library.guides["1.001193"]
    component = next(component for component in guide.components if component.needed_if)
    receipts.keep(staff.services.sessions, [told()], "1ca5d7c7")
    asked = AskedPaper(NUMBER, guide.procedure_code, component.component_code, component.name, "quầy nói", "lan")
    staff.asked_papers.report(asked)
    found = mishaps(staff.services.sessions)
    return [next(one.entry for one in found if one.kind == kind) for kind in ("declined", "asked_paper")]


@pytest.fixture
def newcomer(staff: Parts, request: pytest.FixtureRequest) -> str:
    name = f"be{abs(hash(request.node.nodeid))}"[:20]
    staff.accounts.add(name, "Chị Bé", Role.OFFICER, PASSWORD, must_change=False)
    return name


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look["scheme"])
def test_no_group_and_no_step_of_the_tour_has_a_barrier(
    open_page: Opened, entries: list[str], desk_url: str, staff: Parts, newcomer: str, look: dict[str, object]
) -> None:
    page = open_page("/inbox", Role.EDITOR, **look)
    for path in (*(f"/inbox/{entry}" for entry in entries), "/coverage?state=all", "/tour"):
        page.goto(f"{desk_url}{PREFIX}{path}")
        assert barriers(page) == [], path
        assert not is_wider_than_the_window(page), path
    page = open_page("/", newcomer, **look)
    assert barriers(page) == []
    staff.tours.put(newcomer, Tour("try", "open"))
    page.goto(f"{desk_url}{PREFIX}/try")
    assert barriers(page) == []
    assert not is_wider_than_the_window(page)


def test_an_editor_settles_a_group_and_finds_it_among_the_settled(open_page: Opened, entries: list[str]) -> None:
    page = open_page("/inbox", Role.EDITOR)
    page.get_by_role("link", name=t("inbox.one_title", said=LOTTERY)).click()
    page.get_by_label(t("inbox.verdict_ignored")).check()
    page.get_by_role("button", name=t("inbox.settle_do")).click()
    expect(page.get_by_role("alert")).to_have_text(t("inbox.no_reason"))
    expect(page.get_by_label(t("inbox.verdict_ignored"))).to_be_checked()
    page.get_by_label(t("inbox.reason")).fill("vé số")
    page.get_by_role("button", name=t("inbox.settle_do")).click()
    expect(page.get_by_role("status").first).to_have_text(t("inbox.done_settled"))
    page.get_by_label(t("inbox.state")).select_option("settled")
    page.get_by_role("button", name=t("inbox.show")).click()
    expect(page.get_by_role("link", name=t("inbox.one_title", said=LOTTERY))).to_be_visible()


def test_a_new_officer_is_trained_from_the_first_sign_in_to_a_judgement_without_script_and_by_keyboard(
    open_page: Opened, newcomer: str, staff: Parts
) -> None:
    page = open_page("/sign-in", script=False)
    page.get_by_label(t("sign_in.name")).fill(newcomer)
    page.get_by_label(t("sign_in.password")).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=t("tour.begin")).press("Enter")
    for step in ("start", "live", "receipts"):
        expect(page.get_by_text(t(f"tour.step_{step}"))).to_be_visible()
        page.get_by_role("button", name=t("tour.next"), exact=True).press("Enter")
    page.get_by_role("link", name=t("tour.exercise_fill")).press("Enter")
    expect(page.get_by_label(t("try.say"))).to_have_value(t("tour.exercise_say"))
    page.get_by_role("button", name=t("try.start"), exact=True).press("Enter")
    expect(page.get_by_text(t("tour.exercise_done"))).to_have_count(1)
    expect(page.get_by_text(t("try.candidates")).first).to_be_visible()
    page.locator("summary", has_text=t("judgements.judge")).first.press("Enter")
    page.locator('input[name="verdict"][value="right"]').check()
    page.get_by_role("button", name=t("judgements.give"), exact=True).first.press("Enter")
    expect(page.get_by_text(t("tour.exercise_done"))).to_have_count(2)
    page.get_by_role("button", name=t("tour.next"), exact=True).press("Enter")
    expect(page).to_have_url(re.compile(r"/staff/inbox#tour"))
    page.get_by_role("button", name=t("tour.skip")).press("Enter")
    expect(page.get_by_role("status").first).to_have_text(t("tour.done_skipped"))
    assert staff.tours.of(newcomer) == Tour("inbox", "skipped")
