"""The page while an officer has the conversation, and what citizens think of replies, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from bot.answers.chat import ChatReply
from bot.answers.messages import Decision, TextMessage
from bot.answers.wording import say
from bot.conversations.feedback import Feedbacks
from bot.conversations.hand_overs import TAKEN, HandOvers
from bot.conversations.store import new_turn_id
from knowledge.database import Sessions, engine, sessions
from tests.channels.web.talking import TEMPORARY_RESIDENCE as QUESTION
from tests.channels.web.talking import answered, ask, send
from tests.conftest import Server

POLLED_MS = 15_000
LAN = "Lan"


@pytest.fixture
def store(staffed_server: Server) -> Sessions:
    """The running server's database."""
    return sessions(engine(f"sqlite:///{staffed_server.var / 'run' / 'motcua.sqlite'}"))


@pytest.fixture
def officers(store: Sessions) -> HandOvers:
    return HandOvers(store)


@pytest.fixture(autouse=True)
def fresh(opened: Page) -> None:
    """Every test starts on the freshly opened page of a server where officers answer."""


@pytest.fixture
def without_sockets(page: Page, opened: Page) -> None:
    """No proxy on the way lets a socket through."""
    page.route_web_socket("**/chat/ws", lambda socket: socket.close())
    page.reload()


def reply(text: str, handed_over: str = TAKEN, author: str = "assistant") -> ChatReply:
    message = TextMessage.model_validate({"text": text, "author": author})
    fields = {"turn_id": new_turn_id(), "decision": Decision.DIALOGUE, "messages": [message]}
    return ChatReply.model_validate({**fields, "handed_over": handed_over})


def handed_over(page: Page, officers: HandOvers) -> int:
    """Ask for a person and agree; return the number in the queue."""
    ask(page, QUESTION)
    ask(page, "cho tui gặp cán bộ")
    page.get_by_role("button", name=say("handoff_agree")).click()
    expect(page.get_by_test_id("handed-over")).to_contain_text("Đang chờ cán bộ")
    return officers.queue()[-1].number


def test_an_officers_words_come_by_themselves_and_are_marked(page: Page, officers: HandOvers) -> None:
    number = handed_over(page, officers)
    officers.take(number, LAN, reply(say("handoff_taken")))
    expect(page.get_by_test_id("handed-over")).to_contain_text("tạm im lặng", timeout=POLLED_MS)
    send(page, "tui ở trọ thì sao")
    expect(page.get_by_test_id("heard")).to_contain_text("Đã gửi cho cán bộ.")
    officers.say(number, LAN, "Dạ mang hợp đồng thuê.", reply("Dạ mang hợp đồng thuê.", author="officer"))
    words = page.locator("[data-author=officer]")
    expect(words).to_contain_text("Dạ mang hợp đồng thuê.", timeout=POLLED_MS)
    expect(words).to_contain_text("Cán bộ")
    page.reload()
    expect(words).to_have_count(1)
    officers.release(number, LAN, reply(say("handoff_released"), ""))
    expect(page.get_by_test_id("log")).to_contain_text(say("handoff_released"), timeout=POLLED_MS)
    expect(page.get_by_test_id("handed-over")).to_be_empty()
    expect(page.get_by_test_id("turn")).to_have_count(7)


def test_words_are_pushed_to_every_tab_and_stand_once_in_each(page: Page, officers: HandOvers) -> None:
    number = handed_over(page, officers)
    other = page.context.new_page()
    other.goto(page.url)
    answered(other)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/messages" in request.url else None)
    officers.take(number, LAN, reply(say("handoff_taken")))
    officers.say(number, LAN, "Dạ có tôi.", reply("Dạ có tôi.", author="officer"))
    for tab in (page, other):
        expect(tab.locator("[data-author=officer]")).to_have_count(1)
        expect(tab.get_by_test_id("handed-over")).to_contain_text("tạm im lặng")
    expect(page.get_by_test_id("announcement")).to_contain_text("Dạ có tôi.")
    page.wait_for_timeout(1500)
    expect(page.locator("[data-author=officer]")).to_have_count(1)
    assert asked == []


@pytest.mark.usefixtures("without_sockets")
def test_without_a_socket_words_are_asked_for(page: Page, officers: HandOvers) -> None:
    number = handed_over(page, officers)
    officers.take(number, LAN, reply(say("handoff_taken")))
    officers.say(number, LAN, "Dạ có tôi.", reply("Dạ có tôi.", author="officer"))
    expect(page.locator("[data-author=officer]")).to_contain_text("Dạ có tôi.")
    officers.release(number, LAN, reply(say("handoff_released"), ""))
    expect(page.get_by_test_id("handed-over")).to_be_empty()


def test_words_said_while_the_page_was_away_are_there_afterwards(page: Page, officers: HandOvers) -> None:
    number = handed_over(page, officers)
    address = page.url
    page.goto("about:blank")
    officers.take(number, LAN, reply(say("handoff_taken")))
    for text in ("một", "hai"):
        officers.say(number, LAN, text, reply(text, author="officer"))
    page.goto(address)
    expect(page.locator("[data-author=officer]")).to_have_count(2, timeout=POLLED_MS)
    assert page.locator("[data-author=officer]").all_inner_texts()[0].endswith("một")


def test_a_reply_that_is_under_way_is_shown_once(page: Page, officers: HandOvers) -> None:
    handed_over(page, officers)
    for number in range(3):
        ask(page, f"{QUESTION} {'?' * number}")
        page.wait_for_timeout(700)
    expect(page.get_by_test_id("turn")).to_have_count(6)


@pytest.mark.usefixtures("without_sockets")
def test_a_page_in_the_background_does_not_ask(page: Page, officers: HandOvers) -> None:
    handed_over(page, officers)
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.wait_for_timeout(500)
    polled: list[str] = []
    page.on("request", lambda request: polled.append(request.url))
    page.wait_for_timeout(4000)
    assert polled == []


def test_a_conversation_that_is_gone_ends_the_waiting(page: Page, officers: HandOvers) -> None:
    handed_over(page, officers)
    conversation = page.evaluate("JSON.parse(localStorage['motcua.web.conversation']).id")
    page.request.delete(f"{page.url}api/v1/chat/{conversation}?channel=web")
    expect(page.get_by_test_id("handed-over")).to_be_empty(timeout=POLLED_MS)


def test_a_good_reply_is_said_so_with_one_tap_and_stays_marked(page: Page, store: Sessions) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="Câu trả lời này giúp được tôi").click()
    bar = page.get_by_test_id("feedback")
    expect(bar).to_contain_text("Cảm ơn")
    given = Feedbacks(store).given()[0]
    assert (given.verdict, given.procedure_code) == ("up", "1.004194")
    page.reload()
    expect(bar.get_by_test_id("feedback-up")).to_have_attribute("aria-pressed", "true")


def test_a_bad_reply_is_asked_why(page: Page, store: Sessions) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="Câu trả lời này chưa ổn").click()
    reasons = page.get_by_test_id("feedback-reason")
    expect(reasons).to_have_count(5)
    reasons.filter(has_text="Sai hoặc thiếu giấy tờ").click()
    expect(reasons).to_have_count(0)
    expect(page.get_by_test_id("feedback")).to_contain_text("Cảm ơn")
    given = Feedbacks(store).given()[0]
    assert (given.verdict, given.reason) == ("down", "wrong_papers")


def test_feedback_that_did_not_arrive_is_said_so_and_not_marked(page: Page) -> None:
    ask(page, QUESTION)
    page.route(re.compile("/feedback"), lambda route: route.abort())
    page.get_by_test_id("feedback-up").click()
    expect(page.get_by_test_id("feedback")).to_contain_text("Chưa gửi được")
    expect(page.get_by_test_id("feedback-up")).to_have_attribute("aria-pressed", "false")


def test_the_buttons_are_large_enough_for_a_thumb_and_reached_by_keyboard(page: Page) -> None:
    ask(page, QUESTION)
    box = page.get_by_test_id("feedback-down").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    page.get_by_test_id("feedback-down").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("feedback-reason")).to_have_count(5)
    expect(page.get_by_test_id("feedback-down")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("feedback-reason").first).to_be_focused()
