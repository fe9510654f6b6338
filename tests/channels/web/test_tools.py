"""What the page offers beside the conversation: sharing, printing, reading aloud, voice, display, languages."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.channels.printing import printed_words
from tests.channels.web.conftest import open_page
from tests.channels.web.states import CHECKLIST, PROCEDURE, TEXTS, answer_with
from tests.channels.web.talking import answered, reach_checklist, stored_keys, tab_to

VOICES = """(lang) => {
  window.spokenWords = [];
  speechSynthesis.getVoices = () => [{ lang, name: 'voice' }];
  speechSynthesis.speak = (one) => window.spokenWords.push(one.text);
  window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
}"""
EARS = """() => {
  window.SpeechRecognition = window.webkitSpeechRecognition = class {
    start() {
      window.heard = this;
      this.onresult({ results: [[{ transcript: 'đăng ký kết hôn' }]] });
    }
    stop() { this.onend(); }
  };
}"""


@pytest.fixture(autouse=True)
def fresh(opened: Page) -> None:
    """Every test starts on the freshly opened page."""


def test_a_shared_link_names_the_procedure_and_nothing_else(page: Page, live_url: str) -> None:
    checklist = reach_checklist(page)
    checklist.get_by_test_id("tick").first.check()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_url)
    checklist.get_by_test_id("share").click()
    expect(page.get_by_test_id("share-link")).to_have_value(f"{live_url}/?thu-tuc=1.001193")
    page.get_by_test_id("share-copy").click()
    expect(page.get_by_test_id("share-dialog")).to_contain_text("Đã chép")
    assert page.evaluate("navigator.clipboard.readText()") == f"{live_url}/?thu-tuc=1.001193"
    page.keyboard.press("Escape")
    expect(checklist.get_by_test_id("share")).to_be_focused()


def test_a_shared_link_opens_the_papers_for_everybody_and_leads_on_to_the_question(page: Page, live_url: str) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto(f"{live_url}/?thu-tuc=1.001193")
    shared = page.get_by_test_id("shared")
    expect(shared.get_by_test_id("message-checklist")).to_contain_text("khai sinh")
    assert shared.get_by_test_id("told").count() == 0
    assert not any(url.endswith("/chat") for url in sent)
    assert page.context.cookies() == []
    assert stored_keys(page) == []
    shared.get_by_test_id("shared-ask").click()
    answered(page)
    expect(page.get_by_test_id("log").locator("[data-procedure='1.001193']").first).to_be_visible()
    expect(shared).to_be_hidden()
    assert "thu-tuc" not in page.url


@pytest.mark.parametrize("code", ["9.999999", "../../x", "<b>x</b>"])
def test_a_link_to_nothing_says_so_and_leaves_the_page_usable(page: Page, live_url: str, code: str) -> None:
    page.goto(f"{live_url}/?thu-tuc={code}")
    expect(page.get_by_test_id("shared-failed")).to_contain_text("không dẫn tới thủ tục nào")
    expect(page.get_by_test_id("welcome")).to_be_visible()


def test_a_shared_procedure_without_network_says_so(page: Page, live_url: str) -> None:
    page.route("**/checklist", lambda route: route.abort())
    page.goto(f"{live_url}/?thu-tuc=1.001193")
    expect(page.get_by_test_id("shared-failed")).to_contain_text("kiểm tra mạng")


def test_the_printed_list_holds_the_papers_and_nothing_of_the_page(page: Page, tmp_path: Path) -> None:
    answer_with(page, CHECKLIST)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = tmp_path / "list.pdf"
    page.pdf(path=printed, format="A4")
    text = printed_words(printed)
    for words in ("Giấy tờ cần chuẩn bị", "Giấy tờ mẫu số 1", "12/2026/NĐ-MAU", "1DB0ED0436", "In lúc"):
        assert words in text
    for words in ("Câu hỏi mẫu", "Gõ câu hỏi", "Chia sẻ", "Cỡ chữ"):
        assert words not in text


def test_replies_are_read_aloud_by_a_vietnamese_voice_without_small_print(page: Page) -> None:
    page.evaluate(VOICES, "vi-VN")
    page.evaluate("speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    answer_with(page, TEXTS)
    button = page.get_by_test_id("read-aloud")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_have_text("Dừng đọc")
    words = " ".join(page.evaluate("window.spokenWords"))
    assert "Dạ, chào anh/chị." in words
    assert "20.000 đồng" in words
    assert "Nguồn" not in words
    assert max(len(part) for part in page.evaluate("window.spokenWords")) <= 200
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")


def test_without_a_vietnamese_voice_nothing_offers_to_read(page: Page) -> None:
    page.evaluate(VOICES, "en-US")
    page.evaluate("speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    answer_with(page, TEXTS)
    expect(page.get_by_test_id("read-aloud")).to_be_hidden()


def test_voice_input_says_first_where_the_sound_goes(page: Page, live_url: str) -> None:
    page.add_init_script(f"({EARS})()")
    open_page(page, live_url)
    page.get_by_test_id("dictate").click()
    expect(page.get_by_test_id("dictation-dialog")).to_contain_text("hãng làm ra trình duyệt")
    page.get_by_test_id("dictation-decline").click()
    expect(page.get_by_test_id("composer-input")).to_have_value("")
    page.get_by_test_id("dictate").click()
    page.get_by_test_id("dictation-agree").click()
    expect(page.get_by_test_id("composer-input")).to_have_value("đăng ký kết hôn")
    expect(page.get_by_test_id("dictation")).to_contain_text("Đang nghe")
    expect(page.get_by_test_id("dictate")).to_have_attribute("aria-pressed", "true")
    page.get_by_test_id("dictate").click()
    expect(page.get_by_test_id("dictation")).to_be_empty()
    expect(page.get_by_test_id("turn")).to_have_count(0)


@pytest.mark.parametrize(("error", "words"), [("not-allowed", "chưa cho dùng micrô"), ("odd", "Chưa nghe được")])
def test_voice_input_that_fails_says_why(page: Page, live_url: str, error: str, words: str) -> None:
    page.add_init_script(f"({EARS})()")
    open_page(page, live_url)
    page.get_by_test_id("dictate").click()
    page.get_by_test_id("dictation-agree").click()
    page.wait_for_function("window.heard")
    page.evaluate("error => { heard.onerror({ error }); heard.onend(); }", error)
    expect(page.get_by_test_id("dictation")).to_contain_text(words)


def test_without_voice_input_in_the_browser_there_is_no_button(page: Page, live_url: str) -> None:
    page.add_init_script("delete window.SpeechRecognition; delete window.webkitSpeechRecognition")
    open_page(page, live_url)
    expect(page.get_by_test_id("dictate")).to_be_hidden()


def test_theme_and_contrast_hold_at_once_and_are_remembered(page: Page) -> None:
    page.get_by_test_id("display").click()
    page.get_by_test_id("theme-dark").check()
    assert ground(page) == "rgb(17, 25, 23)"
    page.get_by_test_id("contrast-more").check()
    assert ground(page) == "rgb(0, 0, 0)"
    page.get_by_test_id("display-close").click()
    page.reload()
    expect(page.get_by_test_id("welcome")).to_be_visible()
    assert ground(page) == "rgb(0, 0, 0)"
    page.get_by_test_id("display").click()
    page.get_by_test_id("theme-light").check()
    assert ground(page) == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark")
    assert ground(page) == "rgb(255, 255, 255)"
    page.get_by_test_id("theme-auto").check()
    page.get_by_test_id("contrast-auto").check()
    assert ground(page) == "rgb(17, 25, 23)"
    assert stored_keys(page) == []


def test_the_interface_speaks_english_and_answers_stay_vietnamese(page: Page) -> None:
    page.get_by_test_id("display").click()
    page.get_by_test_id("language-en").check()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Which papers do you need?")
    answer_with(page, PROCEDURE)
    card = page.get_by_test_id("message-procedure")
    expect(card).to_have_attribute("lang", "vi")
    expect(card).to_contain_text("Đăng ký mẫu")
    expect(card).to_contain_text("Commune level")


def test_a_reply_is_announced_in_short_and_the_log_is_not_read_as_a_whole(page: Page) -> None:
    announcement = page.get_by_test_id("announcement")
    expect(page.get_by_test_id("log")).to_have_attribute("aria-live", "off")
    answer_with(page, CHECKLIST)
    expect(announcement).to_have_text("Một Cửa: Giấy tờ cần chuẩn bị: 5 giấy tờ cần chuẩn bị.")


def test_the_keyboard_goes_through_the_page_in_its_order(page: Page) -> None:
    for name in ("text-size", "display", "topic", "service", "example", "composer-input", "dictate", "send"):
        tab_to(page, name)


def ground(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour
