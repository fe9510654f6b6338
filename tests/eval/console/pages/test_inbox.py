"""The inbox's page: officers read what went wrong, editors settle it, and what is erased is gone."""

import pytest
from fastapi.testclient import TestClient

from bot.conversations import receipts
from bot.conversations.masking import DOTS
from bot.conversations.tables import TurnRow
from eval.console.audit import Filter
from eval.console.inbox.mishaps import Mishap, mishaps
from eval.console.parts import Parts
from eval.console.texts import t
from knowledge.database import writing
from tests.bot.conversations.samples import NUMBER, told
from tests.eval.console.inbox.conversations import Talk
from tests.eval.console.staff import Citizen, Officer, words

LOTTERY, BETTING = "mua vé số kiến thiết ở đâu", "cá độ đá banh chỗ nào uy tín"


def mishap(staff: Parts, said: str) -> Mishap:
    """The newest mishap in these words."""
    return next(one for one in mishaps(staff.services.sessions) if one.said == said)


@pytest.fixture
def declined(citizen: Citizen, staff: Parts) -> Mishap:
    """A citizen was told that nothing is known of the lottery."""
    assert citizen.say(LOTTERY)["decision"] == "decline"
    return mishap(staff, LOTTERY)


def test_a_declined_message_is_shown_with_where_it_can_be_tried(officer: Officer, declined: Mishap) -> None:
    page = officer.get("/inbox")
    assert LOTTERY in words(page)
    assert t("inbox.masked") in words(page)
    one = officer.get(f"/inbox/{declined.entry}")
    assert "/staff/try?say=mua+v%C3%A9+s%E1%BB%91" in one.text
    assert t("inbox.kind_declined") in words(one)
    assert t("channels.web") in words(one)


def test_personal_numbers_are_dots_and_markup_is_text(officer: Officer, application: TestClient, staff: Parts) -> None:
    said = "bán vé số <b>dạo</b> gọi 0912345678"
    assert Citizen(application).say(said)["decision"] == "decline"
    shown = officer.get("/inbox").text
    assert "0912345678" not in shown
    assert DOTS in shown
    assert "<b>dạo" not in shown


def test_who_opens_a_group_stands_in_the_audit(officer: Officer, declined: Mishap, staff: Parts) -> None:
    officer.get(f"/inbox/{declined.entry}")
    officer.get("/inbox/no-such-entry")
    deed = staff.audit.read(Filter(deed="inbox.open"), 0, 1)[0]
    assert (deed.account, deed.subject) == ("officer", declined.entry)


def test_thousands_of_messages_are_read_page_by_page(officer: Officer, staff: Parts) -> None:
    talk = Talk(staff.services.sessions, "many").turn("cá độ", "decline")
    with writing(staff.services.sessions) as session:
        for number in range(2000):
            said = "".join("bcdghklmnp"[int(digit)] for digit in str(number // 3))
            session.add(
                TurnRow(
                    turn_id=f"many{number}",
                    conversation_key=talk.key,
                    reply="{}",
                    said=said,
                    decision="decline",
                    taken_at=talk.now,
                )
            )
    first, second = officer.get("/inbox"), officer.get("/inbox", page=2)
    assert first.text.count('class="queue__link"') == 50
    assert t("frame.earlier") in words(second)
    assert first.text != second.text
    talk.erase()
    assert "many" not in officer.get("/inbox").text


def test_officers_read_and_only_editors_settle(officer: Officer, editor: Officer, declined: Mishap) -> None:
    assert t("inbox.only_editors") in words(officer.get(f"/inbox/{declined.entry}"))
    assert "/proposals/new" not in officer.get(f"/inbox/{declined.entry}").text
    page = editor.get(f"/inbox/{declined.entry}").text
    assert "/settle" in page
    assert "/proposals/new?text=mua" in page
    assert officer.send(f"/inbox/{declined.entry}/settle", verdict="known").status_code == 403
    assert officer.send(f"/inbox/{declined.entry}/reopen").status_code == 403


def test_a_settled_group_leaves_the_list_and_comes_back_when_it_is_asked_again(
    editor: Officer, application: TestClient, declined: Mishap, staff: Parts
) -> None:
    answer = editor.send(f"/inbox/{declined.entry}/settle", verdict="not_ours", reason="đại lý vé số lo")
    assert answer.headers["location"].endswith("?done=inbox.done_settled")
    assert LOTTERY not in words(editor.get("/inbox"))
    settled = words(editor.get("/inbox", state="settled"))
    assert LOTTERY in settled
    one = words(editor.get(f"/inbox/{declined.entry}"))
    assert t("inbox.verdict_not_ours") in one
    assert "đại lý vé số lo" in one
    assert staff.audit.read(Filter(deed="inbox.settle"), 0, 1)[0].subject == declined.entry
    Citizen(application).say(LOTTERY)
    assert LOTTERY in words(editor.get("/inbox", state="reopened"))
    assert t("inbox.new_since", count=1) in words(editor.get(f"/inbox/{declined.entry}"))


def test_what_came_after_the_page_was_made_stays_open(
    editor: Officer, application: TestClient, declined: Mishap, staff: Parts
) -> None:
    Citizen(application).say(LOTTERY)
    editor.send(f"/inbox/{declined.entry}/settle", verdict="known", until=declined.at.isoformat())
    assert LOTTERY in words(editor.get("/inbox", state="reopened"))


def test_a_decision_can_be_taken_back(editor: Officer, declined: Mishap, staff: Parts) -> None:
    editor.send(f"/inbox/{declined.entry}/settle", verdict="taught")
    editor.send(f"/inbox/{declined.entry}/reopen")
    assert LOTTERY in words(editor.get("/inbox", state="open"))
    assert staff.audit.read(Filter(deed="inbox.reopen"), 0, 1)[0].subject == declined.entry


@pytest.mark.parametrize(
    ("fields", "problem"),
    [({}, "inbox.no_verdict"), ({"verdict": "burn"}, "inbox.no_verdict"), ({"verdict": "ignored"}, "inbox.no_reason")],
)
def test_without_a_decision_or_the_reason_that_it_needs_nothing_is_settled(
    editor: Officer, declined: Mishap, fields: dict[str, str], problem: str
) -> None:
    answer = editor.send(f"/inbox/{declined.entry}/settle", **fields)
    assert answer.status_code == 400
    assert t(problem) in words(answer)
    assert 'name="verdict"' in answer.text


def test_what_a_citizen_erases_is_gone_and_said_to_be(
    officer: Officer, editor: Officer, citizen: Citizen, staff: Parts
) -> None:
    citizen.say(BETTING)
    entry = mishap(staff, BETTING).entry
    assert BETTING in words(officer.get("/inbox"))
    secret = {"X-Conversation-Secret": citizen.secret}
    citizen.http.delete(f"/api/v1/chat/{citizen.conversation_id}", headers=secret)
    assert BETTING not in words(officer.get("/inbox"))
    gone = officer.get(f"/inbox/{entry}")
    assert (gone.status_code, t("inbox.gone") in words(gone)) == (404, True)
    assert editor.send(f"/inbox/{entry}/settle", verdict="known").status_code == 404
    assert editor.send(f"/inbox/{entry}/reopen").status_code == 404


def test_one_more_paper_is_shown_with_the_rule_that_decided_it(officer: Officer, staff: Parts) -> None:
    guide = staff.services.library.guides["1.001193"]
    component = next(component for component in guide.components if component.needed_if)
    item = told().needed[0].model_copy(update={"component_code": component.component_code, "name": component.name})
    receipts.keep(staff.services.sessions, [told(receipt="FEED", not_needed=[item])], "1ca5d7c7")
    receipts.keep(staff.services.sessions, [told()], "1ca5d7c7")
    officer.send("/receipts/FEED/asked", component=component.component_code, note="quầy nói theo quy chế")
    officer.send(f"/receipts/{NUMBER}/asked", paper="Sổ hộ khẩu bản cũ")
    assert t("inbox.paper_title", paper=component.name) in words(officer.get("/inbox", kind="asked_paper"))
    found = {one.said: one.entry for one in mishaps(staff.services.sessions) if one.kind == "asked_paper"}
    one = words(officer.get(f"/inbox/{found[component.name]}"))
    assert component.not_needed_because in one
    assert t("inbox.officers", count=1) in one
    assert t("inbox.told_count", told=t("inbox.told_not_needed"), count=1) in one
    assert t("inbox.rule_gone") in words(officer.get(f"/inbox/{found['Sổ hộ khẩu bản cũ']}"))


def test_a_hand_over_leads_to_its_conversation(officer: Officer, citizen: Citizen, staff: Parts) -> None:
    citizen.say("lam giay khai sinh cho con can gi")
    citizen.asks_for_a_person()
    number = staff.hand_overs.queue()[-1].number
    found = next(one for one in mishaps(staff.services.sessions) if one.hand_over == number)
    assert found.said == "lam giay khai sinh cho con can gi"
    assert f"/staff/live/{number}" in officer.get(f"/inbox/{found.entry}").text


@pytest.mark.parametrize("query", [{"kind": "x"}, {"days": 5}, {"days": 7}, {"state": "x"}, {"page": 99}, {"page": -1}])
def test_filters_that_there_are_not_change_nothing(officer: Officer, declined: Mishap, query: dict[str, str]) -> None:
    assert LOTTERY in words(officer.get("/inbox", **query))


def test_a_filter_that_nothing_passes_says_so(officer: Officer, declined: Mishap) -> None:
    assert t("inbox.none") in words(officer.get("/inbox", kind="clarified_twice", days=1, state="settled"))
