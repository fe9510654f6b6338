"""The whole way: Telegram's webhook or polling, the inbox, the gateway, the outbox, and back to Telegram."""

import asyncio
import json
import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.conversations.tables import SubscriptionRow
from channels.app import public_app
from channels.delivery.tables import OutboxRow
from channels.gateway import Gateway
from channels.rasa_client import RasaClient
from channels.services import Services, put_together
from channels.telegram.face import Telegram, webhook_secret
from channels.telegram.texts import text
from channels.telegram.webhook import SECRET_HEADER
from knowledge.database import reading, writing
from knowledge.dossiers import demo
from knowledge.dossiers.tables import DossierRow
from knowledge.settings import Settings
from tests.channels.telegram.bot_api import BOT, TOKEN, BotApi, Fault, blocked, flood
from tests.channels.telegram.conftest import with_environment
from tests.channels.telegram.phone import Phone, Update
from tests.channels.telegram.settling import open_rows, settle

WEBHOOK = "https://motcua.example.vn/telegram/webhook"
BIRTH = "làm khai sinh cho con cần giấy gì"
_PATIENCE = 10.0


@dataclass
class Life:
    """The application while it runs."""

    client: TestClient
    services: Services
    api: BotApi

    def posts(self, told: Any, secret: str | None = None) -> int:
        """Call the webhook as Telegram does; return the status."""
        face = self.services.telegram
        assert face is not None
        header = {SECRET_HEADER: (face._secret if secret is None else secret).encode()}
        return self.client.post("/telegram/webhook", content=json.dumps(told), headers=header).status_code

    def takes(self, update: Update) -> None:
        """Take an update and wait until everything that comes of it is done."""
        assert self.posts(update) == 200
        self.settles()

    def settles(self) -> None:
        settle(self.services.sessions, _PATIENCE)

    def phone(self) -> Phone:
        return Phone(self.api, self.takes, random.randrange(10**6, 10**9))


@pytest.fixture(scope="module")
def put(guides_settings: Settings, bot_api_server: BotApi, tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Services with a bot of the local server, whose notices are looked for all the time."""
    told = {
        "MOTCUA_DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('telegram') / 'motcua.sqlite'}",
        "MOTCUA_RASA_PORT": 9,
        "MOTCUA_TELEGRAM_TOKEN": TOKEN,
        "MOTCUA_TELEGRAM_API_URL": bot_api_server.url,
        "MOTCUA_TELEGRAM_WEBHOOK_URL": WEBHOOK,
        "MOTCUA_NOTICE_SECONDS": 0.1,
        "MOTCUA_QUIET_HOURS": "",
    }
    return put_together(with_environment(guides_settings, told))


Living = Callable[..., AbstractContextManager[Life]]


@pytest.fixture
def living(put: Services, api: BotApi) -> Living:
    """Start the application; each time as a process would, with a bot and a gateway of its own."""

    @contextmanager
    def started(**more: Any) -> Iterator[Life]:
        settings = with_environment(put.settings, more)
        old = put.gateway
        rasa = RasaClient("http://127.0.0.1:9", 1.0)
        gateway = Gateway(put.conversations, old.hand_overs, old.assistant, old.seal, rasa, settings)
        bot = Telegram(settings, gateway, put.deliveries)
        services = replace(put, settings=settings, gateway=gateway, telegram=bot)
        with TestClient(public_app(services)) as client:
            yield Life(client, services, api)

    return started


@pytest.fixture
def life(living: Living) -> Iterator[Life]:
    with living() as life:
        yield life


@pytest.fixture
def lan(life: Life) -> Phone:
    return life.phone()


def until(true: Callable[[], Any]) -> None:
    limit = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < limit, "it did not come true"
        time.sleep(0.02)


def outcomes(services: Services) -> list[tuple[str, str]]:
    with reading(services.sessions) as session:
        return [(row.state, row.reason) for row in session.scalars(select(OutboxRow).order_by(OutboxRow.number))]


def test_the_bot_introduces_itself_with_vietnamese_commands_and_a_secret(life: Life, api: BotApi) -> None:
    until(lambda: api.called("setWebhook"))
    (commands,) = api.called("setMyCommands")
    assert '"command": "giayto"' in commands["commands"]
    assert "all_private_chats" in commands["scope"]
    assert api.webhook["url"] == WEBHOOK
    assert api.webhook["secret_token"] == webhook_secret(life.services.settings, life.services.conversations.secret)
    assert "edited_message" in api.webhook["allowed_updates"]


def test_a_wrong_secret_is_refused_and_leaves_no_trace(
    life: Life, lan: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for wrong in ("", "guessed-secret", "ü", life.services.telegram._secret[:-1]):  # type: ignore[union-attr]
            assert life.posts(lan.message(text="xin chào"), wrong) == 403
    assert "guessed-secret" not in caplog.text
    assert open_rows(life.services.sessions) == 0
    assert lan.reads() == []


def test_without_a_bot_there_is_no_webhook(put: Services, guides_settings: Settings) -> None:
    old = put.gateway
    gateway = Gateway(
        put.conversations, old.hand_overs, old.assistant, old.seal, RasaClient("http://127.0.0.1:9", 1.0), put.settings
    )
    with TestClient(public_app(replace(put, gateway=gateway, telegram=None))) as client:
        assert client.post("/telegram/webhook", json={}).status_code == 404


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["update_id", "message", "edited_message", "callback_query", "my_chat_member", "poll"])


def test_no_body_makes_the_webhook_fail(life: Life) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(JSON | st.dictionaries(KEYS, JSON))
    def posted(body: Any) -> None:
        assert life.posts(body) == 200

    posted()
    secret = {SECRET_HEADER: life.services.telegram._secret}  # type: ignore[union-attr]
    assert life.client.post("/telegram/webhook", content=b"no json", headers=secret).status_code == 400
    life.settles()


def test_from_a_question_to_a_list_a_look_up_and_a_notice(life: Life, lan: Phone) -> None:
    lan.says(BIRTH)
    for label in ("Đã đăng ký kết hôn", "Đến quầy một cửa", "Đúng hết", "Có giấy chứng sinh bằng giấy"):
        lan.taps(label)
    lan.taps("⬜ 2.")
    assert any(message["text"].endswith("1/4 giấy tờ đã sẵn sàng.") for message in lan.messages)

    services, now = life.services, datetime.now(UTC)
    running = next(one for one in demo.invent(10, 7, now) if one.record.status == "Được tiếp nhận")
    demo.replace(services.sessions, services.conversations.secret, [running], now)
    lan.says("/hoso")
    lan.says(running.record.dossier_code)
    told = lan.says(running.identity_number[-4:])
    assert any("Được tiếp nhận" in part for part in told)
    lan.taps("Báo tôi khi hồ sơ có thay đổi")
    with writing(services.sessions) as session:
        session.execute(update(DossierRow).values(status="in_progress"))
    until(lambda: any("có thay đổi" in part for part in lan.reads()))
    assert running.record.dossier_code not in lan.messages[-1]["text"]
    assert "thôi báo" in lan.says("/dungthongbao")[-1]
    with reading(services.sessions) as session:
        assert session.scalars(select(SubscriptionRow)).all() == []


def test_an_update_delivered_three_times_is_answered_once(life: Life, lan: Phone, api: BotApi) -> None:
    update = lan.message(text="xin chào")
    assert [life.posts(update) for _ in range(3)] == [200, 200, 200]
    life.settles()
    assert len(lan.reads()) == 1
    lan.does(update)
    assert len(lan.messages) == 1


def test_updates_that_overtook_each_other_are_handled_in_telegrams_order(living: Living, put: Services) -> None:
    with living() as life:
        lan = life.phone()
    order = [lan.message(text=BIRTH), lan.message(text="đã đăng ký kết hôn"), lan.message(text="nộp qua mạng")]

    async def arrive() -> None:
        assert life.services.telegram is not None
        for late in reversed(order):
            await life.services.telegram.accept(late)

    asyncio.run(arrive())
    with living() as again:
        again.settles()
        questions = [part for part in lan.reads() if "?" in part]
    assert "kết hôn chưa" in questions[0]
    assert "nộp hồ sơ bằng cách nào" in questions[1]
    assert len(questions) == 3


def test_a_restart_in_the_middle_loses_nothing(living: Living, api: BotApi) -> None:
    with living() as life:
        lan = life.phone()
        lan.says(BIRTH)
        api.fail(*[Fault("sendMessage", 502)] * 40)
        assert life.posts(lan.message(text="đã đăng ký kết hôn")) == 200
        until(lambda: len(api.faults) < 40)
    api.faults.clear()
    with living() as again:
        again.settles()
        assert "nộp hồ sơ bằng cách nào" in lan.reads()[-1]
        lan.send = again.takes
        assert lan.taps("Đến quầy một cửa")


def test_a_flood_limit_is_waited_for_and_the_order_is_kept(lan: Phone, api: BotApi) -> None:
    api.fail(flood(1))
    started = time.monotonic()
    lan.says("xin chào")
    lan.says("cảm ơn")
    assert time.monotonic() - started >= 1.0
    assert [len(lan.messages), "Một Cửa" in lan.messages[0]["text"]] == [2, True]


@pytest.mark.parametrize(
    "fault",
    [
        Fault("sendMessage", 500),
        Fault("sendMessage"),
        Fault("sendMessage", seconds=0.2),
        Fault("sendMessage", 502, after=True),
    ],
    ids=["500", "cut", "slow and cut", "taken, then 502"],
)
def test_a_reply_is_sent_at_least_once_whatever_happens(lan: Phone, api: BotApi, fault: Fault) -> None:
    api.fail(fault)
    lan.says("xin chào")
    assert len(lan.messages) == (2 if fault.after else 1)


def test_an_edit_that_changes_nothing_counts_as_done(life: Life, lan: Phone, api: BotApi) -> None:
    lan.says(BIRTH)
    lan.taps("Đã đăng ký kết hôn")
    api.fail(Fault("editMessageReplyMarkup", 502, after=True))
    lan.taps("Không biết", nth=0)
    assert outcomes(life.services)[-1][0] == "sent"
    assert not [reason for _, reason in outcomes(life.services) if "not modified" in reason]


def test_whoever_blocked_the_bot_is_left_alone(life: Life, lan: Phone, api: BotApi) -> None:
    lan.says("xin chào")
    api.fail(blocked())
    before = len(api.called("sendMessage"))
    lan.says("cảm ơn")
    assert len(api.called("sendMessage")) == before
    assert outcomes(life.services)[-1] == ("failed", "Forbidden: bot was blocked by the user")


def test_blocking_ends_what_waits(life: Life, lan: Phone, api: BotApi) -> None:
    lan.says("xin chào")
    api.fail(flood(60))
    life.posts(lan.message(text="cảm ơn"))
    until(lambda: not api.faults)
    assert life.posts(lan.membership("member", "kicked")) == 200
    life.settles()
    assert outcomes(life.services)[-1] == ("failed", "blocked")
    lan.does(lan.membership("kicked", "member"))


def test_groups_and_channels_are_not_listened_to(life: Life, lan: Phone, api: BotApi) -> None:
    group = {"id": -99, "type": "supergroup", "title": "Tổ dân phố 5"}
    lan.does(lan.membership("left", "member", group))
    heard = lan.message(text="xin chào")
    heard["message"]["chat"] = group
    lan.does(heard)
    lan.does(lan.membership("member", "administrator", group))
    lan.does(lan.membership("left", "administrator", {"id": -100, "type": "channel", "title": "Kênh"}))
    assert [message["text"] for message in api.chats[-99]] == [text("group")]
    assert -100 not in api.chats


def test_polling_answers_too_and_tells_telegram_what_arrived(living: Living, api: BotApi) -> None:
    with living(MOTCUA_TELEGRAM_WEBHOOK_URL="") as life:
        lan = life.phone()
        lan.send = api.waiting.append
        lan.does(lan.message(text="xin chào"))
        until(lambda: lan.messages)
        until(lambda: not api.waiting)
        life.settles()
    assert api.called("deleteWebhook")
    assert len(lan.messages) == 1


def test_a_token_that_telegram_refuses_is_said_without_the_token_and_stops_nothing(
    living: Living, caplog: pytest.LogCaptureFixture
) -> None:
    with living(MOTCUA_TELEGRAM_TOKEN="999:revoked") as life:
        until(lambda: "refuses MOTCUA_TELEGRAM_TOKEN" in caplog.text)
        assert life.client.get("/healthz").status_code == 200
    assert "revoked" not in caplog.text


def test_a_telegram_that_is_down_is_tried_again(living: Living, api: BotApi) -> None:
    api.fail(Fault("getMe", 502))
    with living():
        until(lambda: api.called("setWebhook"))
    assert BOT["username"]
