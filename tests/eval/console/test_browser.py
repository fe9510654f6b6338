"""The console in a real browser: live conversations, no barrier on any page, in both themes, on phone and desktop."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.conversations import receipts
from eval.console.page import PREFIX
from eval.console.pages import PAGES
from eval.console.parts import Parts
from eval.console.roles import Role
from eval.console.texts import t
from knowledge.dossiers import demo
from tests.bot.conversations.samples import NUMBER, told
from tests.eval.console.staff import PASSWORD, App, Citizen

pytestmark = pytest.mark.browser

Opened = Callable[..., Page]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LOOKS = ({"scheme": "light", "width": 1280}, {"scheme": "dark", "width": 390})
PATHS = ("/", "/password", *(f"/{page.name}" for page in PAGES), f"/receipts?number={NUMBER}", "/nowhere")


def barriers(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node.get('failureSummary', '')}" for one in found for node in one["nodes"]
    ]


def is_wider_than_the_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.fixture(scope="module", autouse=True)
def something_everywhere(staff: Parts) -> None:
    """Every page has something to show."""
    now = datetime.now(UTC)
    demo.replace(staff.services.sessions, staff.secret, demo.invent(40, 1, now), now)
    receipts.keep(staff.services.sessions, [told()], "1ca5d7c7")


@pytest.fixture
def handed_over(citizen: Citizen, staff: Parts) -> int:
    """A conversation that waits; its number."""
    citizen.say("lam giay khai sinh cho con can gi")
    citizen.asks_for_a_person()
    return staff.hand_overs.queue()[-1].number


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look["scheme"])
def test_no_page_has_a_barrier_or_is_wider_than_the_window(
    open_page: Opened, handed_over: int, desk_url: str, look: dict[str, object]
) -> None:
    page = open_page("/sign-in", **look)
    assert barriers(page) == []
    page = open_page("/", Role.ADMINISTRATOR, **look)
    for path in (*PATHS, f"/live/{handed_over}"):
        page.goto(f"{desk_url}{PREFIX}{path}")
        assert barriers(page) == [], path
        assert not is_wider_than_the_window(page), path


def test_on_a_phone_the_row_of_pages_shows_the_one_that_is_open(open_page: Opened) -> None:
    page = open_page("/audit", Role.ADMINISTRATOR, width=390)
    expect(page.locator(".side__link[aria-current]")).to_be_in_viewport(ratio=1)
    expect(page.locator(".side__link").first).not_to_be_in_viewport()


def test_an_officer_takes_answers_and_gives_back_while_messages_come_by_themselves(
    open_page: Opened, citizen: Citizen, handed_over: int, staff: Parts
) -> None:
    page = open_page("/live", Role.OFFICER)
    page.get_by_role("link", name=t("live.one", number=handed_over)).click()
    expect(page.get_by_text("lam giay khai sinh cho con can gi")).to_be_visible()
    citizen.say("sanh o nha thi sao, so tui 0912345678")
    expect(page.locator(".exchange--citizen").last).to_contain_text("sanh o nha thi sao, so tui ••••")
    page.get_by_role("button", name=t("live.take")).click()
    expect(page.get_by_role("status").first).to_have_text(t("live.done_taken"))
    page.get_by_label(t("live.words")).fill("Dạ chị mang theo căn cước nhé.\nVà giấy chứng sinh.")
    page.get_by_role("button", name=t("live.say"), exact=True).click()
    expect(page.locator(".exchange--officer")).to_contain_text("Dạ chị mang theo căn cước nhé.")
    assert barriers(page) == []
    page.get_by_label(t("live.words")).fill("đang viết dở")
    citizen.say("dạ cám ơn cán bộ")
    expect(page.locator(".exchange--citizen").last).to_contain_text("dạ cám ơn cán bộ")
    expect(page.get_by_label(t("live.words"))).to_have_value("đang viết dở")
    page.get_by_role("button", name=t("live.release"), exact=True).click()
    expect(page).to_have_url(re.compile(r"/staff/live\?"))
    assert citizen.since()[-1]["handed_over"] == ""
    said = [
        message["text"]
        for turn in citizen.since()
        for message in turn["messages"]
        if message.get("author") == "officer"
    ]
    assert said == ["Dạ chị mang theo căn cước nhé.\nVà giấy chứng sinh."]


def test_two_officers_cannot_take_the_same_one(open_page: Opened, handed_over: int) -> None:
    first, second = open_page(f"/live/{handed_over}", Role.OFFICER), open_page(f"/live/{handed_over}", Role.EDITOR)
    first.get_by_role("button", name=t("live.take")).click()
    expect(first.get_by_label(t("live.words"))).to_be_visible()
    expect(second.locator("[data-changed]")).to_be_visible()
    second.get_by_role("button", name=t("live.take")).click()
    expect(second.get_by_role("alert")).to_have_text(t("live.not_yours"))
    expect(second.get_by_text(t("live.others", name="Chị Officer"))).to_be_visible()
    expect(second.get_by_label(t("live.words"))).to_have_count(0)


def test_the_queue_grows_by_itself_and_keeps_the_focus(open_page: Opened, handed_over: int, citizen: Citizen) -> None:
    page = open_page("/live", Role.OFFICER)
    link = page.get_by_role("link", name=t("live.one", number=handed_over), exact=True)
    link.focus()
    other = Citizen(citizen.http)
    other.say("đăng ký tạm trú cần gì")
    other.asks_for_a_person()
    expect(page.get_by_role("link", name=t("live.one", number=handed_over + 1), exact=True)).to_be_visible()
    expect(link).to_be_focused()
    expect(page.locator("[data-queue-told]")).to_contain_text("đang chờ")


def test_an_erased_conversation_is_said_to_be_gone(open_page: Opened, citizen: Citizen, handed_over: int) -> None:
    page = open_page(f"/live/{handed_over}", Role.OFFICER)
    citizen.http.delete(f"/api/v1/chat/{citizen.conversation_id}", headers={"X-Conversation-Secret": citizen.secret})
    expect(page.locator("[data-changed]")).to_be_visible()
    page.reload()
    expect(page.get_by_text(t("live.gone"))).to_be_visible()


def test_who_is_signed_out_elsewhere_is_led_to_the_door_by_the_page_itself(open_page: Opened, staff: Parts) -> None:
    staff.accounts.add("binh", "Anh Bình", Role.OFFICER, PASSWORD, must_change=False)
    page = open_page("/live", "binh")
    staff.staff_sessions.end_all("binh")
    expect(page.get_by_label(t("sign_in.password"))).to_be_visible()


def test_everything_works_without_script_and_by_keyboard(open_page: Opened, desk_url: str, handed_over: int) -> None:
    page = open_page("/live", script=False)
    page.get_by_label(t("sign_in.name")).fill("Officer ")
    page.get_by_label(t("sign_in.password")).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{desk_url}{PREFIX}/live")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=t("frame.skip"))).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.goto(f"{desk_url}{PREFIX}/live/{handed_over}")
    page.get_by_role("button", name=t("live.take")).press("Enter")
    page.get_by_label(t("live.words")).fill("Chào anh chị.")
    page.get_by_role("button", name=t("live.say"), exact=True).press("Enter")
    expect(page.locator(".exchange--officer")).to_contain_text("Chào anh chị.")
    page.get_by_role("button", name=t("frame.sign_out")).press("Enter")
    expect(page.get_by_label(t("sign_in.password"))).to_be_visible()
    page.goto(f"{desk_url}{PREFIX}/live")
    expect(page.get_by_label(t("sign_in.password"))).to_be_visible()


def test_a_new_officer_changes_the_password_that_was_given_before_anything_else(
    open_page: Opened, desk_url: str
) -> None:
    page = open_page("/accounts", Role.ADMINISTRATOR)
    page.get_by_label(t("accounts.name"), exact=True).fill("hoa.tran")
    page.get_by_label(t("accounts.full_name"), exact=True).fill("Trần Thị Hoa")
    page.get_by_role("button", name=t("accounts.add"), exact=True).click()
    given = page.locator(".secret").inner_text()
    assert barriers(page) == []
    page.reload()
    hers = open_page("/sign-in")
    hers.get_by_label(t("sign_in.name")).fill("hoa.tran")
    hers.get_by_label(t("sign_in.password")).fill(given)
    hers.get_by_role("button", name=t("sign_in.enter")).click()
    expect(hers.get_by_text(t("password.must"))).to_be_visible()
    hers.goto(f"{desk_url}{PREFIX}/live")
    expect(hers.get_by_text(t("password.must"))).to_be_visible()
    hers.get_by_label(t("password.present")).fill(given)
    hers.get_by_label(t("password.new"), exact=True).fill(PASSWORD)
    hers.get_by_label(t("password.again")).fill(PASSWORD)
    hers.get_by_role("button", name=t("password.change")).click()
    expect(hers.get_by_text(t("password.done_changed"))).to_be_visible()
    expect(hers.get_by_role("navigation", name=t("frame.navigation"))).not_to_contain_text(t("accounts.title"))


def test_a_channel_is_switched_off_for_citizens_and_on_again(open_page: Opened, citizen: Citizen, staff: Parts) -> None:
    page = open_page("/switches", Role.ADMINISTRATOR)
    page.get_by_label(t("switches.what"), exact=True).select_option("zalo")
    page.get_by_label(t("switches.message"), exact=True).fill("Zalo nghỉ bảo trì tới chiều.")
    page.get_by_label(t("switches.reason")).fill("thử")
    page.get_by_label(t("switches.until_field")).fill("2099-01-01T08:00")
    page.get_by_role("button", name=t("switches.switch_off"), exact=True).click()
    expect(page.get_by_text(t("switches.done_off"))).to_be_visible()
    expect(page.get_by_text("01/01/2099 08:00")).to_be_visible()
    assert barriers(page) == []
    assert [switch.channel for switch in staff.switches.all()] == ["zalo"]
    page.get_by_role("button", name=t("switches.on")).click()
    expect(page.get_by_text(t("switches.none"))).to_be_visible()


def test_a_second_factor_is_set_up_by_keyboard_and_asked_for_at_the_door(
    open_page: Opened, desk_url: str, staff: Parts
) -> None:
    staff.accounts.add("yen", "Chị Yến", Role.EDITOR, PASSWORD, must_change=False)
    page = open_page("/second-factor", "yen")
    expect(page.get_by_role("img", name=t("second_factor.qr"))).to_be_visible()
    assert barriers(page) == []
    page.get_by_text(t("second_factor.by_hand"), exact=True).press("Enter")
    app = App.typed("yen", page.locator(".secret").inner_text())
    assert barriers(page) == []
    page.get_by_label(t("second_factor.password")).fill(PASSWORD)
    page.get_by_label(t("second_factor.code"), exact=True).fill(app.code())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(t("second_factor.codes_title"))
    recovery = page.locator(".secret").all_inner_texts()
    assert len(recovery) == 10
    assert barriers(page) == []
    expect(page.get_by_role("button", name=t("second_factor.print"))).to_be_visible()
    page.goto(f"{desk_url}{PREFIX}/second-factor")
    assert barriers(page) == []
    again = open_page("/live", scheme="dark", width=390)
    again.get_by_label(t("sign_in.name")).fill("yen")
    again.get_by_label(t("sign_in.password")).fill(PASSWORD)
    again.keyboard.press("Enter")
    expect(again.get_by_label(t("second_factor.code"), exact=True)).to_be_focused()
    assert barriers(again) == []
    assert not is_wider_than_the_window(again)
    again.get_by_text(t("second_factor.lost")).press("Enter")
    again.get_by_label(t("second_factor.recovery")).fill(recovery[0])
    again.keyboard.press("Enter")
    expect(again.get_by_text(t("second_factor.left", count=9))).to_be_visible()
    assert barriers(again) == []


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look["scheme"])
def test_the_second_factors_page_has_no_barrier(open_page: Opened, look: dict[str, object]) -> None:
    page = open_page("/second-factor", Role.EDITOR, **look)
    assert barriers(page) == []
    assert not is_wider_than_the_window(page)
