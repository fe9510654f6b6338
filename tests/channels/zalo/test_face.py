"""The whole way: a signed event in, answers out, in the real application against a local Zalo. Rasa is down here."""

import itertools
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select, update

from channels.app import public_app
from channels.delivery.deliveries import Deliveries
from channels.delivery.inbox import lane
from channels.delivery.tables import InboxRow, OutboxRow, RecipientRow
from channels.gateway import Gateway
from channels.rasa_client import RasaClient
from channels.services import Services, put_together
from channels.zalo.face import zalo as face
from channels.zalo.oauth import Pair
from channels.zalo.tables import ZaloTokensRow
from channels.zalo.texts import text, unread
from knowledge.database import reading, writing
from knowledge.settings import Settings
from tests.channels.zalo.playing_zalo import APP_ID, APP_SECRET, OA_SECRET, PlayingZalo, signed

BIRTH = "lam giay khai sinh cho con can gi"
MESSAGES = itertools.count(1)
_PATIENCE = 20.0


@dataclass
class Citizen:
    """Somebody who writes on Zalo and waits for the answer."""

    client: TestClient
    services: Services
    zalo: PlayingZalo
    user: str = field(default_factory=lambda: str(10**15 + next(MESSAGES)))

    def event(self, name: str, **more: Any) -> dict[str, Any]:
        parties = {"sender": {"id": self.user}, "recipient": {"id": "388"}}
        return {"app_id": APP_ID, "event_name": name, "timestamp": str(time.time_ns() // 10**6), **parties, **more}

    def says(self, said: str, message_id: str = "") -> list[str]:
        """Write a text; return what is answered."""
        told = {"text": said, "msg_id": message_id or f"m{next(MESSAGES)}"}
        return self.tells(self.event("user_send_text", message=told))

    def taps(self, label: str) -> list[str]:
        """Tap a button below the last message."""
        (payload,) = [one["payload"] for one in self.zalo.buttons() if one["title"] == label]
        return self.says(payload)

    def titles(self) -> list[str]:
        """Return what stands on the buttons below the last message."""
        return [one["title"] for one in self.zalo.buttons()]

    def tells(self, event: dict[str, Any]) -> list[str]:
        before = len(self.zalo.texts(self.user))
        assert self.post(event).status_code == 200
        self.waits()
        return self.zalo.texts(self.user)[before:]

    def post(self, event: dict[str, Any], header: str | None = None) -> Any:
        raw = json.dumps(event, ensure_ascii=False).encode("utf-8", "surrogatepass")
        signature = signed(raw, str(event.get("timestamp"))) if header is None else header
        return self.client.post("/zalo/webhook", content=raw, headers={"X-ZEvent-Signature": signature})

    def is_remembered(self) -> bool:
        """Whether the address of the conversation is stored."""
        with reading(self.services.sessions) as session:
            return session.get(RecipientRow, lane(self.services.conversations, "zalo", self.user)) is not None

    def waits(self) -> None:
        """Wait until nothing is left to handle or to send."""
        self.waits_for(lambda: not open_rows(self.services))

    def waits_for(self, done: Callable[[], bool]) -> None:
        limit = time.monotonic() + _PATIENCE
        while not done():
            assert time.monotonic() < limit, "the deliveries hang"
            time.sleep(0.02)


def open_rows(services: Services) -> int:
    with reading(services.sessions) as session:
        counts = [
            session.scalar(select(func.count()).where(row.state.in_(("waiting", "leased", "sending"))))
            for row in (InboxRow, OutboxRow)
        ]
    return sum(count or 0 for count in counts)


@pytest.fixture(scope="module")
def zalo_settings(guides_settings: Settings, _zalo: PlayingZalo, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    database = tmp_path_factory.mktemp("zalo") / "motcua.sqlite"
    told = {
        "database_url": f"sqlite:///{database}",
        "rasa_port": 9,
        "turns_per_minute": 1000,
        "zalo_app_id": APP_ID,
        "zalo_app_secret": APP_SECRET,
        "zalo_oa_secret": OA_SECRET,
        "zalo_api_url": _zalo.url,
        "zalo_oauth_url": _zalo.url,
        "zalo_timeout": 1.0,
    }
    return Settings.model_validate(guides_settings.model_dump() | told)


@pytest.fixture(scope="module")
def loaded(zalo_settings: Settings) -> Services:
    return put_together(zalo_settings)


def restarted(services: Services) -> Services:
    """Return the services as after a restart on the same database."""
    old = services.gateway
    rasa = RasaClient(f"http://127.0.0.1:{services.settings.rasa_port}", 1.0)
    gateway = Gateway(services.conversations, old.hand_overs, old.assistant, old.seal, rasa, services.settings)
    deliveries = Deliveries(services.conversations, services.settings)
    account = face(services.settings, gateway, deliveries)
    return replace(services, gateway=gateway, deliveries=deliveries, zalo=account)


@pytest.fixture
def services(loaded: Services, zalo: PlayingZalo) -> Services:
    """The services with a connected account."""
    made = restarted(loaded)
    zalo.new_pair()
    assert made.zalo
    made.zalo.tokens.connect(Pair(zalo.access, zalo.refresh, datetime.now(UTC) + timedelta(hours=25)))
    return made


@pytest.fixture
def citizen(services: Services, zalo: PlayingZalo) -> Iterator[Citizen]:
    """A new citizen of the running application."""
    with TestClient(public_app(services)) as client:
        yield Citizen(client, services, zalo)


def given_an_hour_ago(services: Services) -> None:
    """Let the tokens be old enough to be renewed when Zalo rejects one."""
    with writing(services.sessions) as session:
        session.execute(update(ZaloTokensRow).values(given_at=datetime.now(UTC) - timedelta(hours=1)))


def test_from_a_question_to_the_papers_by_numbers_and_taps(citizen: Citizen) -> None:
    (asked,) = citizen.says(BIRTH)
    assert "Đăng ký khai sinh" in asked
    assert "1. Đã đăng ký kết hôn" in asked
    for _ in range(12):
        asked = citizen.says("1")[-1] if not citizen.zalo.buttons() else citizen.taps(citizen.titles()[0])[-1]
        if "Mã danh sách" in asked:
            break
    assert "Giấy chứng sinh" in "".join(citizen.zalo.texts(citizen.user))
    assert "Dò lại giấy tờ đang có" in citizen.titles()
    (missing,) = citizen.says("còn thiếu gì")
    assert "Còn thiếu" in missing
    (ticked,) = citizen.taps("Có rồi: Giấy chứng sinh")
    assert ticked.startswith("» Có rồi: Giấy chứng sinh\n")
    assert "Đã đánh dấu có: Giấy chứng sinh" in ticked


def test_an_old_button_says_so_and_a_strangers_button_does_nothing_else(citizen: Citizen) -> None:
    citizen.says("phi chung thuc ban sao bao nhieu")
    told = citizen.event("user_send_text", message={"text": "mc:choice:someone-elses", "msg_id": f"m{next(MESSAGES)}"})
    assert "cũ" in citizen.tells(told)[-1]


def test_an_event_that_comes_five_times_is_answered_once(citizen: Citizen) -> None:
    told = citizen.event("user_send_text", message={"text": "xin chào", "msg_id": "greeting"})
    answers = [citizen.tells(told) for _ in range(5)]
    assert [len(one) for one in answers] == [1, 0, 0, 0, 0]


def test_messages_that_overtook_each_other_are_answered_in_the_order_they_were_written(
    services: Services, zalo: PlayingZalo
) -> None:
    stopped = Citizen(TestClient(public_app(services)), services, zalo)
    first, second = (
        stopped.event("user_send_text", message={"text": said, "msg_id": f"m{next(MESSAGES)}"}) for said in (BIRTH, "1")
    )
    first["timestamp"] = str(int(second["timestamp"]) - 1000)
    assert {stopped.post(one).status_code for one in (second, first)} == {200}
    with TestClient(public_app(restarted(services))):
        stopped.waits()
    told = stopped.zalo.texts(stopped.user)
    assert "1. Đã đăng ký kết hôn" in told[0]
    assert "1. Đã đăng ký kết hôn" not in told[1]


def test_what_came_in_before_a_stop_is_answered_after_the_start(services: Services, zalo: PlayingZalo) -> None:
    stopped = Citizen(TestClient(public_app(services)), services, zalo)
    assert stopped.post(stopped.event("follow")).status_code == 200
    assert zalo.sent == []
    with TestClient(public_app(restarted(services))):
        stopped.waits()
    assert zalo.texts(stopped.user) == [text("welcome")]


def test_a_slow_zalo_does_not_keep_the_webhook_waiting(citizen: Citizen) -> None:
    citizen.zalo.faults.append("slow")
    citizen.zalo.slow = 0.8
    begun = time.monotonic()
    citizen.post(citizen.event("follow"))
    citizen.post(citizen.event("user_send_sticker", message={"msg_id": f"m{next(MESSAGES)}"}))
    assert time.monotonic() - begun < 0.8
    citizen.waits()
    assert text("welcome") in citizen.zalo.texts(citizen.user)


@pytest.mark.parametrize("medium", ["image", "file", "sticker", "audio", "location"])
def test_what_has_no_words_is_answered_helpfully(citizen: Citizen, medium: str) -> None:
    message = {"msg_id": f"m{next(MESSAGES)}", "attachments": [{"type": medium, "payload": {"url": "https://x"}}]}
    assert citizen.tells(citizen.event(f"user_send_{medium}", message=message)) == [unread(medium)]


def test_who_unfollows_gets_nothing_more_and_is_forgotten(citizen: Citizen) -> None:
    citizen.says("xin chào")
    assert citizen.is_remembered()
    citizen.zalo.faults.append("429")
    citizen.post(citizen.event("user_send_sticker", message={"msg_id": f"m{next(MESSAGES)}"}))
    citizen.waits_for(lambda: not citizen.zalo.faults)
    assert citizen.tells(citizen.event("unfollow")) == []
    assert not citizen.is_remembered()


def test_a_token_that_runs_out_between_two_messages_is_renewed(citizen: Citizen) -> None:
    given_an_hour_ago(citizen.services)
    citizen.zalo.access = "another one by now"
    assert len(citizen.says("xin chào")) == 1
    assert citizen.zalo.refreshed == 1


def test_a_closed_window_ends_the_reply_and_the_next_message_is_answered(citizen: Citizen) -> None:
    citizen.zalo.faults.append(-230)
    assert citizen.says("xin chào") == []
    assert len(citizen.says("xin chào")) == 1


def test_a_reply_that_zalo_could_not_take_is_sent_again(citizen: Citizen) -> None:
    citizen.zalo.faults.append("500")
    assert len(citizen.says("xin chào")) == 1
    assert citizen.zalo.calls == 2


def test_erasing_leaves_nothing_to_be_reached_by(citizen: Citizen) -> None:
    citizen.says("xóa dữ liệu")
    assert citizen.is_remembered()
    citizen.taps("Xoá cuộc trò chuyện này")
    assert not citizen.is_remembered()
