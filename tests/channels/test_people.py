"""A person at the other end, over HTTP: asked for, taken, silent assistant, officer's words, released.

Rasa is down here; `tests/bot/test_people.py` has it up.
"""

import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from bot.answers.wording import say
from bot.conversations.hand_overs import HandOvers
from bot.conversations.hours import BadHoursError
from bot.conversations.masking import DOTS
from bot.conversations.officer_replies import released_reply, taken_reply, words_reply
from bot.conversations.tables import ConversationRow
from channels.__main__ import main
from channels.app import public_app
from channels.services import Services, put_together
from knowledge.database import writing
from knowledge.settings import Settings, settings
from tests.conftest import free_port

LAN = "Lan"
Reply = dict[str, Any]


@dataclass
class Citizen:
    """One conversation over the public API, in the test's own process."""

    http: TestClient
    channel: str = "web"
    conversation_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    last: Reply = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"/api/v1/chat/{self.conversation_id}"

    def say(self, text: str) -> Reply:
        return self._send(text=text)

    def choose(self, label: str) -> Reply:
        return self._send(choice=self.choice(label))

    def choice(self, label: str) -> str:
        return next(
            option["id"]
            for message in self.last["messages"]
            if message["type"] == "choices"
            for option in message["choices"]
            if label in option["label"]
        )

    def since(self, turn_id: str = "") -> list[Reply]:
        found: list[Reply] = self.http.get(f"{self.address}/messages?channel={self.channel}&since={turn_id}").json()
        return found

    def _send(self, **body: str) -> Reply:
        sent = {"conversation_id": self.conversation_id, "channel": self.channel, **body}
        answer = self.http.post("/api/v1/chat", json=sent)
        assert answer.status_code == 200, answer.text
        self.last = answer.json()
        return self.last


def services_with(guides: Settings, folder: Path, hours: str) -> Services:
    """Real services with these officers' hours, a database of their own and no Rasa behind the port."""
    return put_together(
        guides.model_copy(
            update={"database_url": f"sqlite:///{folder / 'motcua.sqlite'}", "rasa_port": 9, "officer_hours": hours}
        )
    )


@pytest.fixture(scope="module")
def staffed(guides_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Officers answer round the clock."""
    return services_with(guides_settings, tmp_path_factory.mktemp("staffed"), "Mon-Sun 00:00-24:00")


@pytest.fixture(scope="module")
def http(staffed: Services) -> Iterator[TestClient]:
    with TestClient(public_app(staffed)) as http:
        yield http


@pytest.fixture
def citizen(http: TestClient) -> Citizen:
    return Citizen(http)


@pytest.fixture
def officers(staffed: Services) -> HandOvers:
    """The officers' side, which knows nothing of the server's memory."""
    return HandOvers(staffed.sessions)


def handed_over(citizen: Citizen, officers: HandOvers) -> int:
    """Ask for a person and agree; return the number in the queue."""
    citizen.say("gặp cán bộ")
    citizen.choose("Đồng ý")
    return officers.queue()[-1].number


def with_officer(citizen: Citizen, officers: HandOvers) -> int:
    number = handed_over(citizen, officers)
    officers.take(number, LAN, taken_reply())
    return number


def words(reply: Reply) -> str:
    return "\n".join(message.get("text", "") for message in reply["messages"])


def test_a_person_is_asked_for_takes_over_and_gives_back(citizen: Citizen, officers: HandOvers) -> None:
    citizen.say("đăng ký tạm trú phí bao nhiêu")
    offered = citizen.say("gặp cán bộ")
    assert say("handoff_consent") in words(offered)
    assert (offered["handed_over"], officers.state(citizen.conversation_id)) == ("", "")
    assert citizen.choose("Đồng ý")["handed_over"] == "waiting"
    waiting = officers.queue()[-1]
    assert "tạm trú" in waiting.summary

    asked = citizen.say("đăng ký tạm trú mấy ngày có")
    assert (asked["decision"], asked["handed_over"]) == ("answer", "waiting")

    officers.take(waiting.number, LAN, taken_reply())
    silent = citizen.say("tui ở trọ thì sao, số tui 0912345678")
    assert (silent["decision"], silent["messages"], silent["handed_over"]) == ("dialogue", [], "taken")
    officers.say(waiting.number, LAN, "Dạ mang theo hợp đồng thuê.", words_reply("Dạ mang theo hợp đồng thuê."))
    heard = [(one.author, one.text) for one in officers.show(waiting.number).messages]
    assert heard == [
        ("citizen", "đăng ký tạm trú mấy ngày có"),
        ("citizen", f"tui ở trọ thì sao, số tui {DOTS}"),
        ("officer", "Dạ mang theo hợp đồng thuê."),
    ]

    taken, _, officer = citizen.since(asked["turn_id"])
    assert words(taken) == say("handoff_taken")
    assert officer["messages"][0]["author"] == "officer"
    assert (officer["decision"], officer["handed_over"]) == ("dialogue", "taken")
    assert officer["conversation_id"] == citizen.conversation_id
    assert citizen.since(officer["turn_id"]) == []

    officers.release(waiting.number, LAN, released_reply())
    (released,) = citizen.since(officer["turn_id"])
    assert (words(released), released["handed_over"]) == (say("handoff_released"), "")
    back = citizen.say("đăng ký tạm trú phí bao nhiêu")
    assert (back["decision"], back["procedures"], back["handed_over"]) == ("answer", ["1.004194"], "")


def test_an_open_question_is_still_open_when_the_assistant_is_back(citizen: Citizen, officers: HandOvers) -> None:
    citizen.say("lam giay khai sinh cho con can gi")
    number = with_officer(citizen, officers)
    assert citizen.say("có người làm chứng")["messages"] == []
    officers.release(number, LAN, released_reply())
    (message,) = [one for one in citizen.say("tiếp tục")["messages"] if one["type"] == "choices"]
    assert message["fact"] == "parents"


def test_a_choice_tapped_while_an_officer_has_it_is_kept_as_its_words(citizen: Citizen, officers: HandOvers) -> None:
    citizen.say("lam giay khai sinh cho con can gi")
    tapped = citizen.choice("Đã đăng ký kết hôn")
    number = with_officer(citizen, officers)
    reply = citizen._send(choice=tapped)
    assert (reply["messages"], reply["handed_over"]) == ([], "taken")
    assert [one.text for one in officers.show(number).messages] == ["Đã đăng ký kết hôn"]


@pytest.mark.parametrize("text", ["😀", "/start", "xin chào", "H13.12-250701-0001"])
def test_whatever_is_said_to_an_officer_is_heard(citizen: Citizen, officers: HandOvers, text: str) -> None:
    number = with_officer(citizen, officers)
    assert citizen.say(text)["messages"] == []
    (heard,) = officers.show(number).messages
    assert heard.text == (DOTS if text.startswith("H13") else text)


@pytest.mark.parametrize(("text", "key"), [("  ", "empty"), ("a " * 900, "too_long")])
def test_what_does_not_reach_the_officer_is_said_so(citizen: Citizen, officers: HandOvers, text: str, key: str) -> None:
    number = with_officer(citizen, officers)
    reply = citizen.say(text)
    assert (words(reply), reply["handed_over"]) == (say(key, limit=1000), "taken")
    assert officers.show(number).messages == ()


@pytest.mark.parametrize("text", ["/xóa", "xóa dữ liệu của tôi", "xoa"])
def test_a_citizen_can_erase_everything_while_an_officer_has_it(
    citizen: Citizen, officers: HandOvers, text: str
) -> None:
    number = with_officer(citizen, officers)
    assert citizen.say(text)["handed_over"] == "taken"
    assert officers.show(number).messages == ()
    erased = citizen.choose(say("erase_now"))
    assert (words(erased), erased["handed_over"]) == (say("erased"), "")
    assert citizen.http.get(f"{citizen.address}/messages").status_code == 403
    assert number not in [one.number for one in officers.queue()]


def test_erasing_by_the_api_leaves_nothing_of_the_hand_over(
    citizen: Citizen, officers: HandOvers, staffed: Services
) -> None:
    number = with_officer(citizen, officers)
    citizen.say("một câu rất riêng")
    citizen.http.post(f"{citizen.address}/feedback", json={"turn_id": citizen.last["turn_id"], "verdict": "up"})
    assert citizen.http.delete(citizen.address).status_code == 204
    connection = sqlite3.connect(staffed.settings.sqlalchemy_url.removeprefix("sqlite:///"))
    written = "\n".join(connection.iterdump())
    connection.close()
    assert "một câu rất riêng" not in written
    assert citizen.last["turn_id"] not in written
    assert number not in [one.number for one in officers.queue()]


def test_who_declines_stays_with_the_assistant(citizen: Citizen) -> None:
    citizen.say("gặp cán bộ")
    reply = citizen.choose(say("handoff_stay"))
    assert (say("handoff_stays") in words(reply), reply["handed_over"]) == (True, "")


def test_a_repeated_message_is_heard_once(citizen: Citizen, officers: HandOvers) -> None:
    number = with_officer(citizen, officers)
    first, second = (citizen._send(text="alo", client_message_id="m-1") for _ in range(2))
    assert first == second
    assert len(officers.show(number).messages) == 1


def test_out_of_hours_a_note_is_kept_for_the_officers(guides_settings: Settings, tmp_path: Path) -> None:
    now = datetime.now(UTC) + timedelta(hours=7)
    services = services_with(guides_settings, tmp_path, f"{now + timedelta(days=2):%a} 08:00-09:00")
    with TestClient(public_app(services)) as http:
        citizen = Citizen(http)
        assert "không trực" in words(citizen.say("gặp cán bộ"))
        assert say("handoff_note") in words(citizen.choose(say("handoff_leave_note")))
        kept = citizen.say("con tui sanh ở nhà thì sao, gọi 0912345678")
        assert "08:00" in words(kept)
        assert kept["handed_over"] == "waiting"
        assert citizen.say("đăng ký tạm trú phí bao nhiêu")["decision"] == "answer"
    officers = HandOvers(services.sessions)
    shown = officers.show(officers.queue()[0].number)
    assert shown.messages[0].text == f"con tui sanh ở nhà thì sao, gọi {DOTS}"


def test_where_nobody_answers_only_the_desk_is_told(client: TestClient) -> None:
    reply = Citizen(client).say("gặp cán bộ")
    assert [message["type"] for message in reply["messages"] if message["type"] != "text"] == ["handoff"]
    assert reply["handed_over"] == ""


def test_a_kiosk_hands_over_nothing(http: TestClient) -> None:
    reply = Citizen(http, channel="kiosk").say("gặp cán bộ")
    assert "choices" not in [message["type"] for message in reply["messages"]]


def test_a_kiosk_left_alone_starts_anew(http: TestClient, staffed: Services) -> None:
    before = Citizen(http, channel="kiosk")
    before.say("lam giay khai sinh cho con can gi")
    tapped = before.choice("Đã đăng ký kết hôn")
    key = staffed.conversations.key("kiosk", before.conversation_id)
    with writing(staffed.sessions) as session:
        long_ago = datetime.now(UTC) - timedelta(seconds=staffed.settings.kiosk_idle_seconds + 1)
        session.execute(update(ConversationRow).where(ConversationRow.key == key).values(updated_at=long_ago))
    assert before.since() == []
    after = Citizen(http, channel="kiosk", conversation_id=before.conversation_id)
    assert words(after._send(choice=tapped)) == say("stale_choice")
    assert "khai sinh" not in words(after.say("tiếp tục"))
    assert len(after.since()) == 2


@pytest.mark.parametrize("hours", ["always", "Mon", "Mon 17:00-07:00"])
def test_hours_that_cannot_be_read_stop_the_start_and_are_named(
    hours: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BadHoursError, match="MOTCUA_OFFICER_HOURS"):
        put_together(Settings(officer_hours=hours))
    monkeypatch.setenv("MOTCUA_OFFICER_HOURS", hours)
    for name in ("MOTCUA_PORT", "MOTCUA_INTERNAL_PORT", "MOTCUA_RASA_PORT"):
        monkeypatch.setenv(name, str(free_port()))
    settings.cache_clear()
    assert main(["serve"]) == 2
    settings.cache_clear()
    assert "error: MOTCUA_OFFICER_HOURS" in capsys.readouterr().err
