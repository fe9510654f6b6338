"""Live: taking, answering, giving back; two at once; what is masked and what is written down."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.answers.wording import say
from bot.conversations.errors import HandOverError
from bot.conversations.hand_overs import HandOvers
from bot.conversations.masking import DOTS, masked
from bot.conversations.officer_replies import taken_reply
from bot.conversations.store import Conversations
from eval.console.audit import Deed, Filter
from eval.console.page import PREFIX
from eval.console.parts import Parts
from eval.console.texts import t
from knowledge.database import Sessions
from tests.bot.conversations.samples import reply, taken
from tests.eval.console.staff import Citizen, Officer, words

SECRET = b"a secret of the tests, 32 bytes!"
ASKED = "lam giay khai sinh cho con can gi"


def of_live(staff: Parts, number: int) -> list[Deed]:
    """What the officer did with one conversation; trials have numbers of their own."""
    deeds = staff.audit.all(Filter(account="officer"))
    return [deed for deed in deeds if deed.subject == str(number) and deed.deed.startswith("live.")]


@pytest.fixture
def number(citizen: Citizen, staff: Parts) -> int:
    """A conversation that waits."""
    citizen.say(ASKED)
    citizen.asks_for_a_person()
    return staff.hand_overs.queue()[-1].number


def test_the_queue_shows_who_waits_with_the_summary_and_what_was_added(
    officer: Officer, citizen: Citizen, number: int
) -> None:
    citizen.say("tui cần gấp")
    shown = words(officer.get("/live"))
    assert t("live.one", number=number) in shown
    assert t("live.state_waiting") in shown
    assert t("live.heard", count=1) in shown
    assert words(officer.get("/live/queue")) in shown


def test_the_whole_conversation_is_shown_as_the_citizen_saw_it_with_dots(
    officer: Officer, citizen: Citizen, number: int
) -> None:
    citizen.say("số tui 0912345678 nghen")
    shown = words(officer.get(f"/live/{number}"))
    for seen in (ASKED, say("handoff_agree"), f"số tui {DOTS} nghen"):
        assert seen in shown
    replies = [message["text"] for turn in citizen.since() for message in turn["messages"] if message["type"] == "text"]
    assert len(replies) > 2
    for told in replies:
        assert " ".join(told.split()) in shown
    assert "0912345678" not in shown


def test_an_officer_takes_answers_and_gives_back_and_it_is_written_down(
    officer: Officer, citizen: Citizen, staff: Parts, number: int
) -> None:
    assert (
        officer.send(f"/live/{number}/take").headers["location"] == f"{PREFIX}/live/{number}?done=live.done_taken#words"
    )
    assert citizen.say("dạ")["messages"] == []
    officer.send(f"/live/{number}/say", words="Chị gọi 0912345678.\r\nHoặc ra quầy.")
    officer.send(f"/live/{number}/release")
    said = [message for turn in citizen.since() for message in turn["messages"] if message.get("author") == "officer"]
    assert [message["text"] for message in said] == ["Chị gọi 0912345678.\nHoặc ra quầy."]
    assert citizen.since()[-1]["messages"][0]["text"] == say("handoff_released")
    deeds = of_live(staff, number)
    assert [deed.deed for deed in deeds] == ["live.take", "live.say", "live.release"]
    assert deeds[1].detail == masked("Chị gọi 0912345678.\nHoặc ra quầy.")


def test_two_officers_cannot_take_the_same_one(officer: Officer, editor: Officer, number: int) -> None:
    officer.send(f"/live/{number}/take")
    for deed, fields in (("take", {}), ("say", {"words": "xin chào"}), ("release", {})):
        answer = editor.send(f"/live/{number}/{deed}", **fields)
        assert answer.status_code == 409
        assert t("live.not_yours") in words(answer)
    assert t("live.others", name="Chị Officer") in words(editor.get(f"/live/{number}"))
    assert officer.send(f"/live/{number}/take").status_code == 303


def test_words_that_were_refused_are_kept_in_the_box(officer: Officer, number: int) -> None:
    answer = officer.send(f"/live/{number}/say", words="lời đã viết dài")
    assert answer.status_code == 409
    officer.send(f"/live/{number}/take")
    assert t("live.no_words") in words(officer.send(f"/live/{number}/say", words=" \n "))
    too_long = officer.send(f"/live/{number}/say", words="x" * 2001)
    assert t("live.too_long") in words(too_long)
    assert "x" * 2001 in too_long.text


def test_news_come_after_the_last_turn_and_say_how_it_stands(officer: Officer, citizen: Citizen, number: int) -> None:
    first = officer.get(f"/live/{number}/news", after=0)
    last = first.headers["X-Last"]
    assert first.headers["X-Standing"] == "waiting"
    silent = officer.get(f"/live/{number}/news", after=last)
    assert (silent.status_code, silent.text) == (204, "")
    citizen.say("còn gì nữa không <b>")
    news = officer.get(f"/live/{number}/news", after=last)
    assert "còn gì nữa không &lt;b&gt;" in news.text
    assert ASKED not in news.text
    officer.send(f"/live/{number}/take")
    assert officer.get(f"/live/{number}/news", after=0).headers["X-Standing"] == "taken officer"


def test_what_is_said_after_the_release_is_the_citizens_own(officer: Officer, citizen: Citizen, number: int) -> None:
    officer.send(f"/live/{number}/take")
    officer.send(f"/live/{number}/release")
    citizen.say("chuyện riêng sau đó")
    shown = words(officer.get(f"/live/{number}"))
    assert t("live.over") in shown
    assert "chuyện riêng" not in shown
    assert "chuyện riêng" not in officer.get(f"/live/{number}/news", after=0).text


def test_an_erased_conversation_is_gone_for_officers_too(officer: Officer, citizen: Citizen, number: int) -> None:
    citizen.http.delete(f"/api/v1/chat/{citizen.conversation_id}", headers={"X-Conversation-Secret": citizen.secret})
    assert officer.get(f"/live/{number}").status_code == 404
    assert officer.get(f"/live/{number}/news").status_code == 404
    for deed in ("take", "release"):
        assert officer.send(f"/live/{number}/{deed}").status_code == 404


def test_an_administrator_gives_back_what_an_officer_has_forgotten(
    officer: Officer, administrator: Officer, citizen: Citizen, staff: Parts, number: int
) -> None:
    officer.send(f"/live/{number}/take")
    assert t("live.release_for", name="Chị Officer") in words(administrator.get(f"/live/{number}"))
    assert "release-for" not in officer.get(f"/live/{number}").text
    administrator.send(f"/live/{number}/release-for")
    assert citizen.since()[-1]["handed_over"] == ""
    assert staff.audit.read(Filter(deed="live.release_for"), 0, 1)[0].detail == "officer"
    assert administrator.send(f"/live/{number}/release-for").status_code == 409


def test_of_two_who_take_it_at_once_one_gets_it(database: Sessions) -> None:
    conversations, hand_overs = Conversations(database, SECRET), HandOvers(database)
    for turn in range(5):
        key = conversations.key("web", f"race-{turn}-abc")
        taken(conversations, key, reply())
        number = hand_overs.ask(key, "asked", "")
        with ThreadPoolExecutor(2) as pool:
            refused = list(pool.map(lambda name, of=number: took(hand_overs, of, name), ("lan", "minh")))
        assert sorted(refused) == [False, True]


def took(hand_overs: HandOvers, number: int, name: str) -> bool:
    try:
        hand_overs.take(number, name, taken_reply())
    except HandOverError:
        return False
    return hand_overs.show(number).officer == name


def test_reading_anothers_conversation_is_written_down(officer: Officer, staff: Parts, number: int) -> None:
    officer.get(f"/live/{number}")
    officer.send(f"/live/{number}/take")
    officer.get(f"/live/{number}")
    deeds = [deed.deed for deed in of_live(staff, number)]
    assert deeds == ["live.open", "live.take"]
