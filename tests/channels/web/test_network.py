"""The page with a bad network: nothing is lost, nothing is taken twice, and two tabs do not fight."""

import json
import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Page, Request, Route, WebSocketRoute, expect

from tests.channels.web.conftest import open_page
from tests.channels.web.talking import (
    BIRTH_QUESTION,
    TEMPORARY_RESIDENCE,
    answered,
    ask,
    connected,
    open_choices,
    reach_checklist,
    send,
)

CHAT = "**/api/v1/chat"


@pytest.fixture(autouse=True)
def fresh(opened: Page, errors: list[str]) -> Iterator[None]:
    """Every test starts on the freshly opened page, and no script may fail in it."""
    yield
    assert errors == []


@pytest.fixture
def posted(page: Page) -> list[dict[str, str]]:
    """What the page sends by POST from now on."""
    bodies: list[dict[str, str]] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/chat"):
            bodies.append(json.loads(request.post_data or "{}"))

    page.on("request", note)
    return bodies


def _lost(route: Route) -> None:
    """Let the server take the turn, and its answer get lost with the cookie in it."""
    route.fetch()
    route.request.frame.page.context.clear_cookies()
    route.abort()


def said(page: Page) -> list[str]:
    return page.locator(".said__text").all_inner_texts()


def test_questions_typed_without_network_are_sent_by_themselves_and_in_order(
    page: Page, posted: list[dict[str, str]]
) -> None:
    page.context.set_offline(True)
    expect(page.get_by_test_id("offline")).not_to_be_empty()
    for text in ("xin chào", BIRTH_QUESTION, "tạm trú phí bao nhiêu"):
        send(page, text)
    expect(page.get_by_test_id("kept")).to_have_count(3)
    page.context.set_offline(False)
    expect(page.get_by_test_id("offline")).to_be_empty()
    answered(page)
    expect(page.get_by_test_id("kept")).to_have_count(0)
    expect(page.locator("[data-testid=turn][data-state=answered]")).to_have_count(3)
    assert said(page) == ["xin chào", BIRTH_QUESTION, "tạm trú phí bao nhiêu"]
    assert len({body["conversation_id"] for body in posted}) == 1
    assert UUID(posted[0]["client_message_id"]).version == 4


def test_a_request_that_broke_is_sent_again_under_the_same_id(page: Page, posted: list[dict[str, str]]) -> None:
    page.route(CHAT, lambda route: route.abort(), times=1)
    send(page, BIRTH_QUESTION)
    answered(page)
    assert len(posted) == 2
    assert posted[0] == posted[1]


def test_a_kept_question_survives_a_reload_and_can_be_edited(page: Page) -> None:
    page.route(CHAT, lambda route: route.abort())
    send(page, "khai sinh")
    expect(page.get_by_test_id("kept")).to_be_visible()
    page.reload()
    expect(page.get_by_test_id("retry")).to_be_visible()
    page.get_by_test_id("edit").click()
    expect(page.get_by_test_id("composer-input")).to_have_value("khai sinh")
    expect(page.get_by_test_id("turn")).to_have_count(0)


def test_a_reload_while_waiting_asks_again_and_gets_the_one_reply(page: Page) -> None:
    held: list[Route] = []
    page.route(CHAT, lambda route: held.append(route))
    send(page, BIRTH_QUESTION)
    expect(page.get_by_test_id("waiting")).to_be_visible()
    page.unroute(CHAT)
    page.reload()
    answered(page)
    expect(page.get_by_test_id("turn")).to_have_count(1)
    assert open_choices(page).count() >= 2


def test_the_servers_own_words_explain_a_refusal(page: Page) -> None:
    page.route(CHAT, lambda route: route.fulfill(status=429, json={"message": "Chờ 30 giây nhé."}))
    send(page, BIRTH_QUESTION)
    expect(page.get_by_test_id("failure")).to_contain_text("Chờ 30 giây nhé.")
    page.unroute(CHAT)
    page.get_by_test_id("retry").click()
    answered(page)


def test_a_first_answer_that_was_lost_with_its_secret_is_had_in_a_new_conversation(
    page: Page, posted: list[dict[str, str]]
) -> None:
    page.route(CHAT, _lost, times=1)
    send(page, BIRTH_QUESTION)
    answered(page)
    assert len(posted) == 3
    assert len({body["conversation_id"] for body in posted}) == 2


def test_a_refused_conversation_goes_on_under_a_new_id(page: Page, posted: list[dict[str, str]]) -> None:
    connected(page)
    page.context.clear_cookies()
    page.evaluate("dispatchEvent(new Event('offline'))")
    send(page, BIRTH_QUESTION)
    expect(page.get_by_test_id("failure")).to_contain_text("bắt đầu cuộc mới")
    page.get_by_test_id("retry").click()
    answered(page)
    assert len({body["conversation_id"] for body in posted}) == 2


def test_after_the_first_answer_turns_go_over_the_socket(page: Page, posted: list[dict[str, str]]) -> None:
    socket = connected(page)
    frames: list[str] = []
    socket.on("framesent", lambda frame: frames.append(str(frame)))
    ask(page, BIRTH_QUESTION)
    assert len(posted) == 1
    assert json.loads(frames[0])["text"] == BIRTH_QUESTION


def test_a_socket_that_breaks_in_a_turn_leaves_the_turn_to_a_request(page: Page, live_url: str) -> None:
    """The proxy before the server swallows the turn and closes; the reply comes by POST, under the same id."""
    swallowed: list[str] = []

    def swallow(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def passed(message: str | bytes) -> None:
            if "follow" in str(message):
                server.send(message)
                return
            swallowed.append(str(message))
            socket.close()

        socket.on_message(passed)

    page.route_web_socket("**/chat/ws", swallow)
    open_page(page, live_url)
    connected(page)
    with page.expect_request(lambda request: request.method == "POST") as sending:
        ask(page, BIRTH_QUESTION)
    assert json.loads(swallowed[0]) == json.loads(sending.value.post_data or "")


def test_a_cut_network_closes_the_socket_and_a_mended_one_opens_it_again(page: Page) -> None:
    socket = connected(page)
    with socket.expect_event("close"):
        page.context.set_offline(True)
    send(page, BIRTH_QUESTION)
    expect(page.get_by_test_id("kept")).to_be_visible()
    with page.expect_websocket():
        page.context.set_offline(False)
    answered(page)
    expect(page.get_by_test_id("turn")).to_have_count(2)


def test_without_sockets_the_page_talks_by_requests(page: Page, live_url: str, posted: list[dict[str, str]]) -> None:
    page.route_web_socket("**/chat/ws", lambda socket: socket.close())
    open_page(page, live_url)
    ask(page, TEMPORARY_RESIDENCE)
    ask(page, BIRTH_QUESTION)
    assert [body["text"] for body in posted] == [TEMPORARY_RESIDENCE, BIRTH_QUESTION]


def test_on_a_slow_network_the_page_says_that_it_is_waiting(page: Page) -> None:
    slow = page.context.new_cdp_session(page)
    conditions = {"offline": False, "latency": 1500, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
    slow.send("Network.enable")
    slow.send("Network.emulateNetworkConditions", conditions)
    send(page, BIRTH_QUESTION)
    expect(page.get_by_test_id("waiting")).to_be_visible()
    expect(page.get_by_test_id("announcement")).to_have_text("")
    answered(page)
    expect(page.get_by_test_id("announcement")).to_contain_text("lựa chọn")


def test_what_is_typed_while_the_page_is_loading_stays_and_cannot_be_sent_into_the_void(page: Page) -> None:
    held: list[Route] = []
    page.route("**/texts.vi.json", lambda route: held.append(route))
    page.reload(wait_until="commit")
    page.get_by_test_id("composer-input").fill(BIRTH_QUESTION)
    expect(page.get_by_test_id("send")).to_be_disabled()
    held[0].continue_()
    page.unroute("**/texts.vi.json")
    page.get_by_test_id("send").click()
    answered(page)
    expect(page.get_by_test_id("user-message")).to_have_text([re.compile(BIRTH_QUESTION)])


def test_two_tabs_show_one_conversation_and_lose_nothing(page: Page, live_url: str) -> None:
    ask(page, TEMPORARY_RESIDENCE)
    other = open_page(page.context.new_page(), live_url, until=answered)
    expect(other.get_by_test_id("turn")).to_have_count(1)
    send(page, "xin chào")
    send(other, "cảm ơn")
    for tab in (page, other):
        expect(tab.locator("[data-testid=turn][data-state=answered]")).to_have_count(3)
    assert sorted(said(page)) == sorted(said(other)) == sorted([TEMPORARY_RESIDENCE, "xin chào", "cảm ơn"])
    page.reload()
    expect(page.locator("[data-testid=turn][data-state=answered]")).to_have_count(3)


def test_an_answer_that_another_tab_wrote_over_is_written_once_more(page: Page) -> None:
    """Two tabs get their answers at once; the second writes before it has seen what the first wrote."""
    found = page.evaluate(
        """async () => {
          const { Conversation } = await import("/static/web/conversation.js");
          let held = null;
          const seen = new Map();
          const store = (tab) => ({
            read: () => JSON.parse(seen.has(tab) ? seen.get(tab) : held),
            write: (_, value) => (held = JSON.stringify(value)),
            remove: () => (held = null),
          });
          const [one, two] = ["one", "two"].map((tab) => new Conversation(store(tab), tab));
          const [mine, yours] = [one.begin({ text: "xin chào" }), two.begin({ text: "cảm ơn" })];
          one.pull();
          seen.set("two", held);
          one.answer(mine, { messages: [], turn_id: "1", handed_over: "" });
          two.answer(yours, { messages: [], turn_id: "2", handed_over: "" });
          seen.delete("two");
          for (const tab of [one, two, one]) tab.pull();
          return [one.turns, two.turns, JSON.parse(held).turns].map((turns) => turns.map(({ state }) => state));
        }"""
    )
    assert found == [["answered", "answered"]] * 3


def test_a_tick_in_one_tab_is_a_tick_in_the_other(page: Page, live_url: str) -> None:
    checklist = reach_checklist(page)
    other = open_page(page.context.new_page(), live_url, until=answered)
    checklist.get_by_test_id("tick").first.check()
    expect(other.get_by_test_id("tick").first).to_be_checked()
    other.get_by_test_id("tick").nth(1).check()
    expect(checklist.get_by_test_id("tick").nth(1)).to_be_checked()
    expect(checklist.get_by_test_id("tick").first).to_be_checked()


def test_what_one_tab_erases_is_gone_from_the_other_also_while_it_waits(page: Page, live_url: str) -> None:
    ask(page, TEMPORARY_RESIDENCE)
    other = open_page(page.context.new_page(), live_url, until=answered)
    other.context.set_offline(True)
    send(other, BIRTH_QUESTION)
    expect(other.get_by_test_id("kept")).to_be_visible()
    page.get_by_test_id("erase").click()
    page.get_by_test_id("erase-confirm").click()
    expect(other.get_by_test_id("welcome")).to_be_visible()
    other.context.set_offline(False)
    expect(other.get_by_test_id("turn")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage)") == []
