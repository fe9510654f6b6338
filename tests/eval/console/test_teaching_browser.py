"""Trying, judging and proposing in a real browser: the path of an officer and two editors, without script too."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from eval.console.page import PREFIX
from eval.console.parts import Parts
from eval.console.proposals.approved import approved_phrasings
from eval.console.proposals.frozen import stands_in_a_test
from eval.console.proposals.guides import guide_file, patch
from eval.console.proposals.phrasings import known
from eval.console.proposals.proposals import Proposal, of_guide
from eval.console.roles import Role
from eval.console.texts import t
from eval.console.trials.shown import FACES
from tests.eval.console.test_browser import LOOKS, barriers, is_wider_than_the_window

pytestmark = pytest.mark.browser

Opened = Callable[..., Page]
BIRTH = "1.001193"
ASKED = "lam giay khai sinh cho con can gi"
OURS = "hàng xóm tui mới có cháu ngoại, giờ chạy đi lo tờ giấy đầu đời cho nó"


@pytest.fixture(scope="module", autouse=True)
def read_before() -> None:
    """What a proposal is compared with is read once in the life of the application."""
    assert not stands_in_a_test(OURS)
    assert known({BIRTH}, {}).meant


def tried(page: Page, said: str = ASKED) -> str:
    """Type a conversation and try it; return the address of its page."""
    page.get_by_label(t("try.say")).fill(said)
    page.get_by_role("button", name=t("try.start"), exact=True).click()
    expect(page.get_by_role("status")).to_have_text(t("try.done_taken"))
    return page.url.partition("?")[0]


def test_an_officer_tries_judges_and_an_editor_teaches_it_after_another_has_looked(
    open_page: Opened, staff: Parts, desk_url: str
) -> None:
    page = open_page("/try", Role.OFFICER, script=False)
    tried(page, OURS)
    page.get_by_text(t("judgements.judge")).click()
    page.get_by_role("radio", name=re.compile(f"^{t('judgements.verdict_wrong')}")).check()
    page.get_by_label(t("judgements.procedure")).fill("dang ky khai sinh")
    page.get_by_role("button", name=t("judgements.give")).click()
    expect(page.get_by_role("heading", name=t("judgements.which"))).to_be_visible()
    assert barriers_none(page)
    page.get_by_label(BIRTH).check()
    page.get_by_role("button", name=t("judgements.which_this")).click()
    expect(page.get_by_role("status")).to_have_text(t("judgements.done_given"))
    number = staff.judgements.all()[-1].number

    editors = open_page(f"/judgements/{number}", Role.EDITOR)
    editors.get_by_role("link", name=t("judgements.propose_phrasing")).click()
    expect(editors.get_by_label(t("proposals.text"))).to_have_value(OURS)
    expect(editors.get_by_label(t("proposals.procedure"))).to_have_value(BIRTH)
    assert barriers(editors) == []
    editors.get_by_role("button", name=t("proposals.propose"), exact=True).click()
    expect(editors.get_by_text(t("proposals.four_eyes"))).to_be_visible()
    assert barriers(editors) == []

    others = open_page("/proposals", Role.ADMINISTRATOR)
    others.goto(editors.url.partition("?")[0])
    others.get_by_role("button", name=t("proposals.approve"), exact=True).click()
    expect(others.get_by_role("status")).to_have_text(t("proposals.done_approved"))
    assert OURS in approved_phrasings(staff.services.sessions)[BIRTH]["general"]
    others.get_by_label(t("proposals.reason")).fill("chỉ là phép thử")
    others.get_by_role("button", name=t("proposals.withdraw"), exact=True).click()
    expect(others.get_by_role("status")).to_have_text(t("proposals.done_withdrawn"))
    assert approved_phrasings(staff.services.sessions) == {}


def barriers_none(page: Page) -> bool:
    """Without script axe cannot run in the page; what it would find is found by the other tests."""
    return page.locator("h1").count() == 1


def test_a_conversation_goes_on_by_words_and_taps_without_script(open_page: Opened) -> None:
    page = open_page("/try", Role.OFFICER, script=False)
    tried(page)
    page.locator(".offered button").first.press("Enter")
    expect(page.locator(".exchange--citizen")).to_have_count(2)
    page.get_by_label(t("try.say")).fill("phí bao nhiêu")
    page.get_by_role("button", name=t("try.send"), exact=True).press("Enter")
    expect(page.locator(".exchange--citizen")).to_have_count(3)
    expect(page.get_by_text(t("aspects.fee"), exact=True)).to_be_visible()


def test_the_web_page_draws_the_reply_itself_and_its_buttons_tap(open_page: Opened) -> None:
    page = open_page("/try", Role.OFFICER)
    tried(page)
    offered = page.locator(".face--web").get_by_test_id("choice")
    expect(offered.first).to_be_enabled()
    offered.first.click()
    expect(page.locator(".exchange--citizen")).to_have_count(2)
    expect(page.locator(".face--web").first.get_by_test_id("choice").first).to_be_disabled()
    expect(page.locator(".face--web").last.get_by_test_id("choice").first).to_be_enabled()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look["scheme"])
def test_no_face_of_a_trial_has_a_barrier_or_is_wider_than_the_window(
    open_page: Opened, look: dict[str, object]
) -> None:
    page = open_page("/try", Role.OFFICER, **look)
    address = tried(page, f"{ASKED}\nĐến quầy một cửa\nphí bao nhiêu\nxin chào")
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert barriers(page) == []
    for face in FACES:
        page.goto(f"{address}?as={face}")
        expect(page.locator(f".face--{face}").first).to_be_visible()
        assert barriers(page) == [], face
        assert not is_wider_than_the_window(page), face


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look["scheme"])
def test_no_page_of_proposals_has_a_barrier_or_is_wider_than_the_window(
    open_page: Opened, staff: Parts, desk_url: str, look: dict[str, object]
) -> None:
    path = guide_file(BIRTH)
    change = patch(path, path.read_text("utf-8").replace("plain_name: ", "plain_name: Mới ", 1))
    numbers = [
        staff.proposals.propose(of_guide(BIRTH, change, "tên dễ hiểu hơn", "editor", None)),
        staff.proposals.propose(Proposal("phrasing", BIRTH, "general", OURS, "", "editor")),
    ]
    page = open_page("/proposals", Role.ADMINISTRATOR, **look)
    for where in ("/proposals", "/proposals/new", f"/proposals/guide?procedure={BIRTH}", *map(_address, numbers)):
        page.goto(f"{desk_url}{PREFIX}{where}")
        assert barriers(page) == [], where
        assert not is_wider_than_the_window(page), where


def _address(number: int) -> str:
    return f"/proposals/{number}"


def test_an_editor_sees_the_patch_of_a_guide_before_and_after_it_is_proposed(open_page: Opened) -> None:
    page = open_page(f"/proposals/guide?procedure={BIRTH}", Role.EDITOR)
    box = page.get_by_label(t("proposals.written"))
    written = box.input_value()
    assert written == guide_file(BIRTH).read_text("utf-8")
    box.fill(written.replace("plain_name: ", "plane_name: ", 1))
    page.get_by_role("button", name=t("proposals.propose"), exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("plain_name")
    page.get_by_label(t("proposals.written")).fill(written.replace("plain_name: ", "plain_name: Mới ", 1))
    page.get_by_role("button", name=t("proposals.propose"), exact=True).click()
    expect(page.locator(".diff__line--added").last).to_contain_text("+plain_name: Mới ")
    with page.expect_download() as downloading:
        page.get_by_role("link", name=t("proposals.download")).click()
    assert downloading.value.suggested_filename.endswith(".patch")
